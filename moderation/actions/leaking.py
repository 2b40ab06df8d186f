"""The words that a member never wants to leak: kept, and taken off again. No audit tells of it: it is their own."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Account
from moderation.leaking import MOST_WORDS, hash_of
from moderation.models import LeakWord


@dataclass
class TooMany(Exception):
    """More than MOST_WORDS; `left` still fit."""

    left: int


def keep_leak_words(*, account: Account, words: Collection[str]) -> int:
    """Keeps the hashes of these words, of which some may be there already; how many are new. Raises TooMany."""
    hashes = {hash_of(account.pk, word) for word in words}
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        known = {bytes(kept) for kept in LeakWord.objects.filter(account=account).values_list("word_hash", flat=True)}
        if len(known | hashes) > MOST_WORDS:
            raise TooMany(max(0, MOST_WORDS - len(known)))
        LeakWord.objects.bulk_create(LeakWord(account=account, word_hash=kept) for kept in sorted(hashes - known))
    return len(hashes - known)


def take_off(*, account: Account, word: str) -> bool:
    """Takes one word off the list; whether it was there."""
    gone, _ = LeakWord.objects.filter(account=account, word_hash=hash_of(account.pk, word)).delete()
    return bool(gone)


def take_all_off(*, account: Account) -> int:
    """Takes all of them off; how many there were."""
    return LeakWord.objects.filter(account=account).delete()[0]
