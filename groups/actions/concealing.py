"""Not wanting to read somebody: nobody's business, so nobody is told, and the audit has no word of it either."""

from django.db import transaction

from groups.models import Concealment, Membership


@transaction.atomic
def conceal(*, by: Membership, whom: Membership) -> None:
    """Folds the lines of one member on the screen of another; asked twice, it is done once."""
    Concealment.objects.get_or_create(by=by, whom=whom)


@transaction.atomic
def reveal(*, by: Membership, whom: Membership) -> None:
    """Unfolds them again; fine too when nothing was folded."""
    Concealment.objects.filter(by=by, whom=whom).delete()
