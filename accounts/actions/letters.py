"""When a letter goes to the address that a member gave: at most one a day, and after it none until they were here.

Each goes some minutes late, drawn by lot: who sees the mail of several people cannot tell who has news together.
"""

import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from accounts.letters import Letter, about_news, to_confirm
from accounts.mail import NotSent, Server, mail_server, send
from accounts.models import Account, MailAddress
from accounts.vault import token_digest

logger = logging.getLogger("peerchat.letters")

LATE_BY: Final = (timedelta(minutes=5), timedelta(minutes=30))
AT_ONCE: Final = 20
"""Letters of one round of housekeeping."""
MOST_TRIES: Final = 5
NOT_BEFORE: Final = time(8)
"""In the morning after a day that had a letter."""
AGAIN_AFTER: Final = timedelta(minutes=5)
"""After the first try; after each further one four times as long."""


@dataclass(frozen=True)
class Claim:
    """One letter that this process writes now."""

    to: MailAddress
    token: str
    """Of the link, in the letter by which an address is confirmed."""
    again_at: datetime

    def letter(self) -> Letter:
        return to_confirm(self.to.account, self.token) if self.token else about_news(self.to.account)

    def done(self, now: datetime) -> None:
        """The server took it. Who was here meanwhile waits for no visit."""
        rows = MailAddress.objects.filter(pk=self.to.pk)
        rows.filter(due_at=self.again_at).update(due_at=None, tries=0, awaits_visit=not self.token)
        if not self.token:
            rows.update(written_on=timezone.localdate(now))


def have_it_written(*, accounts: Collection[Account], now: datetime) -> None:
    """There is news for these: who wants it gets a letter, inside the transaction of what it tells about."""
    if not settings.MAIL_FROM:
        return
    free = MailAddress.objects.filter(account__in=accounts, expires_at=None, due_at=None, awaits_visit=False)
    for written_on, pk in free.order_by("pk").values_list("written_on", "pk"):
        free.filter(pk=pk).update(due_at=_moment(written_on, now), tries=0)


def note_visit(account_id: UUID) -> None:
    """What there was to tell was seen: nothing waits, and the next news may be told again."""
    confirmed = MailAddress.objects.filter(account=account_id, expires_at=None)
    confirmed.update(due_at=None, awaits_visit=False)


def write_due(now: datetime) -> int:
    """Writes what is due, each letter claimed by one process; how many were taken by the mail server."""
    due = MailAddress.objects.filter(due_at__lte=now, tries__lt=MOST_TRIES).order_by("due_at", "pk")
    waiting = list(due.select_related("account")[:AT_ONCE])
    if not waiting or not settings.MAIL_FROM:
        return 0
    try:
        with mail_server() as server:
            return sum(_write(each, server, now) for each in waiting)
    except NotSent as failure:
        logger.warning("no mail server: %s", str(failure))
        for each in waiting:
            _claim(each, now)
        return 0


def _moment(written_on: date | None, now: datetime) -> datetime:
    """When a letter about news of now goes: in some minutes, or in the morning after a day that had one."""
    today = timezone.localdate(now)
    morning = timezone.make_aware(datetime.combine(today + timedelta(days=1), NOT_BEFORE))
    least, most = LATE_BY
    late = least + timedelta(seconds=secrets.randbelow(int((most - least).total_seconds())))
    return (morning if written_on == today else now) + late


def _claim(each: MailAddress, now: datetime) -> Claim | None:
    """Takes this letter on, until it is tried again; None when it is another process's, or not wanted any more."""
    token = secrets.token_urlsafe(32) if each.expires_at else ""
    claim = Claim(each, token, now + AGAIN_AFTER * 4**each.tries)
    rows = MailAddress.objects.filter(pk=each.pk, due_at=each.due_at)
    digest = token_digest(token) if token else None
    return claim if rows.update(due_at=claim.again_at, tries=F("tries") + 1, token_hash=digest) else None


def _write(each: MailAddress, server: Server, now: datetime) -> bool:
    claim = _claim(each, now)
    if claim is None:
        return False
    letter = claim.letter()
    try:
        send(server, to=each.address, subject=letter.subject, body=letter.body)
    except NotSent as failure:
        logger.warning("a letter was not taken: %s", str(failure))
        return False
    claim.done(now)
    return True
