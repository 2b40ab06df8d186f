"""Inviting by a link: made and taken back at the desk. Who opens one comes to rooms.views.invitations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import queries
from groups.actions import inviting
from groups.forms import InvitationForm
from groups.models import Membership
from groups.views.desk import READ, WRITE, desk_page
from groups.views.places import posted

NEW_LINK = "new_invitation"
"""In the session, sealed: the link that is shown once, by the group's public id."""


@desk_page(*READ, *WRITE)
def index(request: HttpRequest, own: Membership) -> HttpResponse:
    """GET: the links that work, and once the newest. POST: makes one."""
    form, now = InvitationForm(posted(request)), timezone.now()
    if form.is_valid():
        request.session[NEW_LINK] = {own.group.public_id: inviting.invite(by=own, now=now, **form.cleaned_data)}
        return redirect("groups:invitations", own.group.public_id)
    context = {
        "group": own.group,
        "form": form,
        "link": _new_link(request, own),
        "invitations": queries.open_invitations(own.group, now).select_related("made_by"),
    }
    return render(request, "groups/desk_invitations.html", context)


@desk_page(*WRITE)
def revoke(request: HttpRequest, own: Membership) -> HttpResponse:
    """Takes a link back."""
    try:
        inviting.revoke(by=own, invitation_id=UUID(request.POST.get("invitation", "")), now=timezone.now())
        messages.success(request, _("This link lets nobody in any more."))
    except (ValueError, inviting.InvitationGone):
        messages.info(request, _("This link had ended already."))
    return redirect("groups:invitations", own.group.public_id)


def _new_link(request: HttpRequest, own: Membership) -> str:
    """The address of a link that was made a moment ago; looking at the page takes it away."""
    if request.method != "GET" or own.group.public_id not in request.session.get(NEW_LINK, {}):
        return ""
    token = request.session.pop(NEW_LINK)[own.group.public_id]
    return request.build_absolute_uri(reverse("rooms:invitation", args=[token]))
