"""Leading a group together, and leading it no more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.models import Membership
from groups.queries import facilitation
from rooms.actions.leading import NotLeading
from rooms.actions.roles import LastFacilitator, NotAMember, appoint_facilitator
from rooms.actions.roles import step_down as become_member
from rooms.views.rights import account_or_404, deed_towards_member


@deed_towards_member
def appoint(request: HttpRequest, by: Membership, membership: Membership) -> HttpResponse:
    """Makes a member a facilitator too."""
    try:
        appoint_facilitator(by=by, membership=membership, now=timezone.now())
        messages.success(request, _("%(name)s facilitates this group too.") % {"name": membership.pseudonym})
    except NotAMember:
        messages.info(request, _("This person facilitates already, or is not in the group any more."))
    return redirect("groups:desk", by.group.public_id)


def step_down(request: HttpRequest, group_id: str) -> HttpResponse:
    """Makes the reader, a facilitator, a member; the last one stays."""
    own = facilitation(account_or_404(request), group_id)
    if own is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        become_member(membership=own, now=timezone.now())
    except LastFacilitator:
        messages.error(request, _("You are the only facilitator. Make somebody else facilitator first."))
        return redirect("groups:desk", group_id)
    except NotLeading:
        raise Http404 from None
    messages.success(request, _("You are a member of this group now, and facilitate it no more. Thank you."))
    return redirect("my_place")
