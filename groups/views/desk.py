"""The facilitator's desk. Rights are looked up before the method: what is not yours is not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, behind_log_in, found
from groups import queries
from groups.actions.admission import turn_admission
from groups.actions.joining import NotWaiting
from groups.actions.joining import decline as decline_request
from groups.forms import DeclineForm
from groups.models import Membership

READ = ("GET", "HEAD")
WRITE = ("POST",)


def desk_page(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page of the desk for these methods: `view` gets the facilitator's own membership in place of the group's id."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, group_id: str) -> HttpResponse:
            own = found(queries.facilitation(account_of(request), group_id))
            return view(request, own) if request.method in methods else HttpResponseNotAllowed(methods)

        return behind_log_in(guarded) if "GET" in methods else guarded

    return decorate


@desk_page(*READ)
def show(request: HttpRequest, own: Membership) -> HttpResponse:
    """Requests and members of one group, and the way to the rest of the desk."""
    return _desk(request, own)


@desk_page(*WRITE)
def admission(request: HttpRequest, own: Membership) -> HttpResponse:
    """Takes no requests for now, or takes them again."""
    paused = request.POST.get("paused") == "1"
    turn_admission(by=own, paused=paused, now=timezone.now())
    messages.success(
        request,
        _("Nobody can ask to join until you take requests again.") if paused else _("People can ask to join again."),
    )
    return redirect("groups:desk", own.group.public_id)


def decline(request: HttpRequest, member_id: str) -> HttpResponse:
    """Says no to a request."""
    own, member = found(queries.facilitator_over(account_of(request), member_id))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = _decline_form(member, request.POST)
    if not form.is_valid():
        return _desk(request, own, member, form)
    try:
        decline_request(by=own, membership=member, words=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("%(name)s reads your words at the next visit.") % {"name": member.pseudonym})
    except NotWaiting:
        messages.info(request, _("This question had been answered already."))
    return redirect("groups:desk", own.group.public_id)


def _desk(
    request: HttpRequest, own: Membership, refused: Membership | None = None, refused_form: DeclineForm | None = None
) -> HttpResponse:
    group = own.group
    requests = [
        (asking, refused_form if asking == refused else _decline_form(asking)) for asking in queries.requests_of(group)
    ]
    context = {
        "group": group,
        "own": own,
        "requests": requests,
        "members": queries.members_of(group),
        # Where another language leads: the path of a refused form can only be sent to.
        "here": reverse("groups:desk", args=[group.public_id]),
    }
    return render(request, "groups/desk.html", context)


def _decline_form(member: Membership, data: QueryDict | None = None) -> DeclineForm:
    return DeclineForm(data, auto_id=f"{member.public_id}_%s")
