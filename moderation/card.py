"""The crisis card: the lines of a country as they stand at a moment, for a language and an age."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from moderation import helplines
from moderation.helplines import EMERGENCY, OLDEST, Directory, Helpline
from moderation.opening import ZONES, Opening, State, opening

TASK_AFTER: Final = timedelta(days=90)
WARNED_AFTER: Final = timedelta(days=180)
"""Since somebody last looked whether a line is still right."""
AGES: Final[dict[str, tuple[Promise, tuple[int, int]]]] = {
    "kind": (_("under 12"), (0, 11)),
    "jong": (_("12 to 17"), (12, 17)),
    "jongvolwassen": (_("18 to 25"), (18, 25)),
    "ouder": (_("26 or older"), (26, OLDEST)),
}
"""By the word in the address: its name, and from and up to which age. Nothing keeps it."""


@dataclass(frozen=True)
class Check:
    """That a coordinator looked at a line: on what day, and whether it was found as it is shown."""

    on: date
    right: bool


@dataclass(frozen=True)
class Trust:
    """How far the facts of a line can be trusted on a day."""

    verified_on: date | None
    doubted_on: date | None
    """When a coordinator found it changed, and it was not mended since."""
    age: timedelta

    @property
    def waits(self) -> bool:
        """Whether somebody should look at it."""
        return self.verified_on is None or self.doubted_on is not None or self.age > TASK_AFTER

    @property
    def stale(self) -> bool:
        """Whether the reader is warned."""
        return self.age > WARNED_AFTER


@dataclass(frozen=True)
class Offer:
    """A line, how its phone and its chat stand now, and how far it can be trusted."""

    line: Helpline
    phone: Opening | None
    chat: Opening | None
    trust: Trust

    @property
    def state(self) -> State:
        """The better of both ways."""
        return min(way.state for way in (self.phone, self.chat) if way)

    @property
    def opens_at(self) -> datetime | None:
        """When the first way opens."""
        ahead = [way.at for way in (self.phone, self.chat) if way and way.state == State.LATER and way.at]
        return min(ahead, default=None)


@dataclass(frozen=True)
class Card:
    """What one country has: in one language what is open, what opens and what is not known; then the others."""

    country: str
    open: tuple[Offer, ...]
    later: tuple[Offer, ...]
    unknown: tuple[Offer, ...]
    elsewhere: tuple[Offer, ...]
    """Those in other languages, open ones first."""

    @property
    def country_name(self) -> str:
        return str(Country(self.country).label)

    @property
    def zone(self) -> str:
        """Whose clock its times are on."""
        return ZONES[self.country].key


def cards(
    country: str,
    language: str,
    now: datetime,
    *,
    age: str = "",
    checks: Mapping[str, Check] | None = None,
    directory: Directory | None = None,
) -> list[Card]:
    """The card of a country, or of both (Belgium first) when none is chosen; never without a line that is open."""
    wanted = [country] if country in Country.values else Country.values
    shown = directory or helplines.DIRECTORY
    return [_card(shown, each, language, now, age, checks or {}) for each in wanted]


def trust(line: Helpline, compiled_on: date, check: Check | None, today: date) -> Trust:
    """Reckons by the later of what the file and what a coordinator says."""
    if check and line.verified_on and line.verified_on > check.on:
        check = None
    verified_on = check.on if check and check.right else line.verified_on
    doubted_on = check.on if check and not check.right else None
    return Trust(verified_on, doubted_on, today - (verified_on or compiled_on))


def offers(directory: Directory, country: str, now: datetime, checks: Mapping[str, Check]) -> list[Offer]:
    """The lines of a country as they stand now."""
    today = now.astimezone(ZONES[country]).date()
    return [
        Offer(
            line=line,
            phone=opening(line.phone, country, now) if line.phone else None,
            chat=opening(line.chat, country, now) if line.chat else None,
            trust=trust(line, directory.compiled_on, checks.get(line.id), today),
        )
        for line in directory.lines
        if country in line.countries
    ]


def queue(
    today: date, checks: Mapping[str, Check]
) -> tuple[list[tuple[Helpline, Trust]], list[tuple[Helpline, Trust]]]:
    """The lines that somebody should look at, the oldest knowledge first, and the others."""
    directory = helplines.DIRECTORY
    known = [(line, trust(line, directory.compiled_on, checks.get(line.id), today)) for line in directory.lines]
    waiting = [(line, found) for line, found in known if found.waits]
    waiting.sort(key=lambda pair: (pair[1].doubted_on is None, -pair[1].age))
    return waiting, [(line, found) for line, found in known if not found.waits]


def _card(
    directory: Directory, country: str, language: str, now: datetime, age: str, checks: Mapping[str, Check]
) -> Card:
    band = AGES[age][1] if age in AGES else None
    found = [offer for offer in offers(directory, country, now, checks) if _is_for(offer.line, band)]
    found.sort(key=lambda offer: _rank(offer, band))
    spoken = any(language in offer.line.languages for offer in found if offer.line.number != EMERGENCY)
    own = [offer for offer in found if not spoken or language in offer.line.languages]
    return Card(
        country=country,
        open=_in_state(own, State.OPEN),
        later=tuple(sorted(_in_state(own, State.LATER), key=lambda offer: offer.opens_at or now)),
        unknown=_in_state(own, State.UNKNOWN),
        elsewhere=tuple(sorted((offer for offer in found if offer not in own), key=lambda offer: offer.state)),
    )


def _in_state(found: Iterable[Offer], state: State) -> tuple[Offer, ...]:
    return tuple(offer for offer in found if offer.state == state)


def _is_for(line: Helpline, band: tuple[int, int] | None) -> bool:
    return band is None or line.ages is None or (line.ages[0] <= band[1] and band[0] <= line.ages[1])


def _rank(offer: Offer, band: tuple[int, int] | None) -> tuple[bool, bool, bool]:
    """112 first, then what is for this age; whom one can call before whom one can only chat with."""
    line, phone = offer.line, offer.phone
    return line.number != EMERGENCY, band is None or line.ages is None, phone is None or phone.state != State.OPEN
