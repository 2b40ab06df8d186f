"""Holds what clients wrote down against the promises of a room, and names each one that was broken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from tests.live.contract import BYE_RETRIES, RFC_CODES
from tests.live.evidence import Attempt, Evidence, Socket
from tests.live.records import (
    Closed,
    Fault,
    Heard,
    History,
    Line,
    Log,
    Ponged,
    Revoked,
    Violation,
    Welcomed,
)

ANSWERED_WITHIN = 5.0


Invariant = Callable[[Evidence], Iterator[str]]
INVARIANTS: dict[str, Invariant] = {}


def invariant(name: str) -> Callable[[Invariant], Invariant]:
    """Enters a check under its name; its docstring is the promise it holds."""

    def enter(check: Invariant) -> Invariant:
        INVARIANTS[name] = check
        return check

    return enter


def check(
    histories: Sequence[History],
    logs: Sequence[Log],
    *,
    deeds: Sequence[Revoked] = (),
    faults: Sequence[Fault] = (),
    bound: float = 3.0,
) -> list[Violation]:
    """Every promise that these histories show to be broken, given what the logs hold in the end."""
    evidence = Evidence(histories, logs, deeds, faults, bound)
    return [Violation(name, what) for name, found in INVARIANTS.items() for what in found(evidence)]


@invariant("I1")
def acked_is_kept(run: Evidence) -> Iterator[str]:
    """What was acked is in the log in the end, under its seq, as its author's same text or its tombstone."""
    for attempt in run.attempts:
        if attempt.acked:
            line = run.rows.get(attempt.room, {}).get(attempt.seq or 0)
            if line is None or not _holds(line, attempt):
                yield f"{attempt.name} was acked as {attempt.seq}, the log has {line}"


def _holds(line: Line, attempt: Attempt) -> bool:
    what, told = attempt.sent.content[:2]
    if line.by != attempt.member:
        return False
    if what == "retract":
        return line.kind == "retracted" and line.refers_to == told
    return line.kind == "message" and (line.text == told or line.gone is not None)


@invariant("I2")
def log_is_whole(run: Evidence) -> Iterator[str]:
    """A log is numbered from its floor on without a hole, and no number is there twice."""
    for log in run.logs:
        seqs = [line.seq for line in log.lines]
        expected = list(range(log.floor + 1, log.floor + 1 + len(seqs)))
        if seqs != expected:
            wrong = next(pair for pair in zip(expected, seqs, strict=True) if pair[0] != pair[1])
            yield f"{log.room}: {wrong[0]} should stand where {wrong[1]} does"


@invariant("I3")
def each_once_in_order(run: Evidence) -> Iterator[str]:
    """One socket is told each event once, in order, without a gap."""
    for socket in run.sockets:
        seqs = [heard.line.seq for heard in socket.heard]
        for former, later in pairwise(seqs):
            if later != former + 1:
                yield f"{_who(socket)} heard {later} after {former}"


@invariant("I4")
def same_for_all(run: Evidence) -> Iterator[str]:
    """Everybody is told the same line under the same seq, or its tombstone."""
    for history in run.histories:
        rows = run.rows.get(history.room, {})
        for heard in history.of(Heard):
            row = rows.get(heard.line.seq)
            if row is not None and not _agree(heard.line, row):
                yield f"{history.member} heard {heard.line}, the log has {row}"


def _agree(heard: Line, row: Line) -> bool:
    fixed = (heard.seq, heard.kind, heard.by, heard.refers_to) == (row.seq, row.kind, row.by, row.refers_to)
    return fixed and (heard.text == row.text or (row.gone is not None and heard.gone is None))


@invariant("I5")
def one_socket_keeps_order(run: Evidence) -> Iterator[str]:
    """Lines sent on one socket have seqs in the order of sending (a repeated request aside)."""
    last: dict[int, Attempt] = {}
    for attempt in run.attempts:
        if attempt.seq is None or attempt.sent.at != run.first_sent[attempt.name]:
            continue
        former = last.get(attempt.sent.socket)
        if former is not None and (former.seq or 0) >= attempt.seq:
            yield f"{attempt.name} is {attempt.seq}, {former.name} sent before it is {former.seq}"
        last[attempt.sent.socket] = attempt


@invariant("I6")
def later_is_higher(run: Evidence) -> Iterator[str]:
    """A line first sent after another was acked has the higher seq."""
    for room in {attempt.room for attempt in run.attempts}:
        acked = [attempt for attempt in run.attempts if attempt.room == room and attempt.seq is not None]
        fresh = [attempt for attempt in acked if attempt.sent.at == run.first_sent[attempt.name]]
        yield from _sweep(acked, fresh)


