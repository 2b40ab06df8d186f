"""What the checks cost in processor time, at the pace of one machine (tests/pace.py); `-s` prints it.

Sabotage: let `_Text` in moderation/checks/phrases.py keep every phrase, or `apart` compare all with all.
The aim for LONG letters is 3 ms (docs/checks.md); what is asserted here is what holds on a busy machine of two cores.
"""

import random
from collections.abc import Iterable
from functools import partial
from itertools import islice

import pytest

from moderation.checks import LANGUAGES, SHIELDS, find
from tests.moderation.labelled import Labelled, everything, labelled
from tests.pace import costs

pytestmark = pytest.mark.once

LONG = 4_000
"""Letters of the longest line that can be sent."""
MOST_FOR_A_LINE = 300e-6
"""Seconds, in 95 of 100 lines."""
MOST_FOR_LONG = 6e-3
"""Seconds, whatever a text says."""
MOST_FOR_DENSE = 3e-3
ADVERSARIAL = (
    "0470 12 34 56 ",
    "nul vier zeven ",
    "20 mg ",
    "€50 ",
    "€1.1",
    "5€",
    "1.1 5€snap ",
    "2131 van ",
    "1 ",
    "a_b 1h.c ",
    "K e r k s t r a a t 1 2 ",
    "w i e t c0ke ",
    "sn*jden b*d*f*g ",
    "a@b.be ",
    "@ ",
    "punt com ",
    "op insta jan.p1980 ",
    "ik heet Jan Peeters ",
    "geboren op 3 mei 1980 ",
    "⓪④⑦⓪ ",
    "mei 3 ",
    "1-",
    "((",
    "é",
)


def looks(texts: Iterable[tuple[str, str]]) -> list[float]:
    """Seconds of the processor for one look at each text, in its language, with all shields."""
    return costs([partial(find, text, language=language, shields=SHIELDS) for text, language in texts])


def lines(*names: str) -> list[Labelled]:
    return [line for name, half in everything() if not names or name in names for line in labelled(name, half)]


def mixed(found: list[Labelled], seed: int) -> list[tuple[str, str]]:
    """For each language a text of LONG letters made of these lines."""
    made = []
    for language in LANGUAGES:
        texts = [line.text for line in found if line.language == language] * 8
        random.Random(seed).shuffle(texts)
        made.append((". ".join(texts)[:LONG], language))
    return made


def shown(name: str, found: list[float]) -> list[float]:
    found = sorted(found)
    half, most = (found[len(found) * percent // 100] * 1e3 for percent in (50, 95))
    print(f"\n{name}: half within {half:.2f} ms, 95 of 100 within {most:.2f} ms, all within {found[-1] * 1e3:.2f} ms")
    return found


def test_a_line_costs_next_to_nothing() -> None:
    sample = list(islice(lines(), 0, None, 8))
    found = shown("lines", looks((line.text, line.language) for line in sample))
    assert found[len(found) * 95 // 100] <= MOST_FOR_A_LINE


def test_the_longest_line_of_ordinary_talk_costs_little() -> None:
    found = shown("talk", looks(mixed(lines("talk"), 1)))
    assert found[-1] <= MOST_FOR_LONG


def test_a_dense_mix_of_everything_costs_little() -> None:
    marked = [line for line in lines() if line.marks]
    found = shown("dense", looks(text for seed in (2, 3) for text in (*mixed(marked, seed), *mixed(lines(), seed))))
    assert found[-1] <= MOST_FOR_DENSE


def test_one_thing_said_again_and_again_costs_no_more() -> None:
    said = [(f"{line.text} ", line.language) for line in islice(lines(), 0, None, 60)]
    said += [(text, "nl") for text in ADVERSARIAL]
    found = shown("again", looks(((text * LONG)[:LONG], language) for text, language in said))
    assert found[-1] <= MOST_FOR_LONG
