"""What a person looks like beside others: the colour, the shape, the place in a list."""

import re
from collections.abc import Mapping
from typing import Final

_PERSON: Final = re.compile(r'class="shape hue-(\d+)"[^>]*><use href="[^"]*#shape-(\d+)"/></svg>\s*<bdi>([^<]+)</bdi>')


def taken_along(here: str, there: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    """What everybody has in common on two pages; `names` are those of each account here and there.

    One colour or shape may be alike by chance. All of them are not.
    """
    first, second = _people(here), _people(there)
    pairs = [(first[one], second[other]) for one, other in names.values()]
    alike = {
        "colour": all(one[0] == other[0] for one, other in pairs),
        "shape": all(one[1] == other[1] for one, other in pairs),
        "order": _order(first, [one for one, _ in names.values()])
        == _order(second, [two for _, two in names.values()]),
    }
    return [what for what, true in alike.items() if true]


def _people(page: str) -> dict[str, tuple[str, str]]:
    """Colour and shape by name, in the order of the page."""
    found: dict[str, tuple[str, str]] = {}
    for hue, shape, name in _PERSON.findall(page):
        found.setdefault(name, (hue, shape))
    return found


def _order(people: Mapping[str, tuple[str, str]], names: list[str]) -> list[int]:
    """Who stands where, as numbers of the accounts."""
    places = list(people)
    return sorted(range(len(names)), key=lambda number: places.index(names[number]))
