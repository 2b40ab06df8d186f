"""From the thread of a page to the live core of its process: a plain form goes through the same door as a socket.

A process that serves nobody (a command, a test) has no loop to go to. There the caller's own thread does the work, and
the tick of the processes that serve finds what it committed.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from rooms.live.core import Core, core
from rooms.live.speaking import Ack, Outcome
from rooms.live.writer import ANSWER_WITHIN, UNAVAILABLE, Answer, AtOnce, Door
from rooms.queries import Seat

T = TypeVar("T")

WAITS = ANSWER_WITHIN + 1
"""Seconds: the writer answers within its own bound, so this only ends when the loop itself stands still."""


def come_by(seat: Seat) -> set[int]:
    """Notes that a reader without a socket is in the room; the ordinals of all who are here."""
    return _on_loop(lambda live: live.hub.visit(seat))


def counted(seat: Seat, seq: int) -> None:
    """Tells the sockets that somebody acknowledged a line, or took that back."""
    _on_loop(lambda live: live.hub.counted(seat, seq))


def too_fast(seat: Seat) -> int:
    """Seconds to wait before the next quiet word; 0 counts it."""
    return _on_loop(lambda live: live.reaction_rate.wait(seat.membership_id))


def too_fast_to_speak(seat: Seat) -> int:
    """Seconds to wait before the next line; 0 counts it."""
    return _on_loop(lambda live: live.rate.wait(seat.membership_id))


def ask(seat: Seat, put: Callable[[Core, Door, Answer], None]) -> Outcome:
    """Has `put` bring a line to the door, and waits for what becomes of it; what `put` raises goes through."""
    answered: Future[Outcome] = Future()

    def bring(live: Core) -> None:
        if live.draining:
            answered.set_result(UNAVAILABLE)
        else:
            put(live, AtOnce() if live.loop is None else live.writer, answer)

    def answer(outcome: Outcome) -> None:
        if isinstance(outcome, Ack):  # nobody may have the room open here, who would ring the others
            core().hub.bell.ring(seat.tag, "head")
        answered.set_result(outcome)

    _on_loop(bring)
    try:
        return answered.result(WAITS)
    except TimeoutError:
        return UNAVAILABLE


def _on_loop(work: Callable[[Core], T]) -> T:
    """What `work` gives, done on the loop of the live core where there is one."""
    live = core()
    if live.loop is None:
        return work(live)
    done: Future[T] = Future()

    def do() -> None:
        try:
            done.set_result(work(live))
        except BaseException as error:  # raised again where it was asked for
            done.set_exception(error)

    live.loop.call_soon_threadsafe(do)
    return done.result(WAITS)
