"""Opening a group: what is there from its first moment."""

import pytest

from audit.queries import first_fault
from groups.actions.organising import GroupNameTaken
from groups.models import Group
from rooms.actions.opening import open_group
from rooms.models import Room
from rooms.phases import RoomKind
from tests.rooms.circle import NOW, Circle


def test_a_new_group_has_a_talk_and_a_backstage_that_belongs_to_it(circle: Circle) -> None:
    assert circle.talk.parent_id is None
    assert circle.backstage.parent_id == circle.talk.id
    assert Room.objects.filter(group=circle.group).count() == 2


def test_opening_a_group_is_in_the_organisations_audit(circle: Circle) -> None:
    assert circle.verbs()[:2] == ["create_organisation", "open_rooms"]
    assert first_fault(str(circle.group.organisation.audit_id)) is None


def test_a_name_that_the_organisation_has_leaves_no_half_group_behind(circle: Circle) -> None:
    organisation = circle.group.organisation
    with pytest.raises(GroupNameTaken):
        open_group(organisation=organisation, name=circle.group.name, theme="kanker", position="zelf", now=NOW)
    assert Group.objects.filter(organisation=organisation).count() == 1
    assert Room.objects.filter(kind=RoomKind.TALK, group__organisation=organisation).count() == 1
