"""Coordinators look after the help lines: what waits, what they found, and that the card says so."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from groups.models import Group
from moderation.checking import as_check, latest, remember, remembered
from moderation.helplines import DIRECTORY
from moderation.models import HelplineCheck
from tests.at_once import at_once
from tests.factories import Person, a_coordinator, an_organisation

SOURCE = "https://awel.be/contact"
RIGHT = {"outcome": "right", "source": SOURCE}
PATH = "/coordinatie/hulplijnen/awel/"


def test_all_lines_wait_until_somebody_looked(els: Person) -> None:
    page = els.client.get("/coordinatie/hulplijnen/").content.decode()
    assert page.count("Nobody looked yet.") == len(DIRECTORY.lines)
    assert f"{len(DIRECTORY.lines)} help lines" in els.client.get("/coordinatie/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_check_is_on_the_card_of_everybody_at_once_and_in_the_audit(els: Person, visitor: Client) -> None:
    assert els.client.post(PATH, RIGHT)["Location"] == "/coordinatie/hulplijnen/"
    check = HelplineCheck.objects.get()
    assert (check.line, check.outcome, check.source, check.number, check.hours) == ("awel", "right", SOURCE, "", "")
    entry = Entry.objects.get(verb="check_helpline")
    assert (entry.object_id, entry.rule) == (check.audit_id, "right")
    assert entry.actor == els.account.coordinatorships.get().audit_id
    assert visitor.get("/hulp/?land=be").content.decode().count("Verified on") == 1
    assert els.client.get("/coordinatie/hulplijnen/").content.decode().count("Nobody looked yet.") == 21


def test_what_has_changed_is_told_to_colleagues_and_the_card_warns(els: Person, group: Group, visitor: Client) -> None:
    found = {"outcome": "changed", "source": SOURCE, "number": "0800 1", "hours": "12345 9:00-17:00\n\n6 10:00 – 12:00"}
    els.client.post(PATH, found)
    remember(timezone.now())
    colleague = a_coordinator(an_organisation())
    page = colleague.client.get("/coordinatie/hulplijnen/").content.decode()
    assert f"{group.organisation.name} found on" in page
    assert "0800 1; 12345 09:00-17:00\n6 10:00-12:00" in page
    assert "has changed" in visitor.get("/hulp/?land=be").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"source": SOURCE}, "required"),
        ({"outcome": "perhaps", "source": SOURCE}, "valid choice"),
        ({"outcome": "right"}, "required"),
        ({"outcome": "right", "source": "awel.be"}, "begins with https"),
        ({"outcome": "right", "source": "javascript:alert(1)"}, "begins with https"),
        ({"outcome": "right", "source": "https://x.be/" + "a" * 500}, "at most 500"),
        ({"outcome": "changed", "source": SOURCE}, "Say below what has changed"),
        ({"outcome": "changed", "source": SOURCE, "number": "bel ons"}, "only digits"),
        ({"outcome": "changed", "source": SOURCE, "hours": "ma-vr 9-17"}, "These hours cannot be"),
        ({"outcome": "changed", "source": SOURCE, "hours": "12345 17:00-09:00"}, "These hours cannot be"),
        ({"outcome": "changed", "source": SOURCE, "hours": "11 09:00-17:00"}, "These hours cannot be"),
        ({"outcome": "changed", "source": SOURCE, "hours": "1 09:00-25:00"}, "These hours cannot be"),
        ({"outcome": "changed", "source": SOURCE, "hours": "1 09:00-12:00\n1 11:00-13:00"}, "These hours cannot be"),
    ],
)
def test_a_mistake_is_told_at_the_field_and_nothing_is_kept(els: Person, typed: dict[str, str], said: str) -> None:
    answer = els.client.post(PATH, typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not HelplineCheck.objects.exists()


def test_a_line_that_is_none_is_not_there(els: Person, ben: Person) -> None:
    assert els.client.get("/coordinatie/hulplijnen/bestaat-niet/").status_code == 404
    assert ben.client.get(PATH).status_code == 404
    assert ben.client.post(PATH, RIGHT).status_code == 404


def test_the_last_check_counts_and_takes_the_place_of_those_before(els: Person) -> None:
    els.client.post(PATH, {"outcome": "changed", "source": SOURCE, "number": "0800 1"})
    els.client.post(PATH, RIGHT)
    assert [(check.line, check.outcome) for check in HelplineCheck.objects.all()] == [("awel", "right")]
    assert Entry.objects.filter(verb="check_helpline").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_both_get_an_answer(els: Person) -> None:
    other = a_coordinator(an_organisation())
    answers = at_once([partial(who.client.post, PATH, RIGHT) for who in (els, other)])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert latest()["awel"].outcome == "right"


def test_every_process_reads_the_checks_again(els: Person) -> None:
    els.client.post(PATH, RIGHT)
    HelplineCheck.objects.update(checked_at=timezone.now() - timedelta(days=100))
    remember(timezone.now())
    assert remembered()["awel"] == as_check(HelplineCheck.objects.get())
