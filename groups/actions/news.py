"""Telling people something in their own place. Outside it nobody is told more than that there is something."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from accounts.actions.letters import have_it_written, note_visit
from accounts.models import Account
from groups.models import Group, News

KEPT_FOR = timedelta(days=60)


def tell(
    *,
    accounts: Iterable[Account],
    group: Group | None,
    code: str,
    about_at: datetime | None = None,
    words: str = "",
    now: datetime,
) -> None:
    """Adds one piece of news for each account, inside the transaction of what it tells about.

    `code` is one of groups.news, `about_at` the moment that it is about, `words` what a person wrote.
    """
    told = list(accounts)
    News.objects.bulk_create(_piece(account, group, code, about_at, words, now) for account in told)
    have_it_written(accounts=told, now=now)


def tell_once(*, accounts: Iterable[Account], group: Group, code: str, now: datetime) -> None:
    """As `tell`, but not to whom the same was told before and has not seen it yet."""
    found = list(accounts)
    waiting = News.objects.filter(account__in=found, group=group, code=code, seen_at__isnull=True)
    told = set(waiting.values_list("account_id", flat=True))
    tell(accounts=[account for account in found if account.pk not in told], group=group, code=code, now=now)


def mark_seen(*, news: Collection[News], now: datetime) -> None:
    """Remembers that these were shown."""
    shown = [piece.pk for piece in news]
    if shown:
        News.objects.filter(pk__in=shown, seen_at__isnull=True).update(seen_at=now)
    for account_id in {piece.account_id for piece in news}:
        note_visit(account_id)


def forget_old_news(now: datetime) -> int:
    """Deletes what was told long ago and says how much."""
    return News.objects.filter(told_at__lte=now - KEPT_FOR).delete()[0]


def _piece(
    account: Account, group: Group | None, code: str, about_at: datetime | None, words: str, now: datetime
) -> News:
    news = News(account=account, group=group, code=code, about_at=about_at, told_at=now)
    news.words = words
    return news
