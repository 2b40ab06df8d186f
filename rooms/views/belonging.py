"""Admitting who asked, and leaving."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Membership
from rooms.actions import belonging
from rooms.queries import place_in
from rooms.views.rights import account_or_404, deed_towards_member


@deed_towards_member
def admit(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Lets in who asked, and goes back to the desk."""
    try:
        belonging.admit(by=by, membership=membership, now=timezone.now())
        messages.success(request, _("%(name)s is in the group now.") % {"name": membership.pseudonym})
    except belonging.AlreadyDecided:
        messages.info(request, _("This question had been answered already."))
    return redirect("groups:desk", by.group.public_id)


def leave(request: HttpRequest, group_id: str) -> HttpResponse:
    """Ends the reader's own membership."""
    own = place_in(account_or_404(request), group_id)
    if own is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        belonging.leave(membership=own, now=timezone.now())
        messages.success(request, _("You have left the group. You can always ask to join again."))
    except belonging.NotThere:
        messages.info(request, _("You had left this group already."))
    return redirect("my_place")
