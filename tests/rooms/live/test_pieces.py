"""The small parts of the live core, each by itself."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms.live import protocol, text
from rooms.live.codes import BYE_WORDS, ERROR_WORDS, ByeCode, ErrorCode, bye_fields, error_detail
from rooms.live.presence import FORGOTTEN_AFTER, Presence
from rooms.live.protocol import PAGE_BYTES, PAGE_EVENTS, Ping, Post, Refused, decode
from rooms.live.rates import Patience, PostRate
from rooms.queries import Seat


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


# Presence


def test_a_member_is_here_until_the_last_window_closes() -> None:
    presence = Presence(Clock())
    for _ in range(2):
        presence.enter("tag", 3)
    presence.leave("tag", 3)
    assert presence.here("tag") == {3}
    presence.leave("tag", 3)
    assert (presence.here("tag"), presence.tags()) == (set(), set())


def test_what_another_process_says_replaces_what_it_said_and_is_forgotten_in_time() -> None:
    clock = Clock()
    presence = Presence(clock)
    presence.enter("tag", 1)
    assert presence.heard("other", "tag", [2, 3])
    assert presence.heard("third", "tag", [4])
    assert presence.heard("other", "tag", [3])
    assert not presence.heard("other", "tag", [3]), "the same again is no news"
    assert presence.here("tag") == {1, 3, 4}
    presence.heard("third", "tag", [])
    assert presence.here("tag") == {1, 3}
    clock.now += FORGOTTEN_AFTER - 0.1
    assert presence.forget() == set()
    clock.now += 0.2
    assert presence.forget() == {"tag"}
    assert presence.here("tag") == {1}


def a_seat(ordinal: int, session: int = 0) -> Seat:
    nobody = uuid.UUID(int=session)
    return Seat(nobody, "r_1", "tag", "talk", nobody, nobody, nobody, f"m_{ordinal}", ordinal, "member")


def test_who_has_no_socket_is_here_for_two_minutes_after_each_request() -> None:
    clock = Clock()
    presence = Presence(clock)
    assert presence.visit(a_seat(1))
    clock.now += 119.9
    assert not presence.visit(a_seat(1)), "still here: no news"
    clock.now += 119.9
    assert (presence.forget(), presence.own("tag"), presence.here("tag")) == (set(), [1], {1})
    clock.now += 0.2
    assert (presence.forget(), presence.own("tag"), presence.tags()) == ({"tag"}, [], set())
    assert presence.visit(a_seat(1))


def test_a_socket_and_a_visit_of_one_member_are_one_presence() -> None:
    presence = Presence(Clock())
    presence.enter("tag", 1)
    assert not presence.visit(a_seat(1)), "no news: there is a socket"
    presence.leave("tag", 1)
    assert presence.here("tag") == {1}
    presence.visit(a_seat(1, session=1))
    presence.end_visit(a_seat(1))
    assert presence.here("tag") == {1}, "the other browser is still signed in"
    presence.end_visit(a_seat(1, session=1))
    assert presence.tags() == set()


# Rates


def test_a_member_may_write_a_burst_and_then_at_the_rate() -> None:
    clock, ben, ada = Clock(), uuid.uuid4(), uuid.uuid4()
    rate = PostRate(30, 8, clock)
    assert [rate.wait(ben) for _ in range(9)] == [0] * 8 + [2]
    assert rate.wait(ada) == 0
    clock.now += 1.9
    assert rate.wait(ben) == 1
    clock.now += 0.2
    assert [rate.wait(ben), rate.wait(ben)] == [0, 2]


def test_full_buckets_are_forgotten_and_others_are_not() -> None:
    clock, ben = Clock(), uuid.uuid4()
    rate = PostRate(60, 2, clock)
    rate.wait(ben)
    rate.wait(ben)
    rate.forget()
    assert rate.wait(ben) == 1
    clock.now += 60
    rate.forget()
    assert rate._buckets == {}


def test_a_rate_of_nought_is_no_limit() -> None:
    rate = PostRate(0, 8, Clock())
    assert not any(rate.wait(uuid.UUID(int=1)) for _ in range(1_000))


def test_patience_ends_with_one_fault_too_many_within_the_window() -> None:
    clock = Clock()
    patience = Patience(3, 10, clock)
    assert [patience.ends() for _ in range(3)] == [False] * 3
    clock.now += 10
    assert [patience.ends() for _ in range(3)] == [False] * 3
    assert patience.ends()


# Text


@given(st.text(max_size=60))
def test_the_normal_form_of_a_normal_form_is_itself(given_text: str) -> None:
    once = text.normal(given_text)
    assert text.normal(once) == once


@given(st.text(alphabet="ab\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n", max_size=20))
def test_bidi_controls_come_in_pairs_or_not_at_all(given_text: str) -> None:
    for paragraph in text.normal(given_text).split("\n"):
        opened: list[str] = []
        for character in paragraph:
            if character in "\u202a\u202b\u202d\u202e":
                opened.append("\u202c")
            elif character in "\u2066\u2067\u2068":
                opened.append("\u2069")
            elif character in "\u202c\u2069":
                assert opened.pop() == character
        assert opened == []


def test_paired_bidi_controls_stay() -> None:
    assert text.normal("\u2067abc\u2069 d") == "\u2067abc\u2069 d"


# Frames


LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_whatever_json_comes_the_decoder_answers(value: object) -> None:
    """Turns red when any value makes it raise something else."""
    with pytest.raises(Refused):
        decode(json.dumps(value))


@pytest.mark.parametrize("fault", ["5", "1.5", "1e0", "12345678901234567890", "true", "null"])
def test_a_fault_in_a_named_request_names_it(fault: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(f'{{"type":"post","id":"a1","text":{fault}}}')
    assert (refused.value.code, refused.value.request_id) == (ErrorCode.MALFORMED, "a1")


def test_a_wrong_type_goes_before_an_empty_text() -> None:
    with pytest.raises(Refused) as refused:
        decode('{"type":"post","id":"a1","text":" ","reply_to":"7"}')
    assert refused.value.code == ErrorCode.MALFORMED


def test_good_frames_are_read_whole() -> None:
    raw = '{"type":"post","id":"a1","text":" hoi ","reply_to":7,"note":"drank","confirm":["f1"]}'
    assert decode(raw) == Post("a1", "hoi", 7, "drank", ("f1",))
    assert decode('{"type":"ping","t":""}') == Ping("")


def test_moments_are_cut_to_the_minute_in_utc() -> None:
    brussels = timezone(timedelta(hours=1))
    assert protocol.moment(datetime(2026, 3, 3, 21, 5, 59, 999, tzinfo=brussels)) == "2026-03-03T20:05:00Z"


@pytest.mark.parametrize(("raw", "number"), [("0", 0), ("9007199254740991", 2**53 - 1), ("007", 7)])
def test_whole_numbers_are_read(raw: str, number: int) -> None:
    assert protocol.whole_number(raw) == number


@pytest.mark.parametrize("raw", ["", "-1", "1.5", "+1", " 1", "٣", "²", "9007199254740992", "1" * 400])
def test_what_is_no_whole_number_is_none(raw: str) -> None:
    assert protocol.whole_number(raw) is None


def test_pages_hold_what_a_frame_may_and_lose_nothing() -> None:
    small = [{"seq": number, "text": "x"} for number in range(1, 452)]
    assert [len(page) for page in protocol.pages(small)] == [PAGE_EVENTS, PAGE_EVENTS, 51]
    large = [{"seq": number, "text": "\u00e9" * 4_000} for number in range(1, 101)]
    pages = protocol.pages(large)
    assert [event for page in pages for event in page] == large
    assert all(len(protocol.encode("events", {"events": page}).encode()) <= PAGE_BYTES for page in pages)
    assert protocol.pages([]) == [[]]


# Words


def test_every_code_has_its_words_in_the_readers_language() -> None:
    assert set(ERROR_WORDS) == set(ErrorCode)
    assert set(BYE_WORDS) == set(ByeCode)
    assert error_detail(ErrorCode.PAUSED, "en") != error_detail(ErrorCode.PAUSED, "nl")
    assert bye_fields(ByeCode.FLOOD, "en")["retry_after"] == 30
    assert [code for code in ByeCode if bye_fields(code, "en")["retry"]] == [
        ByeCode.SLOW_READER,
        ByeCode.FLOOD,
        ByeCode.RESTART,
    ]
