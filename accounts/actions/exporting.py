"""Links to one's own data: no more than the right to have it made, once a file, for a day."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Account, ExportFile
from accounts.queries import export_files
from accounts.vault import token_digest
from audit.actions import record

WORKS_FOR = timedelta(hours=24)


class ExportGone(Exception):
    """This link was used for that, ran out, or is somebody else's."""


@transaction.atomic
def make_export_link(*, account: Account, now: datetime) -> str:
    """The token of a new link, in place of any other; its hash alone is kept."""
    token = secrets.token_urlsafe(32)
    ExportFile.objects.filter(account=account).delete()
    ExportFile.objects.bulk_create(
        ExportFile(account=account, token_hash=token_digest(token), kind=kind, expires_at=now + WORKS_FOR)
        for kind in ExportFile.Kind
    )
    record(actor=account.audit_id, verb="ask_export", object_kind="account", object_id=account.audit_id, now=now)
    return token


def use_export_link(*, account: Account, token: str, kind: ExportFile.Kind, now: datetime) -> None:
    """Takes one file off a link, inside the transaction of whoever makes it; of two at once one raises ExportGone."""
    deleted, _ = export_files(account, token, now).filter(kind=kind).delete()
    if not deleted:
        raise ExportGone
    record(actor=account.audit_id, verb="export", object_kind="account", object_id=account.audit_id, now=now)


def forget_export_links(now: datetime) -> int:
    """Deletes those that ran out and says how many files nobody fetched."""
    return ExportFile.objects.filter(expires_at__lte=now).delete()[0]
