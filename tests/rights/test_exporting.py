"""One's own data: all of it, nothing of others, once, for a day, for nobody else; and nothing is left of it here."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.actions.exporting import make_export_link
from accounts.actions.mail_address import give_address
from accounts.models import Account, CodeApp, ExportFile, MailAddress, Passkey
from groups.actions.concealing import conceal
from groups.actions.inviting import invite
from groups.actions.news import tell
from groups.models import Coordinator, Membership
from moderation.actions.appealing import appeal
from moderation.actions.care import end_care, start_care, worry
from moderation.actions.deciding import decide_report
from moderation.actions.hiding import hide
from moderation.actions.leaking import keep_leak_words
from moderation.actions.muting import mute
from moderation.actions.reporting import report_line
from moderation.models import Report
from peerchat import housekeeping
from peerchat.own import own_data
from peerchat.own_words import NAMES, parts_of
from rooms.live import log
from rooms.models import HeldLine, MeetingKey, MeetingSeat, Reaction, ReadPointer, Room
from tests import factories
from tests.factories import PASSPHRASE, Person
from tests.rooms.circle import NOW, Circle, joins, says, signed_in
from tests.rooms.test_erasing import everything

EXPORT = "/mijn-account/gegevens/"

ACCOUNT, GROUP, DEVICE = "account", "groups/0", "account/devices/0"
LINE, HELD, MEASURE = "groups/0/lines/0", "groups/0/held_lines/0", "groups/0/measures/0"
REPORT = "groups/0/reports/0"
SECRET = "only serves to log in, and says nothing of the person"
INSIDE = "a key or a link between rows, which leads to nothing outside"
OTHERS = "about others, or the group's"
CASE = "of the whole group, or somebody else's"

# Every field of every row that leads to an account: where it stands in the export, or why it does not.
DECIDED: dict[str, str | tuple[str]] = {
    "accounts.Account.login_hash": (SECRET,),
    "accounts.Account.password": (SECRET,),
    "accounts.Account.audit_id": (INSIDE,),
    "accounts.Account.is_active": ("always so, for who can read it",),
    "accounts.Account.language": f"{ACCOUNT}/language",
    "accounts.Account.country": f"{ACCOUNT}/country",
    "accounts.Account.silent": f"{ACCOUNT}/silent",
    "accounts.Account.comfort": f"{ACCOUNT}/spacing",
    "accounts.Account.created_on": f"{ACCOUNT}/made_on",
    "accounts.Account.seen_in": f"{ACCOUNT}/last_log_in_in",
    "accounts.Session.key_hash": (SECRET,),
    "accounts.Session.data_sealed": (SECRET,),
    "accounts.Session.device_word_sealed": f"{DEVICE}/own_word",
    "accounts.Session.last_seen_at": f"{DEVICE}/last_here_on",
    "accounts.Session.expires_at": f"{DEVICE}/ends_at",
    "accounts.Session.ends_at": (SECRET,),
    "accounts.Session.shared": (SECRET,),
    "accounts.Session.second_factor": (SECRET,),
    "accounts.Account.recovered_at": (SECRET,),
    "accounts.Passkey.credential_hash": (SECRET,),
    "accounts.Passkey.credential_sealed": (SECRET,),
    "accounts.Passkey.sign_count": (SECRET,),
    "accounts.Passkey.counts_at": (SECRET,),
    "accounts.Passkey.label_sealed": "account/passkeys/0/own_word",
    "accounts.Passkey.added_at": "account/passkeys/0/added_on",
    "accounts.CodeApp.secret_sealed": (SECRET,),
    "accounts.CodeApp.last_step": (SECRET,),
    "accounts.CodeApp.counts_at": (SECRET,),
    "accounts.CodeApp.added_at": "account/app_set_up_on",
    "accounts.MailAddress.address_sealed": f"{ACCOUNT}/mail/address",
    "accounts.MailAddress.expires_at": f"{ACCOUNT}/mail/confirmed",
    "accounts.MailAddress.written_on": f"{ACCOUNT}/mail/written_on",
    "accounts.MailAddress.token_hash": (SECRET,),
    "accounts.MailAddress.due_at": ("about a letter that is on its way",),
    "accounts.MailAddress.tries": ("about a letter that is on its way",),
    "accounts.MailAddress.awaits_visit": ("about a letter that is on its way",),
    "accounts.RecoveryCode.code_hash": (SECRET,),
    "accounts.RecoveryCode.used_at": f"{ACCOUNT}/recovery_codes_left",
    "accounts.ExportFile.token_hash": (SECRET,),
    "accounts.ExportFile.kind": (SECRET,),
    "accounts.ExportFile.expires_at": (SECRET,),
    "moderation.LeakWord.word_hash": ("a hash that says nothing; how many there are is told",),
    "groups.Coordinator.organisation": "posts/0/organisation",
    "groups.Coordinator.audit_id": (INSIDE,),
    "groups.Membership.public_id": (INSIDE,),
    "groups.Membership.group": f"{GROUP}/group",
    "groups.Membership.ordinal": (INSIDE,),
    "groups.Membership.pseudonym": f"{GROUP}/pseudonym",
    "groups.Membership.hue": f"{GROUP}/colour",
    "groups.Membership.role": f"{GROUP}/role",
    "groups.Membership.state": f"{GROUP}/state",
    "groups.Membership.muted_until": f"{GROUP}/muted_until",
    "groups.Membership.voice_back_at_close": ("said by the mute itself, among the decisions",),
    "groups.Membership.lines_let_in": f"{GROUP}/lines_let_in",
    "groups.Membership.asked_at": f"{GROUP}/asked_at",
    "groups.Membership.decided_at": f"{GROUP}/decided_at",
    "groups.Membership.join_line_sealed": f"{GROUP}/join_line",
    "groups.Membership.age_band": f"{GROUP}/age_band",
    "groups.Membership.decision_words_sealed": f"{GROUP}/decision_words",
    "groups.Membership.audit_id": (INSIDE,),
    "groups.Agreement.wording": f"{GROUP}/agreements/0/wording",
    "groups.Agreement.agreed_at": f"{GROUP}/agreements/0/agreed_at",
    "groups.Agreement.withdrawn_at": f"{GROUP}/agreements/0/withdrawn_at",
    "groups.NameClaim.group": (INSIDE,),
    "groups.NameClaim.skeleton_hash": ("a hash of the name, which is told itself",),
    "groups.NameClaim.free_at": (INSIDE,),
    "groups.Invitation.token_hash": (SECRET,),
    "groups.Invitation.group": f"{GROUP}/group",
    "groups.Invitation.made_at": f"{GROUP}/invitations/0/made_at",
    "groups.Invitation.expires_at": f"{GROUP}/invitations/0/expires_at",
    "groups.Invitation.revoked_at": f"{GROUP}/invitations/0/revoked_at",
    "groups.Invitation.uses_left": (OTHERS,),
    "groups.Invitation.audit_id": (INSIDE,),
    "groups.Concealment.by": f"{GROUP}/concealed_people",
    "groups.Concealment.whom": (OTHERS,),
    "groups.News.group": "news/0/what",
    "groups.News.code": "news/0/what",
    "groups.News.about_at": "news/0/what",
    "groups.News.words_sealed": "news/0/words",
    "groups.News.told_at": "news/0/told_at",
    "groups.News.seen_at": "news/0/seen_at",
    "rooms.MeetingSeat.meeting": f"{GROUP}/seats/0/starts_at",
    "rooms.MeetingSeat.state": f"{GROUP}/seats/0/coming",
    "rooms.MeetingSeat.changed_at": f"{GROUP}/seats/0/changed_at",
    "rooms.Event.room": f"{LINE}/room",
    "rooms.Event.seq": f"{LINE}/seq",
    "rooms.Event.kind": f"{LINE}/kind",
    "rooms.Event.client_id": ("a number that the browser made up",),
    "rooms.Event.content_hash": (INSIDE,),
    "rooms.Event.ciphertext": f"{LINE}/text",
    "rooms.Event.key_id": (INSIDE,),
    "rooms.Event.refers_to": f"{LINE}/reply_to",
    "rooms.Event.gone": "groups/0/lines/1/gone",
    "rooms.Event.at": f"{LINE}/at",
    "rooms.Event.meeting": (INSIDE,),
    "rooms.ReadPointer.room": f"{GROUP}/read_up_to/0/room",
    "rooms.ReadPointer.seq": f"{GROUP}/read_up_to/0/seq",
    "rooms.Reaction.room": f"{GROUP}/quiet_words/0/room",
    "rooms.Reaction.seq": f"{GROUP}/quiet_words/0/seq",
    "rooms.Reaction.kind": f"{GROUP}/quiet_words/0/word",
    **dict.fromkeys(
        (f"rooms.Room.{name}" for name in ("public_id", "tag", "group", "kind", "parent", "meeting", "head", "floor")),
        (CASE,),
    ),
    "moderation.Measure.group": f"{GROUP}/group",
    "moderation.Measure.taken_by": (OTHERS,),
    "moderation.Measure.coordinator": (OTHERS,),
    "moderation.Measure.taken_as": f"{MEASURE}/taken_as",
    "moderation.Measure.meeting": (INSIDE,),
    "moderation.Measure.state_before": (INSIDE,),
    "moderation.Measure.lifted_at": "groups/0/measures/1/lifted_at",
    "moderation.Appeal.measure": f"{MEASURE}/objection",
    "moderation.Appeal.words_sealed": f"{MEASURE}/objection/words",
    "moderation.Appeal.appealed_at": f"{MEASURE}/objection/made_at",
    "moderation.Appeal.due_at": f"{MEASURE}/objection/due_at",
    "moderation.Appeal.outcome": f"{MEASURE}/objection/outcome",
    "moderation.Appeal.answer_sealed": f"{MEASURE}/objection/answer",
    "moderation.Appeal.decided_at": f"{MEASURE}/objection/decided_at",
    "moderation.Appeal.excerpt": (f"what others said; the own line of it is {MEASURE}/text",),
    "moderation.Appeal.decided_by": (OTHERS,),
    "moderation.Appeal.audit_id": (INSIDE,),
    "moderation.Measure.kind": f"{MEASURE}/measure",
    "moderation.Measure.rule": f"{MEASURE}/rule",
    "moderation.Measure.words_sealed": f"{MEASURE}/words",
    "moderation.Measure.seq": f"{MEASURE}/seq",
    "moderation.Measure.held_id": (INSIDE,),
    "moderation.Measure.until": "groups/0/measures/1/until",
    "moderation.Measure.taken_at": f"{MEASURE}/taken_at",
    "moderation.Measure.audit_id": (INSIDE,),
    "moderation.Report.group": f"{GROUP}/group",
    "moderation.Report.about": ("whom a report is about is another; the report says which line",),
    "moderation.Report.past_the_group": (INSIDE,),
    "moderation.Report.room": (INSIDE,),
    "moderation.Report.seq": f"{REPORT}/seq",
    "moderation.Report.rule": f"{REPORT}/rule",
    "moderation.Report.words_sealed": f"{REPORT}/words",
    "moderation.Report.excerpt": ("what others said, kept for who decides",),
    "moderation.Report.reported_at": f"{REPORT}/reported_at",
    "moderation.Report.escalated_at": (INSIDE,),
    "moderation.Report.outcome": f"{REPORT}/outcome",
    "moderation.Report.answer_sealed": f"{REPORT}/answer",
    "moderation.Report.measure": (OTHERS,),
    "moderation.Report.coordinator": (OTHERS,),
    "moderation.Report.decided_at": f"{REPORT}/answered_at",
    "moderation.Report.audit_id": (INSIDE,),
    "moderation.Concern.group": f"{GROUP}/group",
    "moderation.Concern.about": ("about whom one worries is another; that others worry about one would tell who did",),
    "moderation.Concern.by": (INSIDE,),
    "moderation.Concern.seq": f"{GROUP}/worries_told/0/seq",
    "moderation.Concern.given_at": f"{GROUP}/worries_told/0/told_at",
    "moderation.Concern.settled_at": (OTHERS,),
    "moderation.CareCase.group": f"{GROUP}/group",
    "moderation.CareCase.about": (INSIDE,),
    "moderation.CareCase.opened_by": (OTHERS,),
    "moderation.CareCase.held_by": (OTHERS,),
    "moderation.CareCase.opened_at": f"{GROUP}/care/0/began_at",
    "moderation.CareCase.closed_at": f"{GROUP}/care/0/ended_at",
    "moderation.CareCase.reminded_at": (OTHERS,),
    "moderation.CareCase.audit_id": (INSIDE,),
    "moderation.CareStep.case": (INSIDE,),
    "moderation.CareStep.step": ("what a facilitator ticked off for themselves",),
    "moderation.CareStep.done_at": ("when a facilitator ticked it off",),
    "moderation.CardOffer.to": (INSIDE,),
    "moderation.CardOffer.offered_at": ("the news of it says when, and this goes after a day",),
    "groups.Membership.called_at": ("only tells the page to look whether something waits",),
    "moderation.HiddenOriginal.event": f"{GROUP}/hidden_lines/0/seq",
    "moderation.HiddenOriginal.ciphertext": f"{GROUP}/hidden_lines/0/text",
    "moderation.HiddenOriginal.key_id": (INSIDE,),
    "rooms.HeldLine.room": (INSIDE,),
    "rooms.HeldLine.meeting": (INSIDE,),
    "rooms.HeldLine.client_id": ("a number that the browser made up",),
    "rooms.HeldLine.content_hash": (INSIDE,),
    "rooms.HeldLine.ciphertext": f"{HELD}/text",
    "rooms.HeldLine.key_id": (INSIDE,),
    "rooms.HeldLine.why": (INSIDE,),
    "rooms.HeldLine.kind": (INSIDE,),
    "rooms.HeldLine.refers_to": (INSIDE,),
    "rooms.HeldLine.state": f"{HELD}/held_state",
    "rooms.HeldLine.rule": f"{HELD}/rule",
    "rooms.HeldLine.words_sealed": f"{HELD}/words",
    "rooms.HeldLine.audit_id": (INSIDE,),
    "rooms.HeldLine.held_at": f"{HELD}/held_at",
}
OWNERS = {"account", "membership", "member", "author", "made_by"}
"""Names of the links by which a row is somebody's: they are the person."""
APPS = ("accounts", "groups", "rooms", "moderation", "audit")


