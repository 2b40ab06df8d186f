"""All that is kept of one account, as data; each app tells its part."""

from datetime import datetime
from typing import Any

from accounts.models import Account
from accounts.own import own_account
from groups.own import own_memberships, own_news, own_posts
from moderation.own import own_in_moderation
from rooms.own import own_in_talks


def own_data(account: Account, now: datetime) -> dict[str, Any]:
    """For both files; values are texts, numbers, dates, lists and further parts, by names that do not change."""
    return {
        "made_at": now,
        "account": {**own_account(account, now), "leak_words": account.leak_words.count()},
        "groups": [
            {**told, **own_in_talks(place), **own_in_moderation(place)} for place, told in own_memberships(account)
        ],
        "posts": own_posts(account),
        "news": own_news(account),
    }
