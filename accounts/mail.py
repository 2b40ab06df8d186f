"""The one door to the mail server. What goes through it names nobody and nothing but whom it is for."""

import secrets
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

Server = BaseEmailBackend
ANSWERS_WITHIN = 5
"""Seconds that the server may take for each answer."""


class NotSent(Exception):
    """The server did not take it. Which address that was is not in here, nor what the server said of it."""


class Mailer(smtp.EmailBackend):
    """Django's, but for the name by which it greets the server: that of the site and not that of the machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "timeout": ANSWERS_WITHIN})

    @property
    def connection_class(self) -> Any:
        link = smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP
        return lambda host, port, **how: link(host, port, **(how | {"local_hostname": _domain()}))


@contextmanager
def mail_server() -> Iterator[Server]:
    """A connection for several letters; raises NotSent."""
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        raise NotSent(type(error).__name__) from None
    try:
        yield server
    finally:
        with suppress(OSError):
            server.close()


def send(server: Server, *, to: str, subject: str, body: str) -> None:
    """Hands one letter over; raises NotSent."""
    headers = {
        "Message-ID": f"<{secrets.token_hex(16)}@{_domain()}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no machine answers it
        "X-Auto-Response-Suppress": "All",
    }
    letter = EmailMessage(subject, body, settings.MAIL_FROM, [to], headers=headers, connection=server)
    try:
        letter.send()
    except (OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None


def _domain() -> str:
    return str(settings.MAIL_FROM.rpartition("@")[2])