def personal_models() -> list[type[models.Model]]:
    """Every model of ours with a way to an account: by a link, or by a link to such a model."""
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    found: list[type[models.Model]] = [Account]
    while more := [model for model in ours if model not in found and leads_to_one_of(model, found)]:
        found += more
    return found


def leads_to_one_of(model: type[models.Model], found: list[type[models.Model]]) -> bool:
    # What is in a room is somebody's only by a link of its own: others are there too.
    return any(field.related_model in found for field in model._meta.concrete_fields if field.related_model != Room)


def fields_to_decide() -> Iterator[str]:
    for model in personal_models():
        for field in model._meta.concrete_fields:
            if not field.primary_key and field.name not in OWNERS:
                yield f"{model._meta.label}.{field.name}"


def test_of_every_field_that_leads_to_a_person_it_is_decided_whether_it_is_told() -> None:
    """Turns red when a model or a field is added and nobody thought of it."""
    assert {*fields_to_decide()} == {*DECIDED}


BENS = ("Ik drink weer", "Mijn geheime hond", "Verborgen woorden", "Wachtende woorden", "Waarom ik dit meld")
BENS_ADDRESS = "ben.verborgen@post.example"
SEALED = (BENS_ADDRESS, "keukentelefoon", "Mag ik?", "Dit kwetst Ben", "Zo was het niet", "Het besluit blijft")
OTHERS_TEXTS = ("Adas eigen verhaal", "Doras eigen verhaal", "Over Dora besloten", "Doras melding over Ben")


