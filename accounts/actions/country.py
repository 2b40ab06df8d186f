"""In which country somebody is, as far as help lines go."""

from datetime import datetime

from django.db import transaction

from accounts.models import Account, Country
from audit.actions import record


@transaction.atomic
def choose_country(*, account: Account, country: Country, now: datetime) -> None:
    """Shows the help lines of this country first from now on."""
    changed = Account.objects.filter(pk=account.pk).exclude(country=country).update(country=country)
    if changed:
        record(
            actor=account.audit_id, verb="choose_country", object_kind="account", object_id=account.audit_id, now=now
        )
