from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Entry
from groups.actions.handing_over import leave_note, version
from groups.actions.joining import NotAgreed
from groups.actions.wording import ChangedMeanwhile, NothingNew, agree, publish_rules
from groups.models import Agreement, Group, News, Wording
from groups.queries import behind_on_rules, current_rules
from groups.roles import Role, State
from tests.factories import Person, a_member

pytestmark = pytest.mark.django_db
NEW = "Wat hier gezegd wordt, blijft hier.\nWe laten elkaar uitspreken."


def desk_of(group: Group, page: str) -> str:
    return f"/groepen/{group.public_id}/bureau/{page}/"


def renew(ada: Person, text: str = NEW) -> Wording:
    after = current_rules(ada.member.group).version
    return publish_rules(by=ada.member, text=text, after=after, now=timezone.now())


def test_new_rules_follow_the_old_ones_and_members_are_told(ada: Person, ben: Person, group: Group) -> None:
    before = current_rules(group)
    assert renew(ada).version == before.version + 1
    assert Wording.objects.filter(pk=before.pk).exists()
    assert [(news.account, news.code) for news in News.objects.all()] == [(ben.account, "rules-changed")]
    assert Entry.objects.get(verb="publish_rules").figures == {"version": 2}


def test_members_agree_anew_and_the_writer_has_agreed(ada: Person, ben: Person, group: Group) -> None:
    rules, path = renew(ada), f"/groepen/{group.public_id}/afspraken/"
    assert behind_on_rules([ada.member, ben.member]) == {ben.member.pk}
    assert path in ben.client.get("/mijn-plek/").content.decode()
    assert path not in ada.client.get("/mijn-plek/").content.decode()
    assert "We laten elkaar uitspreken." in ben.client.get(path).content.decode()
    for _ in range(2):
        assert ben.client.post(path, {"rules": str(rules.pk)})["Location"] == "/mijn-plek/"
    assert behind_on_rules([ben.member]) == set()
    assert Agreement.objects.filter(membership=ben.member, wording=rules).count() == 1
    assert path not in ben.client.get("/mijn-plek/").content.decode()


def test_agreeing_to_an_older_version_asks_again(ada: Person, ben: Person, group: Group) -> None:
    older = renew(ada)
    renew(ada, "Alleen dit.")
    answer = ben.client.post(f"/groepen/{group.public_id}/afspraken/", {"rules": str(older.pk)})
    assert answer.context["form"].errors["rules"]
    with pytest.raises(NotAgreed):
        agree(membership=ben.member, rules=older, now=timezone.now())


def test_until_then_a_member_keeps_the_place(ada: Person, ben: Person) -> None:
    renew(ada)
    assert "/kamer/" in ben.client.get("/mijn-plek/").content.decode()


def test_who_is_not_in_is_not_asked(ada: Person, group: Group) -> None:
    gone = a_member(group, state=State.LEFT)
    renew(ada)
    assert behind_on_rules([gone.member]) == set()
    assert gone.client.get(f"/groepen/{group.public_id}/afspraken/").status_code == 404


def test_of_two_facilitators_the_second_sees_what_holds_now(ada: Person, group: Group) -> None:
    other = a_member(group, "Oda", role=Role.FACILITATOR)
    page = other.client.get(desk_of(group, "afspraken")).context["form"]
    renew(ada)
    answer = other.client.post(desk_of(group, "afspraken"), {"version": page["version"].value(), "text": "Anders."})
    assert answer.context["form"].non_field_errors()
    assert all(text in answer.content.decode() for text in ("Anders.", "We laten elkaar uitspreken."))
    assert current_rules(group).version == 2
    with pytest.raises(ChangedMeanwhile):
        publish_rules(by=other.member, text="Anders.", after=1, now=timezone.now())


def test_the_same_words_are_no_new_version(ada: Person, group: Group) -> None:
    with pytest.raises(NothingNew):
        renew(ada, current_rules(group).text)
    form = ada.client.get(desk_of(group, "afspraken")).context["form"]
    fields = {"version": form["version"].value(), "text": form["text"].value()}
    assert ada.client.post(desk_of(group, "afspraken"), fields).status_code == 302
    assert current_rules(group).version == 1


def test_rules_are_kept_one_a_line(ada: Person, group: Group) -> None:
    ada.client.post(desk_of(group, "afspraken"), {"version": "1", "text": "  Een  regel \r\n\r\n\tNog een\r\n"})
    assert current_rules(group).text == "Een regel\nNog een"


def test_texts_are_kept_and_say_when_somebody_looked(ada: Person, group: Group) -> None:
    texts = {"summary": "Samen.", "meets": "both", "weekdays": ["4", "2"], "evening": "Eerst een rondje."}
    assert ada.client.post(desk_of(group, "teksten"), texts)["Location"] == f"/groepen/{group.public_id}/bureau/"
    group.refresh_from_db()
    assert (group.summary, group.meets, group.weekdays) == ("Samen.", "both", "24")
    assert (group.evening, group.checked_on) == ("Eerst een rondje.", timezone.localdate())
    assert Entry.objects.filter(verb="change_texts", actor=ada.member.audit_id).count() == 1
    page = ada.client.get(desk_of(group, "teksten"))
    assert page.context["form"]["weekdays"].value() == ["2", "4"]


def test_still_true_is_one_button(ada: Person, group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(checked_on=date(2026, 1, 1))
    ada.client.post(f"{desk_of(group, 'teksten')}kloppen/")
    group.refresh_from_db()
    assert group.checked_on == timezone.localdate()


def test_the_note_is_sealed_and_for_facilitators_only(ada: Person, ben: Person, els: Person, group: Group) -> None:
    path = desk_of(group, "overdracht")
    ada.client.post(path, {"seen": version(""), "note": "De sleutel ligt klaar."})
    group.refresh_from_db()
    assert group.handover == "De sleutel ligt klaar."
    assert b"sleutel" not in bytes(group.handover_sealed or b"")
    assert "De sleutel ligt klaar." in ada.client.get(path).content.decode()
    assert {person.client.get(path).status_code for person in (ben, els)} == {404}


def test_a_note_does_not_overwrite_one_that_was_not_read(ada: Person, group: Group) -> None:
    leave_note(by=ada.member, note="Eerst.", seen=version(""), now=timezone.now())
    answer = ada.client.post(desk_of(group, "overdracht"), {"seen": version(""), "note": "Daarna."})
    assert all(text in answer.content.decode() for text in ("Eerst.", "Daarna."))
    seen = version("Eerst.")
    assert f'value="{seen}"' in answer.content.decode()
    assert ada.client.post(desk_of(group, "overdracht"), {"seen": seen, "note": "Daarna."}).status_code == 302
    group.refresh_from_db()
    assert group.handover == "Daarna."


def test_a_note_can_be_emptied(ada: Person, group: Group) -> None:
    leave_note(by=ada.member, note="Eerst.", seen=version(""), now=timezone.now())
    ada.client.post(desk_of(group, "overdracht"), {"seen": version("Eerst."), "note": ""})
    group.refresh_from_db()
    assert group.handover_sealed is None


@pytest.mark.parametrize("page", ["teksten", "afspraken", "overdracht", "maatregelen"])
def test_each_page_of_the_desk_costs_few_queries(
    page: str, ada: Person, group: Group, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert ada.client.get(desk_of(group, page)).status_code == 200
