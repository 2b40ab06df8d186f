"""Limits live in the memory of a process (docs/decisions/0006-rate-limits-in-memory.md)."""

from django.core.cache import cache

from moderation import guarding, repeating
from moderation.views import looking
from rooms.live import core
from rooms.live.rates import PostRate


def no_limits_left_over() -> None:
    """Forgets how often anybody did or said anything, who came by, and what was read of a group."""
    cache.clear()
    core._Only.core = None
    looking._rate = PostRate(looking.LOOKS_A_MINUTE, looking.LOOKS_AT_ONCE)
    repeating._repeats = repeating.Repeats()
    guarding._circles.clear()
