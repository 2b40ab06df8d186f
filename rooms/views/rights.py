"""Rights are looked up before anything else, the method too: a page that is not yours is a page that is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from accounts.models import Account
from groups.models import Membership
from groups.queries import another_beside, facilitator_over
from rooms.actions.leading import NotLeading
from rooms.models import Room
from rooms.queries import led_room


def account_or_404(request: HttpRequest) -> Account:
    """Who is signed in; raises Http404."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def deed_in_room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST of a room's facilitator: `view` gets the membership and the room in place of the room's id."""

    @wraps(view)
    def guarded(request: HttpRequest, room_id: str, **more: object) -> HttpResponse:
        found = led_room(account_or_404(request), room_id)
        return _posted(view, request, found, more)

    return guarded


def deed_towards_member(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST of a facilitator about a membership of the same group: `view` gets the own and the other membership."""

    @wraps(view)
    def guarded(request: HttpRequest, member_id: str, **more: object) -> HttpResponse:
        found = facilitator_over(account_or_404(request), member_id)
        return _posted(view, request, found, more)

    return guarded


def deed_beside_member(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST of a member about another of the same group: `view` gets the own and the other membership."""

    @wraps(view)
    def guarded(request: HttpRequest, member_id: str, **more: object) -> HttpResponse:
        found = another_beside(account_or_404(request), member_id)
        return _posted(view, request, found, more)

    return guarded


def _posted(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    found: tuple[Membership, Room | Membership] | None,
    more: dict[str, object],
) -> HttpResponse:
    if found is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        return view(request, *found, **more)
    except NotLeading:
        raise Http404 from None
