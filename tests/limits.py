"""Limits live in the memory of a process (docs/decisions/0006-rate-limits-in-memory.md)."""

from django.core.cache import cache

from rooms.live import core


def no_limits_left_over() -> None:
    """Forgets how often anybody did anything, and who came by."""
    cache.clear()
    core._Only.core = None
