"""The brake on admission: a wave of requests pauses it, one tap lets it go."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from groups.actions import admission
from groups.actions.admission import WAVE_REQUESTS, WAVE_WITHIN, turn_admission
from groups.actions.inviting import invite
from groups.actions.joining import NotTaking, ask_to_join
from groups.models import Group, News
from groups.queries import current_wordings
from rooms.actions.accepting import accept
from tests.factories import Person, an_account

NOW = timezone.now()
FEW = 4
"""Ada asked a moment ago too."""


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "WAVE_REQUESTS", FEW)


def asks(group: Group, name: str, now: datetime = NOW) -> None:
    ask_to_join(
        account=an_account(), group=group, pseudonym=name, agreed=current_wordings(group).ids(), line="", now=now
    )


def test_a_wave_pauses_the_admission_and_the_facilitators_are_told_once(group: Group, ada: Person) -> None:
    for name in ("Beuk", "Wilg", "Linde"):
        asks(group, name)
    group.refresh_from_db()
    assert group.admission_paused_at == NOW
    assert News.objects.filter(account=ada.account, code="join-wave").count() == 1
    assert Entry.objects.get(verb="pause_admission").actor is None
    with pytest.raises(NotTaking):
        asks(group, "Esdoorn")
    token = invite(by=ada.member, days=7, uses=1, now=NOW)
    with pytest.raises(NotTaking):
        accept(account=an_account(), token=token, pseudonym="Es", agreed=current_wordings(group).ids(), now=NOW)
    assert group.invitations.get().uses_left == 1


def test_requests_that_come_one_by_one_are_no_wave(group: Group, ada: Person) -> None:
    for number, name in enumerate(("Beuk", "Wilg", "Linde", "Esdoorn")):
        asks(group, name, NOW + number * WAVE_WITHIN)
    group.refresh_from_db()
    assert group.admission_paused_at is None


def test_one_tap_lets_people_ask_again_and_those_before_count_no_more(group: Group, ada: Person) -> None:
    for name in ("Beuk", "Wilg", "Linde"):
        asks(group, name)
    turn_admission(by=ada.member, paused=False, now=NOW + timedelta(seconds=1))
    asks(group, "Esdoorn", NOW + timedelta(seconds=2))
    group.refresh_from_db()
    assert group.admission_paused_at is None


@pytest.mark.once
def test_the_desk_has_the_button_and_askers_read_a_kind_sentence(group: Group, ada: Person, cleo: Person) -> None:
    path = f"/groepen/{group.public_id}/bureau/aanvragen/"
    assert ada.client.post(path, {"paused": "1"}, follow=True).status_code == 200
    join = f"/groepen/{group.public_id}/meedoen/"
    assert "That says nothing about you" in cleo.client.get(join).content.decode()
    token = invite(by=ada.member, days=7, uses=1, now=NOW)
    assert "That says nothing about you" in cleo.client.get(f"/uitnodiging/{token}/").content.decode()
    ada.client.post(path, {"paused": "0"})
    assert "That says nothing about you" not in cleo.client.get(join).content.decode()
    assert [*Entry.objects.filter(object_kind="group", verb__endswith="admission").values_list("verb", flat=True)] == [
        "pause_admission",
        "resume_admission",
    ]


def test_a_wave_is_more_than_an_evening_has_places() -> None:
    assert WAVE_REQUESTS > 8
