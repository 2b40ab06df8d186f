"""The judge judged: for each invariant a good history that passes and a bad one, made by hand, that is caught."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.live.history import INVARIANTS, check, told
from tests.live.records import (
    Answered,
    CaughtUp,
    Closed,
    Content,
    Fault,
    Heard,
    History,
    Line,
    Log,
    Ponged,
    Record,
    Revoked,
    Sent,
    Violation,
    Welcomed,
)

ROOM, BEN, ADA = "r_room", "m_ben", "m_ada"


def said(seq: int, text: str, by: str = BEN) -> Line:
    return Line(seq, "message", by, text)


def tomb(seq: int, by: str = BEN, gone: str = "retracted") -> Line:
    return Line(seq, "message", by, None, gone)


def retracted(seq: int, what: int, by: str = BEN) -> Line:
    return Line(seq, "retracted", by, refers_to=what)


def opened(at: float, socket: int, head: int = 0, after: int | None = None, *, reset: bool = False) -> list[Record]:
    welcome = Welcomed(at, socket, at - 0.05, after, head, reset=reset, epoch="e")
    return [welcome, CaughtUp(at + 0.01, socket)]


def asked(at: float, socket: int, key: str, content: Content, answer: int | str | None) -> list[Record]:
    """A request and, 50 ms later, its ack (a number), its error (a code) or nothing."""
    sent: list[Record] = [Sent(at, socket, key, content)]
    if isinstance(answer, int):
        sent.append(Answered(at + 0.05, socket, key, answer))
    elif answer is not None:
        sent.append(Answered(at + 0.05, socket, key, None, answer))
    return sent


def posted(at: float, socket: int, key: str, text: str, answer: int | str | None) -> list[Record]:
    return asked(at, socket, key, ("post", text, None), answer)


def heard(at: float, socket: int, *lines: Line, live: bool = True) -> list[Record]:
    return [Heard(at, socket, line, live) for line in lines]


def shut(at: float, socket: int, code: int | None = 1000, bye: int | None = None) -> list[Record]:
    return [Closed(at, socket, code, bye)]


def left(at: float, socket: int) -> list[Record]:
    return [Closed(at, socket, 1000, ours=True)]


@dataclass
class Run:
    """What Ben and Ada wrote down, and what the room's log holds in the end."""

    ben: list[Record]
    ada: list[Record] = field(default_factory=list)
    log: list[Line] = field(default_factory=list)
    ids: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    deeds: list[Revoked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def judged(self) -> list[Violation]:
        histories = [
            History(member, ROOM, sorted(records, key=lambda record: record.at))
            for member, records in ((BEN, self.ben), (ADA, self.ada))
        ]
        return check(histories, [Log(ROOM, self.log, ids=self.ids)], deeds=self.deeds, faults=self.faults)


ONE, TWO, THREE = said(1, "een"), said(2, "twee"), said(3, "drie")
BY_ADA = said(2, "dag", ADA)
BEN_ONE = [*opened(1, 1), *posted(2, 1, "a", "een", 1), *heard(2.1, 1, ONE)]
ADA_HEARS = [*opened(1, 2), *heard(2.1, 2, ONE), *left(9, 2)]
BEN_TWO = [*BEN_ONE, *posted(3, 1, "b", "twee", 2), *heard(3.1, 1, TWO)]

GOOD: dict[str, Run] = {
    "I1": Run(
        [*BEN_ONE, *asked(3, 1, "r", ("retract", 1), 2), *heard(3.1, 1, retracted(2, 1)), *left(9, 1)],
        log=[tomb(1), retracted(2, 1)],
    ),
    "I2": Run([*BEN_TWO, *left(9, 1)], log=[ONE, TWO]),
    "I3": Run(
        [*BEN_TWO, *left(9, 1)],
        [*opened(2.5, 2, 1), *heard(2.5, 2, ONE, live=False), *heard(3.1, 2, TWO), *left(9, 2)],
        [ONE, TWO],
    ),
    "I4": Run(
        [*BEN_ONE, *asked(3, 1, "r", ("retract", 1), 2), *heard(3.1, 1, retracted(2, 1)), *left(9, 1)],
        [*opened(4, 2, 2), *heard(4, 2, tomb(1), retracted(2, 1), live=False), *left(9, 2)],
        [tomb(1), retracted(2, 1)],
    ),
    "I5": Run(
        [
            *opened(1, 1),
            *posted(2, 1, "b", "twee", "unavailable"),
            *posted(3, 1, "a", "een", 1),
            *posted(4, 1, "b", "twee", 2),
            *heard(4.1, 1, ONE, TWO),
            *left(6, 1),
        ],
        log=[ONE, TWO],
    ),
    "I6": Run(
        [
            *opened(1, 1),
            Sent(2, 1, "a", ("post", "een", None)),
            Answered(2.5, 1, "a", 2),
            *heard(2.6, 1, said(1, "dag", ADA), said(2, "een")),
            *left(9, 1),
        ],
        [
            *opened(1, 2),
            *posted(2.4, 2, "a", "dag", 1),
            *heard(2.6, 2, said(1, "dag", ADA), said(2, "een")),
            *left(9, 2),
        ],
        [said(1, "dag", ADA), said(2, "een")],
    ),
    "I7": Run(
        [*BEN_ONE, *posted(3, 1, "b", "een", 2), *heard(3.1, 1, said(2, "een")), *left(9, 1)],
        log=[ONE, said(2, "een")],
        ids={1: (BEN, "a"), 2: (BEN, "b")},
    ),
    "I8": Run([*BEN_ONE, *posted(3, 1, "a", "een", 1), *left(9, 1)], log=[ONE]),
    "I9": Run(
        [
            *opened(1, 1),
            *posted(2, 1, "a", "een", "unavailable"),
            *heard(2.1, 1, ONE),
            *posted(3, 1, "b", "twee", "muted"),
            *left(9, 1),
        ],
        log=[ONE],
    ),
    "I10": Run(
        [*BEN_TWO, *left(4, 1), *opened(5, 3, 2, after=1), *heard(5, 3, TWO, live=False), *left(9, 3)],
        [*opened(5, 2, 2, after=7, reset=True), *heard(5, 2, ONE, TWO, live=False), *left(9, 2)],
        [ONE, TWO],
    ),
    "I11": Run(
        [
            *BEN_ONE,
            *posted(4, 1, "b", "twee", "muted"),
            *asked(5, 1, "r", ("retract", 1), 2),
            *heard(5.1, 1, retracted(2, 1)),
            *left(9, 1),
        ],
        log=[tomb(1), retracted(2, 1)],
        deeds=[Revoked(BEN, ROOM, 3, silence=True)],
    ),
    "I12": Run(
        [*BEN_ONE, *shut(5, 1, 1012, 1012), *opened(6, 3, 1, after=1), *shut(7, 3, None)],
        log=[ONE],
        faults=[Fault(6.9)],
    ),
    "I13": Run([*BEN_ONE, Ponged(3, 1, 1), *left(9, 1)], log=[ONE]),
    "I14": Run([*BEN_ONE, *left(9, 1)], [*opened(1, 2), *heard(5, 2, ONE), *left(9, 2)], [ONE]),
    "I15": Run([*BEN_ONE, *posted(3, 1, "b", "twee", None), *shut(7, 1, 1012, 1012)], log=[ONE]),
    "I16": Run([*BEN_ONE, *heard(3, 1, Line(2, "phase")), *left(9, 1)], log=[ONE, Line(2, "phase")]),
    "I17": Run([*BEN_ONE, *left(3, 1), *opened(4, 3, 1, after=1), *left(9, 3)], log=[ONE]),
    "I18": Run(
        [
            *opened(1, 1),
            *posted(2, 1, "a", "een", 1),
            *heard(2.1, 1, ONE),
            *asked(3, 1, "r", ("retract", 1), 2),
            *heard(3.1, 1, retracted(2, 1)),
            *left(9, 1),
        ],
        [*opened(2.5, 2, 1), *heard(2.5, 2, ONE, live=False), *heard(3.1, 2, retracted(2, 1)), *left(9, 2)],
        [tomb(1), retracted(2, 1)],
    ),
}

BAD: dict[str, tuple[str, Run]] = {
    "an acked line is not in the log": ("I1", Run([*BEN_TWO, *left(9, 1)], log=[ONE])),
    "an acked line is in the log with other words": ("I1", Run([*BEN_ONE, *left(9, 1)], log=[said(1, "anders")])),
    "an acked line is in the log as another's": ("I1", Run([*BEN_ONE, *left(9, 1)], log=[said(1, "een", ADA)])),
    "an ack without a seq for a line": (
        "I1",
        Run([*opened(1, 1), Sent(2, 1, "a", ("post", "een", None)), Answered(2.1, 1, "a"), *left(9, 1)]),
    ),
    "the log has a hole": ("I2", Run([*opened(1, 1), *left(9, 1)], log=[Line(1, "phase"), Line(3, "phase")])),
    "the log has a number twice": ("I2", Run([*opened(1, 1), *left(9, 1)], log=[Line(1, "phase"), Line(1, "phase")])),
    "a socket hears an event twice": ("I3", Run([*BEN_ONE, *heard(2.2, 1, ONE), *left(9, 1)], log=[ONE])),
    "a socket misses an event": (
        "I3",
        Run([*opened(1, 1), *heard(2, 1, ONE, THREE), *left(9, 1)], log=[ONE, TWO, THREE]),
    ),
    "a socket hears two events the wrong way round": (
        "I3",
        Run([*opened(1, 1), *heard(2, 1, TWO, ONE), *left(9, 1)], log=[ONE, TWO]),
    ),
    "two hear different words under one number": (
        "I4",
        Run([*BEN_ONE, *left(9, 1)], [*opened(1, 2), *heard(2, 2, said(1, "anders")), *left(9, 2)], [ONE]),
    ),
    "a tombstone was shown for a line that stands": (
        "I4",
        Run([*BEN_ONE, *left(9, 1)], [*opened(1, 2), *heard(2, 2, tomb(1)), *left(9, 2)], [ONE]),
    ),
    "two lines of one socket change places": (
        "I5",
        Run(
            [
                *opened(1, 1),
                Sent(2, 1, "a", ("post", "twee", None)),
                Sent(2.01, 1, "b", ("post", "een", None)),
                Answered(2.1, 1, "b", 1),
                Answered(2.1, 1, "a", 2),
                *heard(2.2, 1, ONE, TWO),
                *left(9, 1),
            ],
            log=[ONE, TWO],
        ),
    ),
    "a line after another's ack gets a lower number": (
        "I6",
        Run(
            [*opened(1, 1), *posted(2, 1, "a", "twee", 2), *heard(3.2, 1, said(1, "dag", ADA), TWO), *left(9, 1)],
            [*opened(1, 2), *posted(3, 2, "a", "dag", 1), *heard(3.2, 2, said(1, "dag", ADA), TWO), *left(9, 2)],
            [said(1, "dag", ADA), TWO],
        ),
    ),
    "a repeated request became a second line": (
        "I7",
        Run(
            [*BEN_ONE, *posted(3, 1, "a", "een", 1), *heard(3.1, 1, said(2, "een")), *left(9, 1)],
            log=[ONE, said(2, "een")],
        ),
    ),
    "the database has one id twice": (
        "I7",
        Run([*BEN_TWO, *left(9, 1)], log=[ONE, TWO], ids={1: (BEN, "a"), 2: (BEN, "a")}),
    ),
    "a repeated request is acked with another number": (
        "I8",
        Run(
            [*BEN_ONE, *posted(3, 1, "a", "een", 2), *heard(3.1, 1, said(2, "een")), *left(9, 1)],
            log=[ONE, said(2, "een")],
        ),
    ),
    "a repeated retraction is acked with another number": (
        "I8",
        Run(
            [
                *BEN_ONE,
                *asked(3, 1, "r", ("retract", 1), 2),
                *asked(4, 1, "r", ("retract", 1), 3),
                *heard(4.1, 1, retracted(2, 1), retracted(3, 1)),
                *left(9, 1),
            ],
            log=[tomb(1), retracted(2, 1), retracted(3, 1)],
        ),
    ),
    "a refused line is in the log": (
        "I9",
        Run([*opened(1, 1), *posted(2, 1, "a", "een", "muted"), *heard(2.1, 1, ONE), *left(9, 1)], log=[ONE]),
    ),
    "a resumed socket skips a line": (
        "I10",
        Run(
            [*BEN_TWO, *left(4, 1), *opened(5, 3, 3, after=1), *heard(5, 3, THREE, live=False), *left(9, 3)],
            [*opened(1, 2), *posted(4, 2, "a", "drie", 3), *heard(4.1, 2, ONE, TWO, said(3, "drie", ADA)), *left(9, 2)],
            [ONE, TWO, said(3, "drie", ADA)],
        ),
    ),
    "a resumed socket is told again what it had": (
        "I10",
        Run(
            [*BEN_TWO, *left(4, 1), *opened(5, 3, 2, after=1), *heard(5, 3, ONE, TWO, live=False), *left(9, 3)],
            log=[ONE, TWO],
        ),
    ),
    "the list ends before the head": (
        "I10",
        Run(
            [*BEN_TWO, *left(4, 1), *opened(5, 3, 2, after=0), *heard(5, 3, ONE, live=False), *left(6, 3)],
            log=[ONE, TWO],
        ),
    ),
    "a good cursor is reset": (
        "I10",
        Run(
            [*BEN_ONE, *left(4, 1), *opened(5, 3, 1, after=1, reset=True), *heard(5, 3, ONE, live=False), *left(9, 3)],
            log=[ONE],
        ),
    ),
    "a muted member's line is stored": (
        "I11",
        Run([*BEN_ONE, *left(9, 1)], log=[ONE], deeds=[Revoked(BEN, ROOM, 1.5, silence=True)]),
    ),
    "a removed member's retraction is stored": (
        "I11",
        Run(
            [*BEN_ONE, *asked(3, 1, "r", ("retract", 1), 2), *left(3.2, 1)],
            log=[tomb(1), retracted(2, 1)],
            deeds=[Revoked(BEN, ROOM, 2.5)],
        ),
    ),
    "a removed member still hears": (
        "I11",
        Run(
            [*opened(1, 1), *heard(4, 1, said(1, "dag", ADA)), *shut(4.5, 1, 4403, 4403)],
            [*opened(1, 2), *posted(3.9, 2, "a", "dag", 1), *heard(4, 2, said(1, "dag", ADA)), *left(9, 2)],
            [said(1, "dag", ADA)],
            deeds=[Revoked(BEN, ROOM, 2.5)],
        ),
    ),
    "the server closes with 1011": ("I12", Run([*BEN_ONE, *shut(3, 1, 1011)], log=[ONE])),
    "the server closes with 1000": ("I12", Run([*BEN_ONE, *shut(3, 1, 1000)], log=[ONE])),
    "the server closes without its bye": ("I12", Run([*BEN_ONE, *shut(3, 1, 4403)], log=[ONE])),
    "a socket is cut where nothing was killed": ("I12", Run([*BEN_ONE, *shut(3, 1, None)], log=[ONE])),
    "a pong knows less than its socket": ("I13", Run([*BEN_ONE, Ponged(3, 1, 0), *left(9, 1)], log=[ONE])),
    "an open socket hears a line too late": (
        "I14",
        Run([*BEN_ONE, *left(9, 1)], [*opened(1, 2), *heard(5.2, 2, ONE), *left(9, 2)], [ONE]),
    ),
    "an open socket never hears a line": ("I14", Run([*BEN_ONE, *left(9, 1)], [*opened(1, 2), *left(9, 2)], [ONE])),
    "a request is never answered": ("I15", Run([*BEN_ONE, *posted(3, 1, "b", "twee", None), *left(9, 1)], log=[ONE])),
    "a line that nobody sent": ("I16", Run([*opened(1, 1), *heard(2, 1, ONE), *left(9, 1)], log=[ONE])),
    "the head falls": ("I17", Run([*BEN_ONE, *left(3, 1), *opened(4, 3, 0), *left(5, 3)], log=[ONE])),
    "a retracted text is shown again": (
        "I18",
        Run(
            [*BEN_ONE, *asked(3, 1, "r", ("retract", 1), 2), *heard(3.1, 1, retracted(2, 1)), *left(9, 1)],
            [*opened(4, 2, 2), *heard(4, 2, ONE, retracted(2, 1), live=False), *left(9, 2)],
            [tomb(1), retracted(2, 1)],
        ),
    ),
}


@pytest.mark.parametrize("name", INVARIANTS)
def test_a_good_history_passes(name: str) -> None:
    assert GOOD[name].judged() == []


@pytest.mark.parametrize("story", BAD)
def test_a_bad_history_is_caught(story: str) -> None:
    name, run = BAD[story]
    assert name in {violation.invariant for violation in run.judged()}


def test_every_invariant_has_a_good_and_a_bad_history() -> None:
    assert INVARIANTS.keys() == GOOD.keys() == {name for name, _ in BAD.values()}


@pytest.mark.parametrize("name", INVARIANTS)
def test_a_bad_history_passes_once_its_invariant_is_taken_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each invariant is needed: some bad history is caught by it and by no other."""
    monkeypatch.delitem(INVARIANTS, name)
    assert any(run.judged() == [] for which, run in BAD.values() if which == name)


def test_the_report_counts_and_shows() -> None:
    assert told([Violation("I3", "x"), Violation("I3", "y"), Violation("I1", "z")]).startswith("I1 x 1, I3 x 2\n")
