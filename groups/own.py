"""What is kept of an account in its groups, for the person whose it is; other members are in none of it."""

from typing import Any

from accounts.models import Account
from groups.models import Agreement, Membership, News
from groups.news import sentence
from groups.queries import memberships_of
from groups.tasks import posts_held


def own_memberships(account: Account) -> list[tuple[Membership, dict[str, Any]]]:
    """Each place that the account has or had, with what is kept of it."""
    return [(place, _place(place)) for place in memberships_of(account)]


def own_posts(account: Account) -> list[dict[str, Any]]:
    """The organisations that the account coordinates."""
    return [{"organisation": post.organisation.name} for post in posts_held(account)]


def own_news(account: Account) -> list[dict[str, Any]]:
    """What the account was told in its own place."""
    return [_news(news) for news in account.news.select_related("group").order_by("told_at", "id")]


def _place(place: Membership) -> dict[str, Any]:
    agreements = place.agreements.select_related("wording").order_by("agreed_at", "id")
    return {
        "group": place.group.name,
        "organisation": place.group.organisation.name,
        "pseudonym": place.pseudonym,
        "colour": place.hue,
        "role": place.role,
        "state": place.state,
        "asked_at": place.asked_at,
        "decided_at": place.decided_at,
        "muted_until": place.muted_until,
        "lines_let_in": place.lines_let_in,
        "join_line": place.join_line,
        "age_band": place.age_band,
        "decision_words": place.decision_words,
        "agreements": [_agreement(agreement) for agreement in agreements],
        "invitations": [
            {"made_at": made.made_at, "expires_at": made.expires_at, "revoked_at": made.revoked_at}
            for made in place.invitations_made.order_by("made_at", "id")
        ],
        "concealed_people": place.concealments.count(),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "wording": agreement.wording.kind,
        "version": agreement.wording.version,
        "agreed_at": agreement.agreed_at,
        "withdrawn_at": agreement.withdrawn_at,
    }


def _news(news: News) -> dict[str, Any]:
    return {"told_at": news.told_at, "seen_at": news.seen_at, "what": sentence(news), "words": news.words}
