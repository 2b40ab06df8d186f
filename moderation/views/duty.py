"""The coordinator on duty: how facilitators reach them, and which groups ask for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups.models import Coordinator
from groups.tasks import posts
from groups.views.places import posted
from moderation.actions.care import set_duty, take_alert
from moderation.caring import alerts_before
from moderation.forms_care import DutyForm
from moderation.models import DutyContact

SHOWN = 30


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """GET: both. POST: takes an alert on, or says how one is reached."""
    account = account_of(request)
    own = list(posts(account))
    found(own[0] if own else None)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = DutyForm(posted(request), posts=own, initial=_words(own))
    if "alert" in request.POST:
        _take(request, own)
        return redirect("moderation:duty")
    if form.is_valid():
        set_duty(by=form.post, words=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("Saved. The facilitators of this organisation read it."))
        return redirect("moderation:duty")
    return render(request, "moderation/duty.html", {"form": form, "alerts": alerts_before(account)[:SHOWN]})


def _words(own: list[Coordinator]) -> dict[str, str]:
    contact = DutyContact.objects.filter(organisation=own[0].organisation).first()
    return {"words": contact.words if contact else ""}


def _take(request: HttpRequest, own: list[Coordinator]) -> None:
    asked = request.POST.get("alert", "")
    alert = next((row for row in alerts_before(account_of(request)) if row.pk.hex == asked), None)
    if alert:
        by = next(post for post in own if post.organisation_id == alert.group.organisation_id)
        take_alert(by=by, alert=alert, now=timezone.now())
        messages.success(request, _("Thank you. The facilitators are told that you took this on."))
