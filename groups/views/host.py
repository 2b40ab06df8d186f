"""The texts that a host must give: for everybody to read, for coordinators to write."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.pages import account_of, behind_log_in, found
from groups import queries
from groups.actions.host_pages import ChangedMeanwhile, version_of, write_host_page
from groups.forms import HostTextForm
from groups.host_pages import default_text
from groups.models import Coordinator, HostPage, Organisation
from groups.views.places import posted


@require_safe
def house_page(request: HttpRequest, kind: HostPage.Kind) -> HttpResponse:
    """A text of the house: of its only organisation, or the default with the way to each organisation's own."""
    return _page(request, kind, queries.sole_organisation())


def host_page(request: HttpRequest, kind: HostPage.Kind, organisation_id: str) -> HttpResponse:
    """A text of one organisation."""
    organisation = found(queries.organisation_by_public_id(organisation_id))
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _page(request, kind, organisation)


@behind_log_in
def texts(request: HttpRequest) -> HttpResponse:
    """All texts of the organisations that the account coordinates, to choose one to write."""
    posts = found(list(queries.coordinatorships(account_of(request))) or None)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return render(request, "groups/host_texts.html", {"posts": posts, "kinds": HostPage.Kind})


@behind_log_in
def edit_host_page(request: HttpRequest, organisation_id: str, kind: HostPage.Kind) -> HttpResponse:
    """GET: one text in every language. POST: keeps it."""
    own = found(queries.coordinatorship(account_of(request), organisation_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = HostTextForm(posted(request), initial=_initial(own.organisation, kind))
    if form.is_valid() and _written(form, own, kind):
        messages.success(request, _("Kept. Everybody reads it now."))
        return redirect("groups:edit_host_page", organisation_id, kind)
    return render(request, "groups/host_text.html", {"form": form, "kind": kind, "organisation": own.organisation})


def _page(request: HttpRequest, kind: HostPage.Kind, organisation: Organisation | None) -> HttpResponse:
    language = get_language() or "nl"
    own = queries.host_texts(organisation, kind) if organisation else {}
    # An address in another language is more use than none in one's own.
    page = own.get(language) or next(iter(own.values()), None)
    context = {
        "kind": kind,
        "kinds": HostPage.Kind,
        "organisation": organisation,
        "organisations": [] if organisation else queries.organisations(),
        "text": page.text if page else default_text(kind, language),
        "language": page.language if page else language,
    }
    return render(request, "groups/host_page.html", context)


def _initial(organisation: Organisation, kind: HostPage.Kind) -> dict[str, str]:
    own = queries.host_texts(organisation, kind)
    defaults = {code: default_text(kind, code) for code in dict(settings.LANGUAGES)}
    return {**defaults, **{code: page.text for code, page in own.items()}, "version": version_of(own)}


def _written(form: HostTextForm, by: Coordinator, kind: HostPage.Kind) -> bool:
    version = form.cleaned_data["version"]
    try:
        write_host_page(by=by, kind=kind, texts=form.texts(), version=version, now=timezone.now())
    except ChangedMeanwhile as change:
        form.refuse(change.version)
        return False
    return True
