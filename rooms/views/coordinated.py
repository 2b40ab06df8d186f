"""One group at the coordinator's desk."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import behind_log_in, found
from groups.actions.organising import ChangedMeanwhile, GroupNameTaken, edit_group
from groups.actions.standing import StandsSoAlready
from groups.actions.standing import confirm as confirm_group
from groups.coordinating import FEWEST_TOLD, coordination
from groups.models import Coordinator, Group
from groups.views.places import posted
from rooms.actions import standing
from rooms.actions.coordinating import LINK_WORKS_FOR, link_to_lead
from rooms.coordinating import rows_of
from rooms.forms_coordination import EditForm, WordsForm
from rooms.views.links import forget_links, keep_links, kept_links
from rooms.views.rights import account_or_404

View = Callable[..., HttpResponse]


def of_a_coordinated_group(*methods: str) -> Callable[[View], View]:
    """The right first, then the method: `view` gets the post and the group in place of the group's id."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, group_id: str, **more: object) -> HttpResponse:
            by, group = found(coordination(account_or_404(request), group_id))
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return view(request, by, group, **more)
            except standing.NotCoordinating:
                raise Http404 from None

        return guarded

    return guard


def page(*methods: str) -> Callable[[View], View]:
    """The same for what can be looked at: a visitor logs in first."""
    return lambda view: behind_log_in(of_a_coordinated_group("GET", "HEAD", *methods)(view))


deed = of_a_coordinated_group("POST")


@page()
def show(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """How the group stands, and what can be done for it."""
    row = rows_of([group], timezone.now())[0]
    return render(request, "coordination/group.html", {"group": group, "row": row, "fewest": FEWEST_TOLD})


@page("POST")
def edit(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """What the group's page tells."""
    form = EditForm(posted(request), group=group)
    if form.is_valid() and _edited(form, by, group):
        messages.success(request, _("Saved. This is what everybody reads now."))
        return _back(group)
    return render(request, "coordination/texts.html", {"group": group, "form": form})


@deed
def confirm(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """Says that all that is told about the group is still true."""
    confirm_group(by=by, group=group, now=timezone.now())
    messages.success(request, _("Thank you. It is written down that this was checked today."))
    return _back(group)


@deed
def appoint(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """One more link to lead the group; who has one that is not given yet, or sent this twice, gets that one."""
    if not kept_links(request, group):
        keep_links(request, group, [link_to_lead(by=by, group=group, now=timezone.now())])
    return redirect("rooms:coordinated_links", group.public_id)


@deed
def withdraw(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """No link to lead the group works any more."""
    standing.withdraw(by=by, group=group, now=timezone.now())
    forget_links(request, group)
    messages.success(request, _("No link to facilitate this group works any more."))
    return _back(group)


@page("POST")
def links(request: HttpRequest, by: Coordinator, group: Group) -> HttpResponse:
    """GET: the links that wait to be passed on, until POST says that they were."""
    if request.method == "POST":
        forget_links(request, group)
        return _back(group)
    context = {"group": group, "links": kept_links(request, group), "days": LINK_WORKS_FOR.days}
    return render(request, "coordination/links.html", context | {"row": rows_of([group], timezone.now())[0]})


@page("POST")
def turn(request: HttpRequest, by: Coordinator, group: Group, status: Group.Status) -> HttpResponse:
    """Asks for words, then pauses, closes or reopens the group."""
    form = WordsForm(posted(request))
    if not form.is_valid():
        return render(request, "coordination/turn.html", {"group": group, "form": form, "status": status})
    try:
        standing.turn_group(by=by, group=group, status=status, words=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("Done. The people of this group read your words in My place."))
    except StandsSoAlready:
        messages.info(request, _("It stood so already: this was sent twice, or a colleague was first."))
    return _back(group)


def _edited(form: EditForm, by: Coordinator, group: Group) -> bool:
    try:
        edit_group(by=by, group=group, changes=form.texts(), seen=form.cleaned_data["seen"], now=timezone.now())
    except GroupNameTaken:
        form.refuse_name()
    except ChangedMeanwhile:
        form.refuse_as_changed(Group.objects.get(pk=group.pk))
    return not form.errors


def _back(group: Group) -> HttpResponse:
    return redirect("rooms:coordinated", group.public_id)
