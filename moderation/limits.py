"""How often something may come from one address: counted in memory, under a keyed hash, for an hour."""

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR: Final = 3600
"""Seconds."""


def too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Counts this time; whether it is more than `most` within an hour."""
    key = f"{what}:{get_adapter(request).get_client_ip(request)}"
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, HOUR)
    return count > most
