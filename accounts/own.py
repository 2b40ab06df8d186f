"""What is kept of an account itself, for the person whose it is."""

from datetime import datetime
from typing import Any

from accounts.comfort import comfort_of
from accounts.models import Account, CodeApp, MailAddress, Passkey, Session
from accounts.queries import codes_left, devices_of, mail_address_of, passkeys_of


def own_account(account: Account, now: datetime) -> dict[str, Any]:
    """Choices, devices and dates; never what only serves to log in."""
    app = CodeApp.objects.filter(account=account).first()
    mail = mail_address_of(account)
    return {
        "made_on": account.created_on,
        "last_log_in_in": account.seen_in,
        "language": account.language,
        "country": account.country,
        "silent": account.silent,
        **comfort_of(account).stored(),
        "recovery_codes_left": codes_left(account),
        "passkeys": [_passkey(passkey) for passkey in passkeys_of(account)],
        "app_set_up_on": app.added_at.date() if app else None,
        "mail": _mail(mail) if mail else None,
        "devices": [_device(session) for session in devices_of(account, now)],
    }


def _passkey(passkey: Passkey) -> dict[str, Any]:
    return {"own_word": passkey.label, "added_on": passkey.added_at.date()}


def _mail(mail: MailAddress) -> dict[str, Any]:
    return {"address": mail.address, "confirmed": mail.expires_at is None, "written_on": mail.written_on}


def _device(session: Session) -> dict[str, Any]:
    return {"own_word": session.device_word, "last_here_on": session.last_seen_at.date(), "ends_at": session.expires_at}
