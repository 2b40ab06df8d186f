"""Paths of the groups: Dutch, and without a group's name."""

from django.urls import path

import groups.paths  # noqa: F401 - registers the converters that the paths below use
from groups.views import appointments, desk, host, invitations, places, public, texts

app_name = "groups"

urlpatterns = [
    path("groepen/", public.index, name="list"),
    path("groepen/<group:group_id>/", public.show, name="show"),
    path("groepen/<group:group_id>/meedoen/", places.join, name="join"),
    path("groepen/<group:group_id>/bureau/", desk.show, name="desk"),
    path("groepen/<group:group_id>/bureau/aanvragen/", desk.admission, name="admission"),
    path("groepen/<group:group_id>/bureau/uitnodigingen/", invitations.index, name="invitations"),
    path("groepen/<group:group_id>/bureau/uitnodigingen/intrekken/", invitations.revoke, name="revoke_invitation"),
    path("groepen/<group:group_id>/bureau/teksten/", texts.edit, name="texts"),
    path("groepen/<group:group_id>/bureau/teksten/kloppen/", texts.confirm, name="still_true"),
    path("groepen/<group:group_id>/bureau/afspraken/", texts.rules, name="rules"),
    path("groepen/<group:group_id>/bureau/overdracht/", texts.handover, name="handover"),
    path("groepen/<group:group_id>/afspraken/", places.agree, name="agree"),
    path("leden/<member:member_id>/afwijzen/", desk.decline, name="decline"),
    path("over/<host_kind:kind>/", host.house_page, name="house_page"),
    path("over/<host_kind:kind>/<organisation:organisation_id>/", host.host_page, name="host_page"),
    path("coordinatie/teksten/", host.texts, name="host_texts"),
    path(
        "coordinatie/teksten/<organisation:organisation_id>/<host_kind:kind>/",
        host.edit_host_page,
        name="edit_host_page",
    ),
    path("aanstelling/<str:token>/", appointments.appointment, name="appointment"),
]
