"""What a membership is and may do, said in one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    LISTENER = "listener", _("listener")
    FACILITATOR = "facilitator", _("facilitator")


class State(models.TextChoices):
    REQUESTED = "requested", _("asked to join")
    ACTIVE = "active", _("member")
    SUSPENDED = "suspended", _("suspended")
    DECLINED = "declined", _("not admitted")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")
    BANNED = "banned", _("banned")


HOLDS_A_PLACE = (State.REQUESTED, State.ACTIVE, State.SUSPENDED, State.BANNED)
"""States in which an account can have no second membership of the same group."""