def _sweep(acked: list[Attempt], fresh: list[Attempt]) -> Iterator[str]:
    answers = sorted((attempt.answer.at, attempt.seq or 0) for attempt in acked if attempt.answer)
    highest, place = 0, 0
    for attempt in fresh:
        while place < len(answers) and answers[place][0] < attempt.sent.at:
            highest, place = max(highest, answers[place][1]), place + 1
        if (attempt.seq or 0) <= highest:
            yield f"{attempt.name} is {attempt.seq}, but {highest} had been acked before it was sent"


@invariant("I7")
def one_id_one_event(run: Evidence) -> Iterator[str]:
    """One id of one member makes at most one event."""
    asked: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for attempt in run.attempts:
        if attempt.sent.content[0] == "post":
            asked[attempt.room, attempt.member, str(attempt.sent.content[1])].add(attempt.sent.id)
    for said, ids in asked.items():
        if len(run.said[said]) > len(ids):
            yield f"{sorted(ids)} of {said[1]} became the events {sorted(run.said[said])}"
    for log in run.logs:
        yield from (f"{name} is there {times} times" for name, times in Counter(log.ids.values()).items() if times > 1)


@invariant("I8")
def same_id_same_seq(run: Evidence) -> Iterator[str]:
    """The same id is acked with the same seq, however often it is sent."""
    given: dict[tuple[str, str, str], set[int | None]] = defaultdict(set)
    for attempt in run.attempts:
        if attempt.acked:
            given[attempt.name].add(attempt.seq)
    yield from (f"{name} was acked as {sorted(map(str, seqs))}" for name, seqs in given.items() if len(seqs) > 1)


@invariant("I9")
def refused_adds_nothing(run: Evidence) -> Iterator[str]:
    """What was answered with an error (but `unavailable`), and with nothing else, is not in the log."""
    outcomes: dict[tuple[str, str, str], list[Attempt]] = defaultdict(list)
    for attempt in run.attempts:
        if attempt.sent.content[0] == "post":
            outcomes[attempt.room, attempt.member, str(attempt.sent.content[1])].append(attempt)
    for said, attempts in outcomes.items():
        if run.said.get(said) and all(attempt.refused for attempt in attempts):
            yield f"{attempts[0].name} was refused and is event {sorted(run.said[said])}"


@invariant("I10")
def resume_is_exact(run: Evidence) -> Iterator[str]:
    """A socket begins exactly after what its client had (or with the newest 50), and reaches the head it was told."""
    for socket in run.sockets:
        given = socket.welcome
        foreign = given.after is not None and not (given.right_epoch and _in_log(given))
        if given.reset != foreign:
            yield f"{_who(socket)} asked after {given.after} and was told reset={given.reset} at head {given.seq}"
        first = socket.heard[0].line.seq if socket.heard else None
        if first not in (None, socket.start + 1):
            yield f"{_who(socket)} began with {first}, should be {socket.start + 1}"
        old = [heard.line.seq for heard in socket.heard if not heard.live]
        if socket.caught_up and (old[-1] if old else socket.start) < given.seq:
            yield f"{_who(socket)} was told the head {given.seq}, the list ended at {old[-1:]}"


def _in_log(given: Welcomed) -> bool:
    after = given.after or 0
    return after == 0 or given.floor <= after <= given.seq


@invariant("I11")
def rights_end(run: Evidence) -> Iterator[str]:
    """After a right ended nothing of that member is stored, and after the bound nothing is delivered to them."""
    for deed in run.deeds:
        own = [attempt for attempt in run.attempts if (attempt.member, attempt.room) == (deed.member, deed.room)]
        for attempt in own:
            stops = attempt.sent.content[0] == "post" or not deed.silence
            fresh = run.first_sent[attempt.name] > deed.at
            said = run.said.get((deed.room, deed.member, str(attempt.sent.content[1])))
            if fresh and stops and (attempt.acked or said):
                yield f"{attempt.name} was stored {attempt.sent.at - deed.at:.2f} s after the right had ended"
        if not deed.silence:
            yield from _late_deliveries(run, deed)


def _late_deliveries(run: Evidence, deed: Revoked) -> Iterator[str]:
    for history in run.histories:
        if (history.member, history.room) == (deed.member, deed.room):
            late = [heard for heard in history.of(Heard) if heard.at > deed.at + deed.within]
            yield from (f"{deed.member} heard {heard.line.seq} {heard.at - deed.at:.2f} s after" for heard in late)


@invariant("I12")
def closes_as_documented(run: Evidence) -> Iterator[str]:
    """A socket ends by us, or with a documented code after its `bye`, or without a word where a process was killed."""
    for history in run.histories:
        for closed in history.of(Closed):
            if not closed.ours and (flaw := _close_flaw(closed, run)):
                yield f"{history.member}, socket {closed.socket}: {flaw}"


def _close_flaw(closed: Closed, run: Evidence) -> str | None:
    if closed.code in RFC_CODES:
        return None
    if closed.code in (None, 1006):
        return None if run.troubled(closed.at, closed.at) or closed.bye == 4408 else "cut without a word"
    if closed.code not in BYE_RETRIES:
        return f"closed with {closed.code}"
    return None if closed.bye in (closed.code, *((None,) if closed.code == 4408 else ())) else f"no bye {closed.code}"


