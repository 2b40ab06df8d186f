"""Opening an invitation: only a sent form uses it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.pages import account_of
from groups import queries
from groups.actions.inviting import InvitationGone
from groups.actions.joining import AlreadyThere, NotAgreed, NotTaking
from groups.actions.names import NameTaken
from groups.forms import AcceptForm, PlaceForm
from groups.models import Group, Invitation
from groups.views.places import offered, posted, resting
from rooms.actions.accepting import NotForYou, accept


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the group, a name, its rules. POST: a place in it. Who is in already is led on."""
    if request.user.is_authenticated and queries.invited_membership(account_of(request), token):
        return redirect("my_place")
    found = queries.open_invitation(token, timezone.now())
    if found is None:
        return _gone(request)
    if not found.group.takes_requests:
        return resting(request, found.group)
    form = _form(request, found.group)
    done = _accepted(request, token, found, form) if form and form.is_valid() else None
    context = {"group": found.group, "wordings": queries.current_wordings(found.group), "form": form}
    return done or render(request, "rooms/invitation.html", context)


def _form(request: HttpRequest, group: Group) -> AcceptForm | None:
    """What the person must fill in: a visitor needs an account first, who asked before has a name already."""
    if not request.user.is_authenticated:
        return None
    account = account_of(request)
    if queries.own_membership(account, group):
        return AcceptForm(posted(request))
    wordings = queries.current_wordings(group)
    return PlaceForm(posted(request), by=account, offered=offered(request, group), wordings=wordings)


def _accepted(request: HttpRequest, token: str, found: Invitation, form: AcceptForm) -> HttpResponse | None:
    account, agreed = account_of(request), form.agreed()
    try:
        accept(account=account, token=token, pseudonym=form.pseudonym, agreed=agreed, now=timezone.now())
    except (NameTaken, NotAgreed) as refusal:
        form.refuse(refusal)
        return None
    except AlreadyThere:
        return redirect("my_place")
    except NotTaking:
        return resting(request, Group.objects.get(pk=found.group_id))
    except (InvitationGone, NotForYou):
        return _gone(request)
    messages.success(request, _("You are in %(group)s now. Welcome.") % {"group": found.group.name})
    return redirect("my_place")


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, was used up, taken back, or ran out."""
    return render(request, "groups/link_gone.html", status=404)
