"""Rights are looked up before anything else, the method too: a page that is not yours is a page that is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from accounts.models import Account
from accounts.pages import behind_log_in
from groups.models import Membership
from groups.queries import another_beside, facilitator_over
from rooms.actions.leading import NotLeading
from rooms.models import Room
from rooms.queries import led_room, membership_of

View = Callable[..., HttpResponse]
DEED = ("POST",)
LOOK = ("GET", "HEAD")
PAGE = ("GET", "HEAD", "POST")


def account_or_404(request: HttpRequest) -> Account:
    """Who is signed in; raises Http404."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def in_room(view: View) -> View:
    """A request of who has a seat in a room: `view` gets the room and the membership in place of the room's id."""

    @wraps(view)
    def guarded(request: HttpRequest, room_id: str, **more: object) -> HttpResponse:
        found = membership_of(account_or_404(request), room_id)
        if found is None:
            raise Http404
        return view(request, *found, **more)

    return guarded


def deed_in_room(view: View, methods: tuple[str, ...] = DEED) -> View:
    """A POST of a room's facilitator: `view` gets the membership and the room in place of the room's id."""

    @wraps(view)
    def guarded(request: HttpRequest, room_id: str, **more: object) -> HttpResponse:
        found = led_room(account_or_404(request), room_id)
        return _done(view, methods, request, found, more)

    return guarded


def deed_towards_member(view: View, methods: tuple[str, ...] = DEED) -> View:
    """A POST of a facilitator about a membership of the same group: `view` gets the own and the other membership."""

    @wraps(view)
    def guarded(request: HttpRequest, member_id: str, **more: object) -> HttpResponse:
        found = facilitator_over(account_or_404(request), member_id)
        return _done(view, methods, request, found, more)

    return guarded


def deed_beside_member(view: View) -> View:
    """A POST of a member about another of the same group: `view` gets the own and the other membership."""

    @wraps(view)
    def guarded(request: HttpRequest, member_id: str, **more: object) -> HttpResponse:
        found = another_beside(account_or_404(request), member_id)
        return _done(view, DEED, request, found, more)

    return guarded


def measure_in_room(view: View) -> View:
    """A deed in a room of which a GET asks for the reasons."""
    return behind_log_in(deed_in_room(view, PAGE))


def measure_towards_member(view: View) -> View:
    """A deed towards a member of which a GET asks for the reasons."""
    return behind_log_in(deed_towards_member(view, PAGE))


def page_about_member(view: View) -> View:
    """A page of a facilitator about a member, to look at."""
    return behind_log_in(deed_towards_member(view, LOOK))


def _done(
    view: View,
    methods: tuple[str, ...],
    request: HttpRequest,
    found: tuple[Membership, Room | Membership] | None,
    more: dict[str, object],
) -> HttpResponse:
    if found is None:
        raise Http404
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    try:
        return view(request, *found, **more)
    except NotLeading:
        raise Http404 from None
