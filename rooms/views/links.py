"""The links that a coordinator must pass on: shown until they are, and kept nowhere but in the sealed session."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from groups.models import Group
from groups.queries import open_appointment

KEPT = "links_to_give"
"""In the session: the tokens by the group's public id."""


def keep_links(request: HttpRequest, group: Group, tokens: list[str]) -> None:
    """Adds links that were just made."""
    kept: dict[str, list[str]] = request.session.get(KEPT, {})
    request.session[KEPT] = {**kept, group.public_id: [*kept.get(group.public_id, []), *tokens]}


def kept_links(request: HttpRequest, group: Group) -> list[str]:
    """The addresses that still wait to be passed on, and still work."""
    origin = settings.SITE_ORIGINS[0] if settings.SITE_ORIGINS else f"{request.scheme}://{request.get_host()}"
    tokens, now = request.session.get(KEPT, {}).get(group.public_id, []), timezone.now()
    return [origin + reverse("groups:appointment", args=[token]) for token in tokens if open_appointment(token, now)]


def forget_links(request: HttpRequest, group: Group) -> None:
    """They were passed on, or do not work any more."""
    kept: dict[str, list[str]] = request.session.get(KEPT, {})
    if kept.pop(group.public_id, None):
        request.session[KEPT] = kept