def full_life(circle: Circle) -> Membership:
    """Ben with something in every part, among others who have as much."""
    ben, dora, talk = circle.ben, joins(circle.group), circle.talk
    signed_in(ben)
    account = ben.account
    session = account.sessions.get()
    session.device_word = "keukentelefoon"
    session.save()
    account.country = "BE"
    account.save()
    account.recovery_codes.create(code_hash=b"a")
    keep_leak_words(account=account, words=["Benjamin"])
    passkey = Passkey(account=account, credential_hash=b"p", added_at=NOW, counts_at=NOW)
    passkey.label = "sleutelhanger"
    passkey.save()
    CodeApp.objects.create(account=account, last_step=1, added_at=NOW, counts_at=NOW)
    give_address(account=account, address=BENS_ADDRESS, written=False, now=NOW)
    MailAddress.objects.update(expires_at=None, written_on=NOW.date())
    ben.join_line, ben.decision_words, ben.age_band = "Mag ik?", "Ja hoor", "26-40"
    ben.save()
    ben.agreements.update(withdrawn_at=NOW)
    factories.a_coordinator(circle.group.organisation)
    first = says(circle.ada, OTHERS_TEXTS[0])
    says(dora, OTHERS_TEXTS[1])
    reply = says(ben, BENS[0])
    reply.refers_to = first.seq
    reply.save()
    worry(by=ben, about=dora, seq=first.seq, now=NOW)
    end_care(by=circle.ada, case=start_care(by=circle.ada, membership=ben, now=NOW), now=NOW)
    hidden = says(ben, BENS[2])
    hide(by=circle.ada, room=talk, seq=hidden.seq, rule="be-kind", words="Dit kwetst Ben", now=NOW)
    for member, words in ((ben, "Even stil"), (dora, OTHERS_TEXTS[2])):
        mute(
            by=circle.ada, membership=member, minutes=5, rule="let-finish", words=words, now=NOW + timedelta(minutes=1)
        )
    post = Coordinator.objects.get(organisation=circle.group.organisation)
    spoken = Report.Outcome.SPOKEN
    for by, line, words, decider in ((ben, first, BENS[4], post), (dora, reply, OTHERS_TEXTS[3], circle.ada)):
        report = report_line(by=by, room=talk, seq=line.seq, rule="be-kind", words=words, now=NOW)
        decide_report(by=decider, report=report, outcome=spoken, words="We kijken mee", measure=None, now=NOW)
    made = appeal(measure=ben.measures.get(kind="hide"), words="Zo was het niet", now=NOW)
    made.outcome, made.answer, made.decided_at = "upheld", "Het besluit blijft", NOW
    made.save()
    ben.measures.filter(kind="mute").update(lifted_at=NOW)
    key = MeetingKey.objects.get()
    held = HeldLine(room=talk, meeting=circle.talk.meetings.get(), author=ben, client_id="x", why="new", held_at=NOW)
    held.kind, held.state, held.rule, held.words = "message", "dropped", "be-kind", "Zeg het zachter"
    held.key_id, held.content_hash = key.pk, b"x"
    opened_key = log.talk_key(circle.talk)
    assert opened_key
    held.ciphertext = opened_key.seal(held.pk, {"text": BENS[3]})
    held.save()
    for member in (ben, dora):
        MeetingSeat.objects.create(
            meeting=circle.talk.meetings.get(), membership=member, state="confirmed", changed_at=NOW
        )
        ReadPointer.objects.create(room=talk, membership=member, seq=first.seq)
        Reaction.objects.create(room=talk, seq=first.seq, membership=member, kind="warmth")
    conceal(by=ben, whom=dora)
    invite_as(ben)
    tell(
        accounts=[account],
        group=circle.group,
        code="meeting-moved",
        about_at=NOW,
        words=BENS[1],
        now=NOW - timedelta(minutes=1),
    )
    account.news.update(seen_at=NOW)
    Coordinator.objects.create(account=account, organisation=circle.group.organisation)
    return ben


