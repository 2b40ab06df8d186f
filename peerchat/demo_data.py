"""What the demo holds: groups, people and lines, all of them invented."""

from dataclasses import dataclass
from datetime import time
from typing import Final

ORGANISATION: Final = "Huis van Zelfhulp (demo)"
PASSPHRASE: Final = "alleen om het te proberen"  # noqa: S105 - public on purpose


@dataclass(frozen=True)
class DemoGroup:
    """One group, as its page tells it."""

    name: str
    theme: str
    position: str
    region: str
    rhythm: str
    summary: str
    weekdays: str = ""
    meets: str = "online"
    strictness: str = ""
    in_person: str = ""


GROUPS: Final = (
    DemoGroup(
        "Nuchtere Dinsdag",
        "verslaving",
        "zelf",
        "Vlaanderen",
        "elke dinsdag van 20.00 tot 21.15 uur",
        "Voor wie met drinken wil stoppen of gestopt is. We beginnen met een rondje en praten daarna open.",
        weekdays="2",
        strictness="Wie gedronken heeft, leest die avond mee en schrijft een andere keer.",
    ),
    DemoGroup(
        "Thuis met Drank",
        "verslaving",
        "naaste",
        "Oost-Vlaanderen",
        "twee keer per maand op donderdag, 20.30 tot 21.45 uur",
        "Voor wie samenleeft met iemand die drinkt.",
        weekdays="4",
        meets="both",
        in_person="Elke eerste zaterdag van de maand om 10 uur, in een buurthuis in Gent.",
    ),
    DemoGroup(
        "Zonder Cijfers",
        "eetproblemen",
        "zelf",
        "België",
        "elke zondag van 19.00 tot 20.15 uur, zes plaatsen",
        "Over eten en alles eromheen, vanaf 18 jaar. Cijfers laten we buiten.",
        weekdays="7",
        strictness="Geen gewicht, geen calorieën, geen maten.",
    ),
    DemoGroup(
        "De Nachtploeg",
        "nah-dementie",
        "naaste",
        "Brabant",
        "dinsdag en donderdag van 22.00 tot 22.45 uur",
        "Voor wie thuis zorgt voor iemand met dementie. Kort en open, als het huis stil is.",
        weekdays="24",
    ),
    DemoGroup(
        "Kop boven Water",
        "schulden-armoede",
        "zelf",
        "Eindhoven",
        "elke maandag van 19.30 tot 20.45 uur",
        "Voor wie schulden heeft. Zonder bedragen, zonder oordeel.",
        weekdays="1",
        strictness="Bedragen noemen we niet.",
    ),
    DemoGroup(
        "Vonk",
        "werk-burnout",
        "zelf",
        "Vlaams-Brabant",
        "elke dinsdag tijdens de lunch, 12.15 tot 13.00 uur",
        "Voor wie door het werk is uitgevallen of weer begint.",
        weekdays="2",
    ),
)

BEN: Final = "lamp-appel-wolk"
ADA: Final = "boom-kaars-zee"
ELS: Final = "brug-vogel-melk"
ASKING: Final = "stoel-regen-brood"

MEMBERS: Final = {
    BEN: "Stille Reiger",
    "berg-tafel-peer": "Warme Wind",
    "zand-fluit-maan": "Grijze Kiezel",
    "deur-hooi-ster": "Late Merel",
}
"""Log-in name and pseudonym of who is in the first group."""

FACILITATOR_NAME: Final = "Kalme Linde"
ASKING_NAME: Final = "Rode Emmer"
ASKING_LINE: Final = "Ik ben drie weken gestopt en zoek mensen die dat kennen."

EVENINGS_AHEAD: Final = (2, 9)
"""Days."""
BEGINS_AT: Final = time(20)

LINES: Final = (
    (ADA, "Welkom allemaal. Fijn dat je er bent. Wie wil, vertelt kort hoe het vanavond is. Overslaan mag."),
    ("berg-tafel-peer", "Moe, maar blij dat ik hier ben. Het was een lange week."),
    ("zand-fluit-maan", "Ik had zaterdag een feestje. Ik ben vroeg naar huis gegaan en daar ben ik stil trots op."),
    ("deur-hooi-ster", "Mooi gedaan. Vroeg weggaan vind ik nog altijd het moeilijkste."),
    ("berg-tafel-peer", "Herken ik. Ik spreek nu vooraf met mezelf een uur af."),
    (ADA, "Dank je. Neem je tijd: wie nog niets zei, hoeft niets."),
)
"""Log-in name of who says it, and what is said in the open talk of the first group."""
