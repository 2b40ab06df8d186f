"""Opening a group: the group with its rooms."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from audit.actions import record
from groups.actions.organising import More, add_group
from groups.models import Coordinator, Group, Organisation
from rooms.models import Room
from rooms.phases import RoomKind


@transaction.atomic
def open_group(
    *,
    organisation: Organisation,
    name: str,
    theme: str,
    position: str,
    region: str = "",
    rhythm: str = "",
    language: str = "nl",
    kept_for_hours: int = Group.KeptFor.DAY,
    summary: str = "",
    by: Coordinator | None = None,
    now: datetime,
    **more: Unpack[More],
) -> Group:
    """A new group of `organisation` with its talk and, for the facilitators, the room backstage."""
    group = add_group(
        organisation=organisation,
        name=name,
        theme=theme,
        position=position,
        region=region,
        rhythm=rhythm,
        language=language,
        kept_for_hours=kept_for_hours,
        summary=summary,
        now=now,
        **more,
    )
    talk = Room.objects.create(group=group, kind=RoomKind.TALK)
    Room.objects.create(group=group, kind=RoomKind.BACKSTAGE, parent=talk)
    record(
        chain=organisation.audit_id,
        actor=by.audit_id if by else None,
        verb="open_rooms",
        object_kind="group",
        object_id=group.audit_id,
        now=now,
    )
    return group
