"""One's own data as a page: every name and every value of `peerchat.own` in the words of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.comfort import CHOICES
from accounts.models import Country
from accounts.moments import day, full_moment, month
from groups.models import Wording
from groups.roles import Role, State
from moderation.models import Appeal, Measure, Report
from rooms.models import HeldLine, MeetingSeat
from rooms.phases import RoomKind
from rooms.rules import RULE_WORDS
from rooms.words import QUIET_WORDS

NAMES: Final = {
    "made_at": _("Made"),
    "account": _("Your account"),
    "made_on": _("Your account was made on"),
    "last_log_in_in": _("Last log-in in"),
    "language": _("Language of the pages"),
    "country": _("Help lines of"),
    "silent": _("Silent mode"),
    "spacing": _("Room between lines"),
    "face": _("Letters"),
    "arrival_seconds": _("New lines in a talk appear"),
    "announced_every_seconds": _("A screen reader reads new lines"),
    "recovery_codes_left": _("Recovery codes that are left"),
    "passkeys": _("Passkeys"),
    "added_on": _("Added on"),
    "app_set_up_on": _("App that shows codes set up on"),
    "mail": _("A word by e-mail"),
    "address": _("E-mail address"),
    "confirmed": _("Confirmed"),
    "written_on": _("Last letter on"),
    "leak_words": _("How many words you never want to leak"),
    "devices": _("Devices"),
    "own_word": _("Your word for it"),
    "last_here_on": _("Last here on"),
    "ends_at": _("Signed in until"),
    "groups": _("Your groups"),
    "group": _("Group"),
    "organisation": _("Organisation"),
    "pseudonym": _("Your name there"),
    "colour": _("Your colour, in degrees of the circle of colours"),
    "role": _("Your role"),
    "state": _("How it stands"),
    "asked_at": _("Asked"),
    "decided_at": _("Decided"),
    "muted_until": _("Muted until"),
    "lines_let_in": _("First lines that a facilitator let through"),
    "join_line": _("Your line to the facilitator"),
    "age_band": _("Your band of ages"),
    "decision_words": _("The words of the facilitator"),
    "agreements": _("What you agreed to"),
    "text": _("Text"),
    "wording": _("Which text"),
    "version": _("Version"),
    "agreed_at": _("Agreed"),
    "withdrawn_at": _("Taken back"),
    "invitations": _("Links that you made"),
    "expires_at": _("Works until"),
    "revoked_at": _("Taken back"),
    "concealed_people": _("How many people you would rather not read"),
    "lines": _("What you said and did in the talk, as far as it is kept"),
    "room": _("Room"),
    "seq": _("Number in the talk"),
    "kind": _("What it is"),
    "at": _("When"),
    "note": _("About this, beforehand"),
    "reply_to": _("In answer to number"),
    "refers_to": _("About number"),
    "gone": _("Why its text is gone"),
    "quiet_words": _("Your quiet words"),
    "word": _("Word"),
    "read_up_to": _("How far you have read"),
    "seats": _("Your places at evenings"),
    "starts_at": _("Begins"),
    "coming": _("Coming or not"),
    "changed_at": _("Said"),
    "measures": _("Decided about you"),
    "measure": _("Measure"),
    "rule": _("Rule"),
    "words": _("Words"),
    "until": _("Until"),
    "taken_at": _("Decided"),
    "reports": _("What you reported"),
    "reported_at": _("Reported"),
    "outcome": _("What became of it"),
    "answer": _("Answer"),
    "answered_at": _("Answered"),
    "taken_as": _("Who decided"),
    "lifted_at": _("Taken back"),
    "objection": _("Your objection"),
    "due_at": _("Answered by"),
    "worries_told": _("When you worried about somebody"),
    "care": _("When a facilitator took care of you"),
    "began_at": _("From"),
    "ended_at": _("Until"),
    "hidden_lines": _("Lines of yours that were hidden"),
    "held_lines": _("Lines of yours that wait for a facilitator"),
    "held_at": _("Since"),
    "held_state": _("What became of it"),
    "posts": _("What you coordinate"),
    "news": _("Your news"),
    "told_at": _("Told"),
    "seen_at": _("Seen"),
    "what": _("What"),
}

KINDS: Final = {
    "message": _("a line"),
    "edited": _("a line said otherwise"),
    "retracted": _("a line taken back"),
    "hidden": _("a line hidden"),
    "joined": _("you joined"),
    "left": _("you left"),
}
DEED: Final = _("something that you did as a facilitator")

VALUES: Final[dict[str, Mapping[Any, Any]]] = {
    **CHOICES,
    "language": dict(settings.LANGUAGES),
    "confirmed": {True: _("yes"), False: _("no")},
    "silent": {True: _("on"), False: _("off")},
    "country": dict(Country.choices),
    "role": dict(Role.choices),
    "state": dict(State.choices),
    "measure": dict(Measure.Kind.choices),
    "taken_as": dict(Measure.TakenAs.choices),
    "outcome": dict([*Report.Outcome.choices, *Appeal.Outcome.choices]),
    "held_state": dict(HeldLine.State.choices),
    "coming": dict(MeetingSeat.State.choices),
    "room": dict(RoomKind.choices),
    "rule": RULE_WORDS,
    "gone": KINDS,
    "wording": dict(Wording.Kind.choices),
    "word": {code.removeprefix("word_"): words for code, words in QUIET_WORDS.items()},
}


@dataclass(frozen=True)
class Part:
    """One piece of the page: a name, and either a value or further pieces."""

    name: str
    value: str = ""
    parts: list["Part"] = field(default_factory=list)


def parts_of(data: Mapping[str, Any]) -> list[Part]:
    """The pieces of a page, in their order; what is empty is left out."""
    return [_part(name, value) for name, value in data.items() if value not in (None, "", [])]


def _part(name: str, value: Any) -> Part:
    label = str(NAMES[name])
    if isinstance(value, dict):
        return Part(label, parts=parts_of(value))
    if isinstance(value, list):
        return Part(label, parts=[_item(number, one) for number, one in enumerate(value, start=1)])
    return Part(label, _said(name, value))


def _item(number: int, data: Mapping[str, Any]) -> Part:
    title = data.get("group") or data.get("organisation")
    return Part(title or gettext("Number %(number)s") % {"number": number}, parts=parts_of(data))


def _said(name: str, value: Any) -> str:
    if name == "last_log_in_in":
        return month(value)
    if isinstance(value, datetime):
        return full_moment(timezone.localtime(value))
    if isinstance(value, date):
        return day(value)
    return _in_words(name, value)


def _in_words(name: str, value: Any) -> str:
    if name == "at":
        return full_moment(timezone.localtime(datetime.fromisoformat(value)))
    if name == "kind":
        return str(KINDS.get(value, DEED))
    return str(VALUES.get(name, {}).get(value, value))
