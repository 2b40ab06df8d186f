"""Whose turn it is to make an account: one a minute from one address, and with patience when very many come."""

from enum import Enum, auto
from typing import Final

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from accounts.patience import BITS, is_flooded, is_good, is_patient, new_ticket, spend

TICKET: Final = "ticket"
"""In the form, and in the session between a question to a device and its answer: what was worked or waited for."""


class Turn(Enum):
    OURS = auto()
    SOMEBODY_WAS_HERE = auto()
    """From the same address, a moment ago."""
    NEEDS_PATIENCE = auto()


def turn(request: HttpRequest) -> Turn:
    """Whether this browser may make an account now. When very many come, that uses its ticket up."""
    asked = turn_to_ask(request)
    return Turn.NEEDS_PATIENCE if asked is Turn.OURS and not is_paid(request) else asked


def turn_to_ask(request: HttpRequest) -> Turn:
    """The same before a device is asked for a passkey; its ticket waits until the answer comes, and `is_paid`."""
    ticket, flooded = request.POST.get(TICKET, ""), is_flooded(timezone.now())
    if flooded and not is_patient(ticket, request.POST.get("proof", "")):
        return Turn.NEEDS_PATIENCE
    if not ratelimit.consume(request, action="signup"):
        return Turn.SOMEBODY_WAS_HERE
    request.session.pop(TICKET, None)
    if flooded:
        request.session[TICKET] = ticket
    return Turn.OURS


def is_paid(request: HttpRequest) -> bool:
    """Uses the waiting ticket up, if one was asked for: of two at once one comes through."""
    ticket = request.session.pop(TICKET, "")
    return not ticket or spend(ticket)


def riddle(request: HttpRequest) -> dict[str, object]:
    """What the page asks for when very many people come; who waits already goes on waiting."""
    if not is_flooded(timezone.now()):
        return {}
    ticket = request.POST.get(TICKET, "")
    return {"ticket": ticket if is_good(ticket) else new_ticket(), "bits": BITS}