def invite_as(member: Membership) -> None:
    Membership.objects.filter(pk=member.pk).update(role="facilitator")
    invite(by=Membership.objects.get(pk=member.pk), days=7, uses=1, now=NOW)
    member.invitations_made.update(revoked_at=NOW)
    Membership.objects.filter(pk=member.pk).update(role="member")


def at(data: Any, path: str) -> Any:
    for part in path.split("/"):
        data = data[int(part)] if part.isdigit() else data[part]
    return data


@pytest.fixture
def told(talk: Circle) -> dict[str, Any]:
    data = own_data(full_life(talk).account, timezone.now())
    found: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return found


def link(browser: Client) -> str:
    return str(browser.post(EXPORT, {"old": PASSPHRASE})["Location"])


def fetch(browser: Client, kind: str) -> Any:
    return browser.post(link(browser), {"file": kind})


def test_everything_that_is_to_be_told_is_told(told: dict[str, Any]) -> None:
    missing = [name for name, where in DECIDED.items() if isinstance(where, str) and at(told, where) in (None, "", [])]
    assert missing == []
    assert all(
        text in json.dumps(told) for text in (*BENS, BENS_ADDRESS, "keukentelefoon", "Mag ik?", "Dit kwetst Ben")
    )


def test_nothing_of_others_is_in_it(talk: Circle) -> None:
    ben = full_life(talk)
    for kind in ("json", "html"):
        text = fetch(signed_in(ben.account), kind).content.decode()
        others = Membership.objects.exclude(account=ben.account).values_list("pseudonym", "public_id")
        strange = [
            *OTHERS_TEXTS,
            *(mark for row in others for mark in row),
            ben.account.login_hash,
            str(ben.account_id),
        ]
        assert [mark for mark in strange if mark in text] == []
        assert "Ik drink weer" in text


