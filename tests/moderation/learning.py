"""Learns the weights of moderation/checks/weighing.py from the labelled lines, and writes them where it reads them.

    .venv/bin/python -m tests.moderation.learning

A line with a mark is told from one without by a linear support vector machine with squared loss, found by dual
coordinate descent (Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008): some
seconds for a language, and the same weights each time. What is `held_out` or `blind` is never learned from.
"""

import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.dev")
    django.setup()

from moderation.checks import LANGUAGES, SHIELDS
from moderation.checks.folding import Folded
from moderation.checks.language import DATA, language
from moderation.checks.tokens import Tokens
from moderation.checks.weighing import BIAS, FOUND, KIND, features, passages
from tests.moderation.labelled import LINES, TAUGHT, Labelled, labelled

COST: Final = 0.1
"""What a line on the wrong side costs, against the squares of the weights; lines with and without a mark cost alike."""
ROUNDS: Final = 20
SHORT, LONG = 5, 15
"""Words of a line that is put beside another."""
LEAST_EXAMPLES: Final = 4
"""In which a feature stands, else it is left out: mostly two lines, since each is learned from twice."""
LEAST_WEIGHT: Final = 20
"""Thousandths."""
SURE: Final = 280
"""How far above zero a line must be, in thousandths: so that few that are clean are stopped."""
HELD_UP: Final = 900
"""What a phrase that was found adds."""
WHAT: Final = f"""\
# Weights of the shield `{KIND}`, in thousandths, and what has them: =a word, <fou or rlet letters, two words in a row.
# Learned, not written: .venv/bin/python -m tests.moderation.learning
"""


@dataclass(frozen=True)
class Example:
    """Some sentences of a line: what can be weighed in them, and whether they name a means."""

    told: tuple[str, ...]
    marked: bool


def examples(code: str) -> list[Example]:
    """All that one language has to learn from: each line as it is, and once more beside another that means nothing.

    So what is said beside a means weighs little.
    """
    own = [line for line in lines() if line.language == code]
    plain = [line for line in own if not line.marks and SHORT <= len(line.text.split()) <= LONG]
    dice = random.Random(7)
    more = [_beside(line, dice.choice(plain), first=dice.random() < 0.5) for line in own]
    return [example for line in (*own, *more) for example in _examples(line)]


def _beside(line: Labelled, other: Labelled, *, first: bool) -> Labelled:
    """A line with another one before it or behind it."""
    if not first:
        return replace(line, text=f"{_ended(other.text)} {line.text}", marks=_later(line, len(_ended(other.text)) + 1))
    return replace(line, text=f"{_ended(line.text)} {other.text}")


def _later(line: Labelled, by: int) -> tuple[tuple[str, int, int], ...]:
    return tuple((kind, start + by, end + by) for kind, start, end in line.marks)


def _ended(text: str) -> str:
    return text if text[-1] in ".!?" else f"{text}."


def lines() -> Iterator[Labelled]:
    """Those made for learning, those that the phrases were tuned on, and talk and what other checks find in it."""
    yield from labelled(KIND, TAUGHT)
    yield from labelled(KIND, "tuned")
    for name in ("talk", "identity", *SHIELDS):
        if name != KIND:
            # Of doses and methods many a line names both.
            yield from (line for line in labelled(name, "tuned") if name != "doses" or not line.marks)


def _examples(line: Labelled) -> Iterator[Example]:
    given = Folded(line.text)
    tokens = Tokens(given, language(line.language))
    marks = [(start, end) for kind, start, end in line.marks if kind == KIND]
    for first, last in passages(tokens.words):
        start, end = given.span(tokens.starts[first], tokens.end(last - 1))
        told = tuple(features(tokens.words[first:last]))
        yield Example(told, any(start < mark_end and mark_start < end for mark_start, mark_end in marks))


def learned(found: list[Example]) -> dict[str, float]:
    """The weight of each feature, and the bias."""
    counted = Counter(what for example in found for what in set(example.told))
    rows = [[BIAS, *(what for what in example.told if counted[what] >= LEAST_EXAMPLES)] for example in found]
    signs = [1 if example.marked else -1 for example in found]
    ridge = {sign: signs.count(sign) / (COST * len(signs)) for sign in (1, -1)}
    squares = [sum(times * times for times in Counter(row).values()) for row in rows]
    weights: defaultdict[str, float] = defaultdict(float)
    duals, order, dice = [0.0] * len(rows), list(range(len(rows))), random.Random(1)
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for at in order:
            row, sign = rows[at], signs[at]
            slope = sign * sum(weights[what] for what in row) - 1 + duals[at] * ridge[sign]
            dual = max(duals[at] - slope / (squares[at] + ridge[sign]), 0)
            step = sign * (dual - duals[at])
            if step:
                duals[at] = dual
                for what in row:
                    weights[what] += step
    return weights


def told(weights: dict[str, float]) -> dict[str, int]:
    """As the files have it: thousandths, without what weighs next to nothing."""
    whole = {what: round(weight * 1000) for what, weight in weights.items() if what != BIAS}
    kept = {what: weight for what, weight in sorted(whole.items()) if abs(weight) >= LEAST_WEIGHT}
    return {BIAS: round(weights[BIAS] * 1000) - SURE, FOUND: HELD_UP, **kept}


def source() -> str:
    """A sum over all lines that are learned from, by which a test sees that the weights are of these."""
    paths = [LINES / TAUGHT / f"{KIND}.tsv", *sorted((LINES / "tuned").glob("*.tsv"))]
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def main() -> None:
    for code in LANGUAGES:
        found = examples(code)
        weights = told(learned(found))
        rows = "".join(f"{weight}\t{what}\n" for what, weight in weights.items())
        (DATA / f"{KIND}.{code}.tsv").write_text(f"{WHAT}# Lines: {source()}\n{rows}", encoding="utf-8")
        marked = sum(example.marked for example in found)
        print(f"{code}: {marked} of {len(found)} passages name a means; {len(weights)} weights")


if __name__ == "__main__":
    main()
