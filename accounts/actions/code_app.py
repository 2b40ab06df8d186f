"""An app that shows codes (TOTP): set up, used, removed."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import totp
from accounts.factors import counting_from
from accounts.models import Account, CodeApp
from audit.actions import record


class WrongCode(Exception):
    """This is no code of the app, or one that was used already."""


class AppKnown(Exception):
    """The account has an app already."""


@transaction.atomic
def set_up_app(*, account: Account, secret: str, code: str, shown: bool, now: datetime) -> CodeApp:
    """Keeps the secret of an app that shows the right code for it; raises WrongCode, AppKnown.

    `shown`: whether another factor was shown in the session at hand.
    """
    step = totp.step_of(secret, code, now)
    if step is None:
        raise WrongCode
    counts_at = counting_from(account, shown=shown, now=now)
    app = CodeApp(account=account, last_step=step, added_at=now, counts_at=counts_at)
    app.secret = secret
    try:
        with transaction.atomic():
            app.save(force_insert=True)
    except IntegrityError:
        raise AppKnown from None
    record(actor=account.audit_id, verb="set_up_code_app", object_kind="account", object_id=account.audit_id, now=now)
    return app


def use_app(*, account: Account, code: str, now: datetime) -> CodeApp:
    """The app whose code this is, which is used up by it; of two at once one wins. Raises WrongCode."""
    app = CodeApp.objects.filter(account=account).first()
    step = totp.step_of(app.secret, code, now) if app else None
    if app is None or step is None:
        raise WrongCode
    if not CodeApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step):
        raise WrongCode
    return app
