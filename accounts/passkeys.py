"""Passkeys: the two ceremonies of W3C Web Authentication (level 3), by the fido2 library.

What the server asks for is asked of one browser, once, and for five minutes. Only devices that know their person
(a finger, a face, a PIN) are taken: then a passkey is two factors in one.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.models import Passkey
from accounts.vault import keyed_hash

ASKED_FOR: Final = timedelta(minutes=5)
LABEL_CHARACTERS: Final = 40
RESPONSE_CHARACTERS: Final = 16_000
LONGEST_ID: Final = 1023
"""Bytes that a device may give as the id of a passkey (7.1, step 25)."""

Asked = dict[str, Any]
"""What a session keeps of a question, as JSON."""


class NotProved(Exception):
    """The response proves nothing: forged, changed, of another site, by nobody known, too late, or not asked for."""


@dataclass(frozen=True)
class Question:
    """What the browser is given to ask its person, and what the session keeps to know the answer by."""

    options: dict[str, Any]
    asked: Asked


@dataclass(frozen=True)
class Made:
    """A new passkey: its public half, and how often its device used it."""

    credential: AttestedCredentialData
    count: int


def ask_to_make(account_id: UUID, label: str, known: Iterable[Passkey], now: datetime) -> Question:
    """For a new passkey, which the device shows under the member's own word or a neutral one."""
    name = label or gettext("My account")
    user = PublicKeyCredentialUserEntity(name=name, id=handle(account_id), display_name=name)
    options, state = _server().register_begin(
        user,
        [stored(passkey) for passkey in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(dict(options.public_key), _asked("make", state, now) | {"account": str(account_id), "label": label})


def ask_to_show(now: datetime) -> Question:
    """For a passkey that the device finds by itself: no name is typed, and none is told."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return Question(dict(options.public_key), _asked("show", state, now))


def made(asked: Asked | None, response: str, now: datetime, *, by: UUID | None = None) -> Made:
    """The passkey that a browser made, `by` this account when it is there; raises NotProved."""
    state = _state("make", asked, now)
    if asked is None or (by and asked["account"] != str(by)):
        raise NotProved
    try:
        data = _server().register_complete(state, json.loads(response))
    except Exception:
        raise NotProved from None
    credential = data.credential_data
    if credential is None or len(credential.credential_id) > LONGEST_ID or not _is_supported(credential):
        raise NotProved
    return Made(credential, data.counter)


def shown(asked: Asked | None, response: str, passkey: Passkey, now: datetime) -> int:
    """The counter of a device that showed this passkey; raises NotProved."""
    state = _state("show", asked, now)
    try:
        answer = json.loads(response)
        _server().authenticate_complete(state, [stored(passkey)], answer)
        parsed = AuthenticationResponse.from_dict(answer)
    except Exception:
        raise NotProved from None
    if parsed.response.user_handle not in (None, handle(passkey.account_id)):
        raise NotProved
    return int(parsed.response.authenticator_data.counter)


def credential_id(response: str) -> bytes:
    """Which passkey a browser says that it shows; raises NotProved."""
    try:
        return bytes(AuthenticationResponse.from_dict(json.loads(response)).raw_id)
    except Exception:
        raise NotProved from None


def stored(passkey: Passkey) -> AttestedCredentialData:
    """The public half as it was kept."""
    return AttestedCredentialData(base64.b64decode(passkey.credential))


def handle(account_id: UUID) -> bytes:
    """What devices keep of an account: a hash that is found nowhere else."""
    return keyed_hash("passkey", account_id.hex)


def _server() -> Fido2Server:
    site = PublicKeyCredentialRpEntity(name=settings.PASSKEY_SITE, id=settings.PASSKEY_SITE)
    return Fido2Server(site, attestation=None, verify_origin=_is_ours if settings.SITE_ORIGINS else None)


def _is_ours(origin: str) -> bool:
    return origin in settings.SITE_ORIGINS


def _asked(what: str, state: Any, now: datetime) -> Asked:
    return {"what": what, "challenge": state["challenge"], "until": (now + ASKED_FOR).timestamp()}


def _state(what: str, asked: Asked | None, now: datetime) -> dict[str, Any]:
    if not asked or asked["what"] != what or now.timestamp() > asked["until"]:
        raise NotProved
    return {"challenge": asked["challenge"], "user_verification": UserVerificationRequirement.REQUIRED}


def _is_supported(credential: AttestedCredentialData) -> bool:
    return credential.public_key.get(3) in CoseKey.supported_algorithms()
