"""Folding the lines of somebody for oneself, and unfolding them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.pages import onward
from groups.actions import concealing
from groups.models import Membership
from rooms.queries import talk_of
from rooms.views.rights import deed_beside_member


@deed_beside_member
def conceal(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """From now on the reader meets this person's lines folded."""
    concealing.conceal(by=by, whom=membership)
    messages.success(request, _("The lines of this person are folded now, for you only."))
    return _back(request, by)


@deed_beside_member
def reveal(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """The reader meets this person's lines open again."""
    concealing.reveal(by=by, whom=membership)
    messages.success(request, _("You read this person again."))
    return _back(request, by)


def _back(request: HttpRequest, by: Membership) -> HttpResponse:
    return redirect(onward(request, reverse("rooms:room", args=[talk_of(by).public_id])))
