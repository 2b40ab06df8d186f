"""Errors and farewells: their codes on the wire and their words in the reader's language."""

from enum import IntEnum, StrEnum
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class ErrorCode(StrEnum):
    MALFORMED = "malformed"
    UNKNOWN_TYPE = "unknown-type"
    TOO_LONG = "too-long"
    EMPTY = "empty"
    NO_SUCH_EVENT = "no-such-event"
    NOT_YOURS = "not-yours"
    NOT_YOUR_TURN = "not-your-turn"
    LISTENING_ONLY = "listening-only"
    CLOSED = "closed"
    PAUSED = "paused"
    WAITING = "waiting"
    MUTED = "muted"
    SLOW_MODE = "slow-mode"
    RATE_LIMITED = "rate-limited"
    CHECK = "check"
    CONFLICT = "conflict"
    UNAVAILABLE = "unavailable"


class ByeCode(IntEnum):
    NOT_THE_PROTOCOL = 4400
    NOT_SIGNED_IN = 4401
    NO_LONGER_A_MEMBER = 4403
    NO_SUCH_ROOM = 4404
    SLOW_READER = 4408
    TOO_MANY_SOCKETS = 4409
    FLOOD = 4429
    RESTART = 1012
    TOO_LARGE = 1009


ERROR_WORDS = {
    ErrorCode.MALFORMED: _("Your app sent something that we do not understand. Nothing was added."),
    ErrorCode.UNKNOWN_TYPE: _("Your app asked for something that does not exist here. Nothing was added."),
    ErrorCode.TOO_LONG: _("Your message is too long. Make it shorter, or send it in two parts."),
    ErrorCode.EMPTY: _("There is nothing to read in your message yet."),
    ErrorCode.NO_SUCH_EVENT: _("That message is not here any more."),
    ErrorCode.NOT_YOURS: _(
        "You can change or take back only your own message, and change it only for a quarter of an hour."
    ),
    ErrorCode.NOT_YOUR_TURN: _("Somebody else has the word now."),
    ErrorCode.LISTENING_ONLY: _("You are here to listen. You can read everything, but not write."),
    ErrorCode.CLOSED: _("The talk is closed. Your message was not sent."),
    ErrorCode.PAUSED: _("The talk is paused. Your message was not sent."),
    ErrorCode.WAITING: _("The talk has not started yet. Your message was not sent."),
    ErrorCode.MUTED: _("You can read along, but not write for a while."),
    ErrorCode.SLOW_MODE: _("The talk goes slowly now. Wait a moment and send your message again."),
    ErrorCode.RATE_LIMITED: _("You are writing very fast. Wait a moment and send your message again."),
    ErrorCode.CHECK: _("Look at your message once more before you send it."),
    ErrorCode.CONFLICT: _("This message was sent before with other words."),
    ErrorCode.UNAVAILABLE: _("We cannot save your message right now. It will be tried again."),
}

BYE_WORDS = {
    ByeCode.NOT_THE_PROTOCOL: ("protocol", _("Your app speaks to us in a way that we do not understand.")),
    ByeCode.NOT_SIGNED_IN: ("signed-out", _("You are not signed in. Sign in and come back.")),
    ByeCode.NO_LONGER_A_MEMBER: ("not-a-member", _("You are no longer in this group.")),
    ByeCode.NO_SUCH_ROOM: ("no-such-room", _("This room does not exist, or it is not yours to see.")),
    ByeCode.SLOW_READER: ("slow", _("Your connection is too slow at the moment.")),
    ByeCode.TOO_MANY_SOCKETS: ("too-many", _("You opened this room in too many windows. Go on in the newest one.")),
    ByeCode.FLOOD: ("flood", _("Your app sends too much at once. Wait half a minute.")),
    ByeCode.RESTART: ("restart", _("We are restarting. You will be back in a moment.")),
    ByeCode.TOO_LARGE: ("too-large", _("Your app sent something far too large.")),
}

RETRY_AFTER_FLOOD = 30
"""Seconds."""
COMES_BACK = frozenset({ByeCode.SLOW_READER, ByeCode.FLOOD, ByeCode.RESTART})


@cache
def error_detail(code: ErrorCode, language: str) -> str:
    """The plain words of an error in `language`."""
    with override(language):
        return str(ERROR_WORDS[code])


@cache
def bye_fields(code: ByeCode, language: str) -> dict[str, object]:
    """The fields of a `bye` frame: code, reason, detail, retry, retry_after?."""
    reason, words = BYE_WORDS[code]
    with override(language):
        fields: dict[str, object] = {"code": int(code), "reason": reason, "detail": str(words)}
    fields["retry"] = code in COMES_BACK
    if code is ByeCode.FLOOD:
        fields["retry_after"] = RETRY_AFTER_FLOOD
    return fields
