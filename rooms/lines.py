"""A talk's lines in words, for the page without script: what static/js/room/views/line_view.js draws in a browser."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from groups.roles import Role
from groups.shapes import hue_class
from rooms.live.protocol import REACTIONS
from rooms.live.timeline import Entry
from rooms.phases import EventKind, Gone
from rooms.queries import Person
from rooms.rules import RULE_WORDS
from rooms.words import say

PAUSE = timedelta(minutes=10)
"""A silence after which a line shows its time."""
GIST = 90
"""Code points of a line where it is only mentioned."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often one quiet word was set under a line, and whether the reader did."""

    kind: str
    number: int
    own: bool

    @property
    def words(self) -> str:
        return say(f"word_{self.kind}")

    @property
    def you_too(self) -> str:
        return say("you_too")


@dataclass(slots=True)
class Line:
    """One line, or one thing that happened, as this reader meets it."""

    entry: Entry
    person: Person | None = None
    own: bool = False
    folded: bool = False
    """It is by somebody whom the reader would rather not read."""
    joined: bool = False
    paused: bool = False
    unread: bool = False
    """The first one by somebody else that the reader has not seen."""
    words: str = ""
    """What happened, or why there is no text; empty for a line that has one."""
    quote: str = ""
    marks: list[str] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def is_message(self) -> bool:
        return self.entry.kind == EventKind.MESSAGE

    @property
    def name(self) -> str:
        return name_of(self.person)

    @property
    def gist(self) -> str:
        return gist(self.entry)

    @property
    def more(self) -> str:
        return say("more", name=self.name, words=self.gist)

    @property
    def closed(self) -> bool:
        """Whether its text is behind its content note."""
        return bool(self.entry.note) and not self.own

    @property
    def opener(self) -> str:
        """What is said where something is closed."""
        return say("read_line")

    @property
    def curtain(self) -> str:
        """What is said in place of a folded line."""
        return say("concealed")

    @property
    def hue(self) -> str:
        """The class of its colour; a reader's own line has none."""
        return hue_class(self.person.hue) if self.person and not self.own and not self.folded else ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose page it is, and what is known around the lines."""

    you: str
    persons: Mapping[str, Person]
    concealed: Collection[str]
    counts: Mapping[str, Mapping[str, int]]
    mine: Mapping[str, Collection[str]]

    def lines(self, entries: Iterable[Entry], read_up_to: int) -> list[Line]:
        """The entries in words, oldest first, with the first unread one marked."""
        by_seq = {entry.seq: entry for entry in entries}
        found: list[Line] = []
        for entry in by_seq.values():
            line = self.line(entry, by_seq)
            if line.is_message or line.words:
                _place(line, found[-1] if found else None)
                found.append(line)
        unread = (line for line in found if line.entry.seq > read_up_to and line.is_message)
        first = next((line for line in unread if not line.own and not line.entry.gone), None)
        if first:
            first.unread = True
        return found

    def line(self, entry: Entry, others: Mapping[int, Entry]) -> Line:
        """One entry in words; `others` are those that it may reply to."""
        person = self.persons.get(entry.by or "")
        if entry.kind != EventKind.MESSAGE:
            return Line(entry, person, words=_happening(entry, name_of(person)))
        own = entry.by == self.you
        return Line(
            entry,
            person,
            own=own,
            folded=not own and entry.by in self.concealed,
            words=_absence(entry, name_of(person)) if entry.gone else "",
            quote=self._quote(entry, others),
            marks=_marks(entry, person, own),
            counts=self._counts(entry.seq),
        )

    def _quote(self, entry: Entry, others: Mapping[int, Entry]) -> str:
        if entry.reply_to is None or entry.gone == Gone.RETRACTED:
            return ""
        quoted = others.get(entry.reply_to)
        return self.mention(quoted) if quoted else say("quote_earlier")

    def mention(self, entry: Entry) -> str:
        """A line where another one speaks of it."""
        if entry.by in self.concealed:
            return say("concealed")
        words = gist(entry) if entry.text else say("quote_gone")
        person = self.persons.get(entry.by or "")
        return say("quote", name=person.name, words=words) if person else words

    def _counts(self, seq: int) -> list[Count]:
        numbers, own = self.counts.get(str(seq), {}), self.mine.get(str(seq), ())
        return [Count(kind, numbers[kind], kind in own) for kind in REACTIONS if numbers.get(kind)]


def gist(entry: Entry) -> str:
    """The beginning of a line on one line; of one with a content note, no more than the note."""
    if entry.note:
        return say("note", note=entry.note)
    words = " ".join((entry.text or "").split())
    return f"{words[:GIST]}…" if len(words) > GIST else words


def name_of(person: Person | None) -> str:
    """A pseudonym, or the word for somebody of whom nothing is known any more."""
    return person.name if person and person.name else say("somebody")


def _place(line: Line, before: Line | None) -> None:
    """Consecutive lines of one person join; after a silence the time shows."""
    line.paused = before is None or line.entry.at - before.entry.at >= PAUSE
    if before and line.is_message and before.is_message:
        line.joined = before.entry.by == line.entry.by and not line.paused and not line.folded


def _happening(entry: Entry, name: str) -> str:
    told = entry.happening
    if entry.kind == EventKind.PHASE:
        return say(f"phase_line_{told.get('name')}", "phase_line_open")
    if entry.kind == EventKind.NOTICE:
        return say(f"notice_{told.get('code')}", **told.get("values", {}))
    return say("phase_line_closed" if entry.kind == EventKind.CLOSED else entry.kind, name=name)


def _absence(entry: Entry, name: str) -> str:
    if entry.gone != Gone.HIDDEN:
        return say(f"gone_{entry.gone}", name=name)
    rule = RULE_WORDS.get(entry.rule, "")
    return "\n".join(str(part) for part in (say("gone_hidden"), rule, entry.words) if part)


def _marks(entry: Entry, person: Person | None, own: bool) -> list[str]:
    leads = person is not None and person.role == Role.FACILITATOR
    shown = {"facilitator": leads, "you": own, "edited": entry.edited}
    return [say(mark) for mark, is_so in shown.items() if is_so]
