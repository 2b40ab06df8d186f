"""Ages, where a group asks for them: a band, never more."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

ASKS_AGE: Final = _("Does the group ask for an age?")
ASK_ONLY_IF: Final = _("Ask only if the group is for a certain age. The facilitators read it with each request.")


class AsksAge(models.TextChoices):
    """Whether a group asks how old somebody is."""

    NOT = "", _("no")
    ADULT = "adult", _("only whether somebody is 18 or older")
    BAND = "band", _("in which band of ages")


class AgeBand(models.TextChoices):
    """As much as a group may know of somebody's age."""

    UNDER_18 = "0-17", _("younger than 18")
    ADULT = "18+", _("18 or older")
    TO_25 = "18-25", _("18 to 25")
    TO_40 = "26-40", _("26 to 40")
    TO_60 = "41-60", _("41 to 60")
    OLDER = "61+", _("older than 60")


AGE_BANDS: Final = {
    AsksAge.NOT: [],
    AsksAge.ADULT: [AgeBand.ADULT, AgeBand.UNDER_18],
    AsksAge.BAND: [AgeBand.UNDER_18, AgeBand.TO_25, AgeBand.TO_40, AgeBand.TO_60, AgeBand.OLDER],
}
"""What somebody chooses from where the group asks so."""
