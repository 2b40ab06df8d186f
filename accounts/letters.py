"""The two letters that are ever written, each in the language of who gets it: no group, no subject, no name."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.models import Account


class Letter(NamedTuple):
    subject: str
    body: str


def about_news(account: Account) -> Letter:
    """That there is something to read."""
    with override(account.language):
        return Letter(
            gettext("There is news for you"),
            gettext("There is news for you. Log in to read it.")
            + "\n\n"
            + gettext("You asked for this in My account. There you can also stop it.")
            + "\n",
        )


def to_confirm(account: Account, token: str) -> Letter:
    """A link, for whoever reads the mail of that address, and is signed in as who gave it."""
    with override(account.language):
        link = settings.SITE_ORIGINS[0] if settings.SITE_ORIGINS else ""
        link += reverse("accounts:confirm_mail_address", args=[token])
        return Letter(
            gettext("Is this your address?"),
            gettext("Somebody gave this address, to hear here when there is news. Was it you? Open this link:")
            + f"\n\n{link}\n\n"
            + gettext("It works for 24 hours. Was it somebody else? Do nothing: then you hear no more of it.")
            + "\n",
        )
