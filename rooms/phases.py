"""Kinds of rooms, events and phases: the enumerations of the live protocol."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomKind(models.TextChoices):
    TALK = "talk", _("talk")
    BACKSTAGE = "backstage", _("backstage")
    ASIDE = "aside", _("aside")
    LETTERS = "letters", _("letters")


class Phase(models.TextChoices):
    WAITING = "waiting", _("waiting room")
    CHECK_IN = "check-in", _("check-in")
    AGREEMENTS = "agreements", _("agreements")
    ROUND = "round", _("round")
    OPEN = "open", _("open talk")
    CHECK_OUT = "check-out", _("check-out")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


class EventKind(models.TextChoices):
    MESSAGE = "message"
    EDITED = "edited"
    RETRACTED = "retracted"
    HIDDEN = "hidden"
    PHASE = "phase"
    WORD = "word"
    HAND = "hand"
    NOTICE = "notice"
    ASIDE = "aside"
    JOINED = "joined"
    LEFT = "left"
    CLOSED = "closed"


CHANGES = frozenset({EventKind.EDITED, EventKind.RETRACTED, EventKind.HIDDEN})
"""What is done to an earlier message."""


class Gone(models.TextChoices):
    """Why a message has no text any more."""

    EDITED = "edited"
    RETRACTED = "retracted"
    HIDDEN = "hidden"


SPEAKING = frozenset({Phase.CHECK_IN, Phase.AGREEMENTS, Phase.ROUND, Phase.OPEN, Phase.CHECK_OUT})
"""Phases in which a member of a talk may speak."""