def test_the_page_says_all_that_the_file_for_programs_says(talk: Circle) -> None:
    data = own_data(full_life(talk).account, timezone.now())
    names: set[str] = set()

    def walk(value: Any) -> None:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                names.update(one)
                for inner in one.values():
                    walk(inner)

    walk(data)
    assert names <= set(NAMES)
    with override("nl"):
        page = str(parts_of(data))
    assert all(text in page for text in (*BENS, "keukentelefoon", "warmte", "toestemming"))


def test_the_files_are_what_they_say_and_their_names_tell_nothing(cleo: Person) -> None:
    for kind, content_type in (("json", "application/json"), ("html", "text/html; charset=utf-8")):
        answer = fetch(cleo.client, kind)
        assert answer["Content-Type"] == content_type
        assert answer["Content-Disposition"] == f'attachment; filename="gegevens.{kind}"'
        assert answer["Cache-Control"] == "no-store"


def test_looking_at_the_link_uses_nothing_up_and_each_file_comes_once(cleo: Person) -> None:
    path = link(cleo.client)
    for _ in range(3):
        page = cleo.client.get(path)
        assert page.content.decode().count('name="file"') == 2
        assert cleo.client.head(path).status_code == 200
    for kind in ("html", "json"):
        assert cleo.client.post(path, {"file": kind}).status_code == 200
        assert cleo.client.post(path, {"file": kind}).status_code == 404
    assert cleo.client.get(path).status_code == 404


