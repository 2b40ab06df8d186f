"""What time asks for: ends of talks, names, sessions and excerpts; deadlines. Each part may run in every process."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from accounts.actions.exporting import forget_export_links
from accounts.actions.letters import write_due
from accounts.actions.mail_address import forget_unconfirmed
from accounts.actions.sessions import end_expired_sessions
from audit.actions import tell_heads
from groups.actions.names import free_rested_names
from groups.actions.news import forget_old_news
from moderation.actions.care import care_due
from moderation.actions.forgetting import forget_due
from moderation.actions.handing_on import hand_on_unanswered
from moderation.actions.lifting import end_suspensions
from moderation.actions.static_card import write_card
from moderation.checking import remember
from peerchat.actions.erasing import erase_unused
from rooms.actions.deadlines import keep_time
from rooms.actions.erasing import erase_due

logger = logging.getLogger("peerchat.housekeeping")


def tell_the_audit(now: datetime) -> int:
    """Writes the ends of the audit's chains to their file, when there is to be one."""
    if not settings.AUDIT_HEADS:
        return 0
    try:
        return tell_heads(settings.AUDIT_HEADS, now)
    except OSError as error:
        # Nothing else waits for it: the next pass tries again.
        logger.error("the file of PEERCHAT_AUDIT_HEADS cannot be written: %s", type(error).__name__)  # noqa: TRY400 - its place is nobody's business
        return 0


def keep_the_card(now: datetime) -> int:
    """Renews the crisis card as a file, when there is to be one."""
    if not settings.CRISIS_CARD:
        return 0
    try:
        write_card(settings.CRISIS_CARD)
    except OSError as error:
        logger.error("the file of PEERCHAT_CRISIS_CARD cannot be written: %s", type(error).__name__)  # noqa: TRY400 - its place is nobody's business
    return 0


Parts = dict[str, Callable[[datetime], int]]

AT_HOME: Parts = {
    "talks": lambda now: len(erase_due(now)),
    "names": free_rested_names,
    "sessions": end_expired_sessions,
    "news": forget_old_news,
    "links to own data": forget_export_links,
    "unconfirmed addresses": forget_unconfirmed,
    "unused accounts": erase_unused,
    "kept by moderation": forget_due,
    "unanswered reports": hand_on_unanswered,
    "checks of help lines": remember,
    "suspensions": end_suspensions,
    "care": care_due,
    "meetings": keep_time,
    "heads of the audit": tell_the_audit,
    "crisis card": keep_the_card,
}


OUTSIDE: Parts = {"letters": write_due}
"""What waits for the server of somebody else, and so holds nothing else up."""
PARTS: Parts = {**AT_HOME, **OUTSIDE}


def run(now: datetime, parts: Parts = PARTS) -> dict[str, int]:
    """Does everything that is due at `now`; how many of each kind went."""
    return {name: part(now) for name, part in parts.items()}
