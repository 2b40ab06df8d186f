"""One sentence for each finding: how to say it otherwise, in the reader's language."""

from functools import cache
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

HINTS: Final = {
    "phone": _("This looks like a phone number. Leave it out: here nobody needs to know how to reach you."),
    "email": _("This looks like an e-mail address. Leave it out: here nobody needs to know how to reach you."),
    "iban": _("This looks like an account number. Leave it out; money is not handled here."),
    "national_number": _("This looks like a national register number. Leave it out: it tells exactly who somebody is."),
    "bsn": _("This looks like a citizen service number. Leave it out: it tells exactly who somebody is."),
    "address": _("This looks like an address. Say “in my street” or “in my neighbourhood” instead."),
    "handle": _("This looks like a name on another service. Leave it out: the talk stays here."),
    "link": _("This looks like a link. Say in your own words what one can find there."),
    "postcode_place": _("A postcode tells where somebody lives. Perhaps the region is enough?"),
    "birth_date": _("A birth date tells who somebody is. Perhaps your age is enough?"),
    "work_school": _(
        "The name of a firm or a school tells who somebody is. Perhaps “at work” or “at school” is enough?"
    ),
    "real_name": _("This looks like a real name. Say “my sister” or “a friend”, or use the name that you have here."),
    "leak_word": _(
        "This is one of the words that you never want to leak. Say it otherwise, or take the word off your list in "
        "My account."
    ),
    "repeat": _("You sent the same words a moment ago. Once is enough: everybody can read them."),
    "shield:numbers": _("In this group we leave out figures about weight and food. Say how it feels instead."),
    "shield:doses": _(
        "In this group we leave out names and amounts of drink, drugs and pills. Say what it does to you."
    ),
    "shield:methods": _(
        "In this group we leave out how somebody hurts themselves. Say how you feel, and that it is heavy."
    ),
    "shield:money": _("In this group we leave out amounts. Say “a lot” or “more than I have” instead."),
    "shield:professionals": _(
        "In this group we leave out names of professionals. Say “my doctor” or “my therapist” instead."
    ),
}

SHIELD_WORDS: Final = {
    "numbers": (
        _("Figures about weight and food"),
        _("Kilos, calories, BMI, sizes. Hunger, fear and the scales may be spoken of."),
    ),
    "doses": (
        _("Names and amounts of drink, drugs and pills"),
        _("Which pill, how many glasses. Drinking, using and stopping may be spoken of."),
    ),
    "methods": (
        _("How somebody hurts themselves"),
        _("Means and places. The feeling, the wish and the loss may be spoken of."),
    ),
    "money": (_("Amounts of money"), _("How much somebody owes, earned or lost. Debts and worries may be spoken of.")),
    "professionals": (_("Names of professionals"), _("Which doctor or therapist. That there is one may be spoken of.")),
}
"""What each shield is called, and what it stops and lets through."""


@cache
def hint(kind: str, language: str) -> str:
    """How to say otherwise what was found."""
    with override(language):
        return str(HINTS[kind])