def test_a_link_runs_out_and_housekeeping_leaves_nothing_of_it(cleo: Person) -> None:
    token = make_export_link(account=cleo.account, now=timezone.now() - timedelta(hours=24))
    assert cleo.client.get(f"{EXPORT}{token}/").status_code == 404
    assert cleo.client.post(f"{EXPORT}{token}/", {"file": "json"}).status_code == 404
    assert housekeeping.PARTS["links to own data"](timezone.now()) == 2
    assert not ExportFile.objects.exists()


def test_somebody_elses_link_is_no_link_and_tells_nothing(cleo: Person, ben: Person, visitor: Client) -> None:
    path = link(cleo.client)
    theirs, nobodys = ben.client.post(path, {"file": "json"}), ben.client.post(f"{EXPORT}{'A' * 43}/", {"file": "json"})
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
    assert theirs.status_code == 404
    assert visitor.post(path, {"file": "json"}).status_code == 404
    assert visitor.get(path)["Location"].startswith("/inloggen/")
    assert cleo.client.post(path, {"file": "json"}).status_code == 200, "it is good still"


def test_a_new_link_ends_the_one_before(cleo: Person) -> None:
    first, second = link(cleo.client), link(cleo.client)
    assert [cleo.client.get(path).status_code for path in (first, second)] == [404, 200]


def test_what_cannot_be_made_leaves_the_link_good(cleo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    path = link(cleo.client)
    with monkeypatch.context() as broken:
        broken.setattr("peerchat.actions.exporting.own_data", lambda account, now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cleo.client.post(path, {"file": "json"})
    assert cleo.client.post(path, {"file": "json"}).status_code == 200


def test_without_the_passphrase_there_is_no_link(cleo: Person) -> None:
    answer = cleo.client.post(EXPORT, {"old": "een zin die niet past"})
    assert answer.context["form"].errors["old"]
    assert not ExportFile.objects.exists()


def test_nothing_of_the_files_is_kept(talk: Circle) -> None:
    ben = full_life(talk)
    path = link(signed_in(ben.account))
    token = path.rstrip("/").rpartition("/")[2]
    signed_in(ben.account).post(path, {"file": "json"})
    assert not any(mark.encode() in everything() for mark in (*BENS, BENS_ADDRESS, token))
