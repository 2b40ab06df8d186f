"""Paths of the talk: Dutch, and without a name of a group."""

from django.urls import path

import rooms.paths  # noqa: F401 - registers the converters that the paths below use
from groups.models import Group
from rooms.views import (
    belonging,
    concealing,
    coordinated,
    coordination,
    history,
    invitations,
    meetings,
    plain,
    planning,
    roles,
    seats,
    waiting,
)
from rooms.views import rooms as room_pages

app_name = "rooms"

urlpatterns = [
    path("kamer/<room_id:room_id>/", room_pages.show, name="room"),
    path("kamer/<room_id:room_id>/lezen/", plain.talk, name="plain"),
    path("kamer/<room_id:room_id>/lezen/<seq:seq>/", plain.line, name="plain_line"),
    path("kamer/<room_id:room_id>/lezen/<seq:seq>/terugnemen/", plain.take_back, name="plain_take_back"),
    path("kamer/<room_id:room_id>/lezen/<seq:seq>/woord/", plain.acknowledge, name="plain_acknowledge"),
    path("kamer/<room_id:room_id>/wachtend/wegdoen/", waiting.puts_away, name="put_away"),
    path("kamer/<room_id:room_id>/gezegd/", history.show, name="history"),
    path("kamer/<room_id:room_id>/klaarzetten/", meetings.prepare, name="prepare"),
    path("kamer/<room_id:room_id>/openen/", meetings.open_talk, name="open"),
    path("kamer/<room_id:room_id>/pauzeren/", meetings.pause, name="pause"),
    path("kamer/<room_id:room_id>/verlengen/", meetings.extend, name="extend"),
    path("kamer/<room_id:room_id>/sluiten/", meetings.close, name="close"),
    path("leden/<member_id:member_id>/toelaten/", belonging.admit, name="admit"),
    path("leden/<member_id:member_id>/verbergen/", concealing.conceal, name="conceal"),
    path("leden/<member_id:member_id>/tonen/", concealing.reveal, name="reveal"),
    path("groepen/<group_id:group_id>/verlaten/", belonging.leave, name="leave"),
    path("leden/<member_id:member_id>/begeleider/", roles.appoint, name="appoint_facilitator"),
    path("groepen/<group_id:group_id>/begeleider-af/", roles.step_down, name="step_down"),
    path("uitnodiging/<str:token>/", invitations.invitation, name="invitation"),
    path("groepen/<group_id:group_id>/avonden/", planning.evenings, name="evenings"),
    path("groepen/<group_id:group_id>/avonden/<evening:evening>/", planning.change, name="evening"),
    path("groepen/<group_id:group_id>/avonden/<evening:evening>/afzeggen/", planning.cancel, name="cancel"),
    path("groepen/<group_id:group_id>/avonden/<evening:evening>/komen/", seats.confirm, name="confirm"),
    path("groepen/<group_id:group_id>/avonden/<evening:evening>/niet-komen/", seats.give_back, name="give_back"),
    path("coordinatie/", coordination.index, name="coordination"),
    path("coordinatie/openen/", coordination.open_group, name="coordination_open"),
    path("coordinatie/groepen/<group_id:group_id>/", coordinated.show, name="coordinated"),
    path("coordinatie/groepen/<group_id:group_id>/teksten/", coordinated.edit, name="coordinated_texts"),
    path("coordinatie/groepen/<group_id:group_id>/klopt-nog/", coordinated.confirm, name="coordinated_confirm"),
    path("coordinatie/groepen/<group_id:group_id>/aanstellen/", coordinated.appoint, name="coordinated_appoint"),
    path("coordinatie/groepen/<group_id:group_id>/intrekken/", coordinated.withdraw, name="coordinated_withdraw"),
    path("coordinatie/groepen/<group_id:group_id>/links/", coordinated.links, name="coordinated_links"),
    path(
        "coordinatie/groepen/<group_id:group_id>/pauzeren/",
        coordinated.turn,
        {"status": Group.Status.PAUSED},
        name="coordinated_pause",
    ),
    path(
        "coordinatie/groepen/<group_id:group_id>/sluiten/",
        coordinated.turn,
        {"status": Group.Status.CLOSED},
        name="coordinated_close",
    ),
    path(
        "coordinatie/groepen/<group_id:group_id>/heropenen/",
        coordinated.turn,
        {"status": Group.Status.OPEN},
        name="coordinated_reopen",
    ),
]
