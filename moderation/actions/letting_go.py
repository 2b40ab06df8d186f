"""What moderation lets go when the words of a member go: nothing that a case was frozen for."""

from groups.models import Membership
from moderation.models import FrozenExcerpt, HiddenOriginal
from rooms.models import HeldLine


def let_go_of_objections(membership: Membership) -> int:
    """Deletes what was frozen for the objections of a member who goes, and for no report; how many."""
    return FrozenExcerpt.objects.filter(appeals__measure__membership=membership, report=None).delete()[0]


def let_go_of_lines(membership: Membership) -> int:
    """Deletes the hidden and the held texts of a member, whose rooms are locked; how many."""
    hidden, _ = HiddenOriginal.objects.filter(event__author=membership).delete()
    held, _ = HeldLine.objects.filter(author=membership).delete()
    return hidden + held
