"""What a new group starts with: thirteen rules, the consent that it asks (GDPR art. 9, 2, a), an evening.

And how long a talk is kept, as everybody is told.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from groups.models import Group

RULES: Final = (
    _("What is said here stays here. No screenshots, no copies."),
    _(
        "Use your group name. Share nothing that could identify you or anyone else: "
        "no names, streets, schools, employers, numbers or profiles."
    ),
    _("Speak for yourself: “I”, not “you should”."),
    _("Give advice only when asked. Listening is helping too."),
    _("Let each other finish. In a round one person writes; the others listen."),
    _("You may always pass, be quiet, or only listen."),
    _("Write about how it feels, not exactly how it happened: no methods, no amounts, and in some groups no numbers."),
    _("Disagree kindly. No judging of faith, origin, body, orientation or choices."),
    _("No advertising, money, links or arrangements outside the group."),
    _("Had a drink or used something? You may stay and read along; another time is better for talking."),
    _(
        "Not coping? Tell the facilitator, or call a helpline. "
        "We are not a crisis service, and we will not just let you drop."
    ),
    _(
        "Something not right? Tell the facilitator and leave it to them. "
        "They always explain why they step in, and you can contest it."
    ),
    _("You may leave at any time. A short “I'm off” is kind, not required."),
)

CONSENT: Final = _(
    "In this group I may say things about my health, my beliefs or my private life. "
    "I agree that PeerChat keeps what I say for as long as this group's page tells, encrypted, "
    "to show it to the members of this group, and for nothing else. "
    "I can take this back at any time by leaving the group."
)

EVENING: Final = _(
    "Ten minutes before we begin, the waiting room opens.\n"
    "The facilitator opens the talk and welcomes everybody. Whoever wants to says in a line how the day was.\n"
    "Then we talk: about what was brought along, or what comes up. Nobody has to say anything.\n"
    "After about 75 minutes we close together. Whoever wants to says what they take along."
)

KEPT: Final = {
    Group.KeptFor.NOT: _("What is said is gone as soon as the talk closes, unless it was reported."),
    Group.KeptFor.DAY: _("What is said is gone one day after the talk closes, unless it was reported."),
    Group.KeptFor.THREE_DAYS: _("What is said is gone three days after the talk closes, unless it was reported."),
}


def rules(language: str) -> str:
    """The rules in one language, one a line."""
    with override(language):
        return "\n".join(str(rule) for rule in RULES)


def consent(language: str) -> str:
    """The consent in one language."""
    with override(language):
        return str(CONSENT)


def evening(language: str) -> str:
    """How an evening goes when a group says nothing of its own, in one language."""
    with override(language):
        return str(EVENING)
