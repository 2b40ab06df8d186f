"""A text arrives as the contract says it is kept, and is compared so when its id is sent again."""

from __future__ import annotations

import pytest

from tests.live.client import Client
from tests.live.house import House
from tests.stack import Stack

pytestmark = pytest.mark.stack

ACUTE, RING, DOT = "\u0301", "\u030a", "\u0323"
LRE, RLE, PDF, RLO, LRI, RLI, PDI = "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2067", "\u2069"

KEPT: dict[str, tuple[str, str]] = {
    "composed": ("cafe\u0301", "café"),
    "composed beyond Latin": ("\u1112\u1161\u11ab", "\ud55c"),
    "not folded for looks": ("ﬁ ² Ａ", "ﬁ ² Ａ"),
    "trimmed": (" \t\n hoi \r\n ", "hoi"),
    "trimmed of wide spaces": ("\u3000hoi\u00a0", "hoi"),
    "inner spaces as they are": ("a  b\t\tc", "a  b\t\tc"),
    "Windows line ends": ("a\r\nb\r\n\r\nc", "a\nb\n\nc"),
    "old Mac line ends": ("a\rb\r\rc", "a\nb\n\nc"),
    "four marks stay": ("x" + ACUTE * 4, "x" + ACUTE * 4),
    "a fifth mark goes": ("x" + ACUTE * 6 + "y", "x" + ACUTE * 4 + "y"),
    "marks of several kinds are one row": ("x" + (DOT * 3 + ACUTE * 3), "x" + DOT * 3 + ACUTE),
    "a new letter begins a new row": ("x" + ACUTE * 4 + "z" + ACUTE * 4 + "q", "x" + ACUTE * 4 + "ź" + ACUTE * 3 + "q"),
    "an embedding that is not closed": (f"a{RLE}b", "ab"),
    "an override that is not closed": (f"{RLO}abc", "abc"),
    "an isolate that is not closed": (f"a {LRI}b", "a b"),
    "an end without a beginning": (f"a{PDF}b{PDI}c", "abc"),
    "an embedding that is closed": (f"a {RLE}b{PDF} c", f"a {RLE}b{PDF} c"),
    "an isolate that is closed": (f"a {RLI}b{PDI} c", f"a {RLI}b{PDI} c"),
    "an isolate in an embedding": (f"{LRE}a{RLI}b{PDI}c{PDF}", f"{LRE}a{RLI}b{PDI}c{PDF}"),
    "the wrong end for a beginning": (f"a{RLI}b{PDF}c", "abc"),
    "a family in one picture": (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    ),
    "right-to-left as it is": ("שלום عليكم", "שלום عليكم"),
    "markup as it is": ("<b>&amp;</b> {{7*7}} %s \\u0041", "<b>&amp;</b> {{7*7}} %s \\u0041"),
    "a thousand lines": ("\n".join("a" * 1000), "\n".join("a" * 1000)),
}

SAME: dict[str, tuple[str, str]] = {
    "the same": ("hoi", "hoi"),
    "composed otherwise": ("cafe\u0301", "café"),
    "with spaces round it": ("hoi", "  hoi\n"),
    "with other line ends": ("a\nb", "a\r\nb"),
    "with a mark too many": ("x" + ACUTE * 4, "x" + ACUTE * 5),
    "with a stray bidi control": ("hoi", f"h{RLO}oi"),
}

OTHER: dict[str, tuple[str, str]] = {
    "another word": ("hoi", "dag"),
    "another case": ("hoi", "Hoi"),
    "another accent": ("café", "cafè"),
    "another space within": ("a b", "a  b"),
    "a compatible letter": ("fi", "ﬁ"),
    "a mark fewer": ("x" + ACUTE * 4, "x" + ACUTE * 3),
    "an unseen joiner": ("hoi", "h\u200doi"),
}


@pytest.fixture(params=["stack", "embedded"])
def house(request: pytest.FixtureRequest) -> House:
    server: Stack = request.getfixturevalue(request.param)
    return House(server, 3)


async def test_another_member_reads_the_text_as_it_is_kept(house: House) -> None:
    found: dict[str, str | None] = {}
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        for name, (given, _) in KEPT.items():
            outcome = await ben.post(given)
            assert outcome.seq is not None, f"{name}: {outcome}"
            found[name] = (await ada.heard(outcome.seq)).text
    assert found == {name: kept for name, (_, kept) in KEPT.items()}


async def test_the_same_id_with_the_same_text_is_the_same_line(house: House) -> None:
    async with house.client(house.ben) as ben:
        for number, (name, (first, again)) in enumerate(SAME.items()):
            key = f"same-{number}"
            line = await ben.post(first, key=key)
            repeated = await ben.post(again, key=key)
            assert (line.kind, repeated.kind, repeated.seq) == ("ack", "ack", line.seq), name


async def test_the_same_id_with_another_text_is_a_conflict(house: House) -> None:
    async with house.client(house.ben) as ben:
        for number, (name, (first, other)) in enumerate(OTHER.items()):
            key = f"other-{number}"
            assert (await ben.post(first, key=key)).kind == "ack"
            assert (await ben.post(other, key=key)).code == "conflict", name


async def test_the_same_id_with_other_fields_or_another_type_is_a_conflict(house: House) -> None:
    async with house.client(house.ben) as ben:
        first = await ben.post("hoi", key="k1")
        assert (await ben.post("hoi", first.seq, key="k1")).code == "conflict"
        assert (await ben.retract(first.seq or 0, key="k1")).code == "conflict"
        retracted = await ben.retract(first.seq or 0, key="k2")
        assert retracted.kind == "ack"
        assert (await ben.post("hoi", key="k2")).code == "conflict"
        assert (await ben.post("hoi", key="k1")).seq == first.seq, "a tombstone keeps its id"


async def test_an_id_belongs_to_one_member(house: House) -> None:
    async with house.client(house.ada) as ada, house.client(house.ben) as ben:
        await one_id_each(ada, ben)


async def one_id_each(ada: Client, ben: Client) -> None:
    first, second = await ada.post("van Ada", key="een-id"), await ben.post("van Ben", key="een-id")
    assert first.kind == second.kind == "ack"
    assert first.seq != second.seq


async def test_an_id_belongs_to_one_room(house: House) -> None:
    other = House(house.server, 2)
    async with house.client(house.ben) as here, other.client(other.ben) as there:
        assert (await here.post("hier", key="een-id")).kind == "ack"
        assert (await there.post("daar", key="een-id")).kind == "ack"


async def test_a_refused_id_is_free_again(house: House) -> None:
    async with house.client(house.ben) as ben:
        assert (await ben.post(" ", key="vrij")).code == "empty"
        assert (await ben.post("nu wel", key="vrij")).kind == "ack"