@invariant("I13")
def pong_knows(run: Evidence) -> Iterator[str]:
    """A pong's seq is never below what its socket was told."""
    for history in run.histories:
        told: dict[int, tuple[int, str]] = defaultdict(lambda: (0, "nothing"))
        for record in history.records:
            seq = record.line.seq if isinstance(record, Heard) else getattr(record, "seq", None) or 0
            if isinstance(record, Ponged) and seq < told[record.socket][0]:
                yield f"{history.member}: pong {seq} after {told[record.socket]}"
            told[record.socket] = max(told[record.socket], (seq, type(record).__name__))


@invariant("I14")
def everywhere_in_time(run: Evidence) -> Iterator[str]:
    """Every open socket has an event within the bound after its ack."""
    acked: dict[str, dict[int, float]] = defaultdict(dict)
    for attempt in run.attempts:
        if attempt.answer and attempt.seq is not None:
            moments = acked[attempt.room]
            moments[attempt.seq] = min(moments.get(attempt.seq, attempt.answer.at), attempt.answer.at)
    for socket in run.sockets:
        yield from _late(socket, acked[socket.history.room], run.bound)


def _late(socket: Socket, acked: dict[int, float], bound: float) -> Iterator[str]:
    heard = {record.line.seq: record.at for record in socket.heard}
    for seq, moment in acked.items():
        due = max(moment, socket.welcome.at) + bound
        if seq > socket.start and due < socket.closed_at and heard.get(seq, float("inf")) > due:
            when = f"{heard[seq] - moment:.2f} s after its ack" if seq in heard else "never"
            yield f"{_who(socket)} heard {seq} {when}"


@invariant("I15")
def answered_in_time(run: Evidence) -> Iterator[str]:
    """In health every request on a socket that stays open is answered within 5 s."""
    closed = {socket.welcome.socket: socket.closed_at for socket in run.sockets}
    for attempt in run.attempts:
        due = attempt.sent.at + ANSWERED_WITHIN
        open_then = closed.get(attempt.sent.socket, float("-inf")) > due
        late = attempt.answer is None or attempt.answer.at > due
        if open_then and late and not run.troubled(attempt.sent.at, due):
            yield f"{attempt.name} had no answer for {ANSWERED_WITHIN:.0f} s"


@invariant("I16")
def nothing_invented(run: Evidence) -> Iterator[str]:
    """Each line of a member who writes a history was sent by that member."""
    writers = {(history.room, history.member) for history in run.histories}
    asked = {(attempt.room, attempt.member, attempt.sent.content[:2]) for attempt in run.attempts}
    for log in run.logs:
        for line in log.lines:
            content = ("post", line.text) if line.kind == "message" else ("retract", line.refers_to)
            known = line.gone is not None or line.kind not in ("message", "retracted")
            if not known and (log.room, line.by) in writers and (log.room, line.by, content) not in asked:
                yield f"{line} was never sent by {line.by}"


@invariant("I17")
def heads_never_fall(run: Evidence) -> Iterator[str]:
    """A member's next socket is told a head not below what that client was told before."""
    for history in run.histories:
        told: dict[str, int] = defaultdict(int)
        epoch = ""
        for record in history.records:
            if isinstance(record, Welcomed):
                epoch = record.epoch
                if record.seq < told[epoch]:
                    yield f"{history.member} was told the head {record.seq} after {told[epoch]}"
            seq = record.line.seq if isinstance(record, Heard) else getattr(record, "seq", None)
            told[epoch] = max(told[epoch], seq or 0)


@invariant("I18")
def gone_stays_gone(run: Evidence) -> Iterator[str]:
    """A text whose retraction was acked is in no history that is asked for afterwards."""
    gone: dict[tuple[str, int], float] = {}
    for attempt in run.attempts:
        if attempt.sent.content[0] == "retract" and attempt.acked and attempt.answer:
            gone[attempt.room, int(attempt.sent.content[1] or 0)] = attempt.answer.at
    for socket in run.sockets:
        for heard in socket.heard:
            moment = gone.get((socket.history.room, heard.line.seq), float("inf"))
            if heard.line.text is not None and socket.welcome.asked_at > moment:
                yield f"{_who(socket)} was shown {heard.line} after it had been retracted"


def _who(socket: Socket) -> str:
    return f"{socket.history.member}, socket {socket.welcome.socket},"


def told(violations: Iterable[Violation], most: int = 20) -> str:
    """The violations as text for an assertion: how many of each, and the first few in full."""
    found = list(violations)
    sums = ", ".join(f"{name} x {times}" for name, times in sorted(Counter(v.invariant for v in found).items()))
    return "\n".join([sums, *map(str, found[:most])])
