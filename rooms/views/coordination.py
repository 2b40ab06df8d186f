"""The coordinator's desk: the groups of an organisation, and opening one more. No talk is read, no member is named."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import Account
from accounts.pages import account_of, behind_log_in, found
from groups.actions.organising import GroupNameTaken
from groups.coordinating import FEWEST_TOLD, coordination, posts_of
from groups.models import Coordinator, Group
from groups.views.places import posted
from rooms.actions.coordinating import open_with_links
from rooms.coordinating import desks
from rooms.forms_coordination import OpenForm
from rooms.views.links import keep_links


@behind_log_in
def index(request: HttpRequest) -> HttpResponse:
    """All groups of the organisations that the account coordinates, each organisation apart."""
    posts = _posts(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    context = {"desks": desks(posts, timezone.now()), "fewest": FEWEST_TOLD}
    return render(request, "coordination/index.html", context)


@behind_log_in
def open_group(request: HttpRequest) -> HttpResponse:
    """GET: one form for all that a new group needs. POST: the group, with links for its facilitators."""
    posts = _posts(request)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = OpenForm(posted(request), posts=posts)
    group = _opened(request, form) if form.is_valid() else None
    if group:
        return redirect("rooms:coordinated_links", group.public_id)
    return render(request, "coordination/open.html", {"form": form})


def _posts(request: HttpRequest) -> list[Coordinator]:
    """To who coordinates nothing there is no desk."""
    return found(posts_of(account_of(request)) or None)


def _opened(request: HttpRequest, form: OpenForm) -> Group | None:
    """The group, also when the same form came twice; None when its name turned out to be taken."""
    account = account_of(request)
    before = coordination(account, form.public_id)
    if before:
        if before[1].name == form.cleaned_data["name"]:
            return before[1]
        form.start_anew()
    try:
        opened = open_with_links(by=form.post, **form.opening(), now=timezone.now())
    except GroupNameTaken:
        return _opened_meanwhile(account, form)
    keep_links(request, opened.group, opened.tokens)
    return opened.group


def _opened_meanwhile(account: Account, form: OpenForm) -> Group | None:
    """The group of the same form, if its twin was a moment faster."""
    twin = coordination(account, form.public_id)
    if twin is None:
        form.refuse_name()
    return twin[1] if twin else None
