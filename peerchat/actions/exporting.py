"""One's own data, made at the moment of fetching and kept nowhere."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actions.exporting import use_export_link
from accounts.models import Account, ExportFile
from peerchat.own import own_data


@transaction.atomic
def fetch_own_data(*, account: Account, token: str, kind: ExportFile.Kind, now: datetime) -> dict[str, Any]:
    """Uses one file of a link for what is kept at this moment; when it cannot be made, the link stays good.

    Raises ExportGone.
    """
    found = own_data(account, now)
    use_export_link(account=account, token=token, kind=kind, now=now)
    return found
