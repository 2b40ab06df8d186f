"""A device with passkeys, in software: it does what the browser and the device of a member do together."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

HERE = "http://localhost"
KNOWN, PRESENT = AuthenticatorData.FLAG.UV, AuthenticatorData.FLAG.UP
NOBODY = b"\0" * 16


@dataclass
class Device:
    """One passkey; what it answers can be spoilt on purpose."""

    origin: str = HERE
    site: str = "localhost"
    flags: AuthenticatorData.FLAG = PRESENT | KNOWN
    counts: bool = True
    count: int = 0
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create` gives, as the page sends it."""
        self.handle = _bytes(options["user"]["id"])
        public: Any = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2's
        own = AttestedCredentialData.create(NOBODY, self.id, public)
        data = AuthenticatorData.create(self._site(), self.flags | AuthenticatorData.FLAG.AT, self._count(), own)
        attested = AttestationObject.create("none", data, {})
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]), attestationObject=attested
        )

    def show(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get` gives."""
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = AuthenticatorData.create(self._site(), self.flags, self._count())
        signed = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client_data, authenticatorData=data, signature=signed, userHandle=self.handle
        )

    def _client_data(self, kind: str, challenge: str) -> bytes:
        fields = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(fields).encode()

    def _site(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _count(self) -> int:
        self.count += self.counts
        return self.count

    def _answer(self, **response: bytes) -> str:
        parts = {name: text(value) for name, value in response.items()}
        own = text(self.id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": parts})


def asked_to_make(client: Client, label: str = "") -> dict[str, Any]:
    """What the server asks of a browser for a new passkey, whoever made an account from here just before."""
    cache.clear()
    return _asked(client, "accounts:ask_to_make", label=label)


def asked_to_show(client: Client) -> dict[str, Any]:
    """What the server asks of a browser to show one."""
    return _asked(client, "accounts:ask_to_show")


def text(part: bytes) -> str:
    """Base64url, as JSON carries it."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _asked(client: Client, name: str, **fields: str) -> dict[str, Any]:
    answer = client.post(reverse(name), fields)
    assert answer.status_code == 200, answer.status_code
    found: dict[str, Any] = answer.json()
    return found


def _bytes(base64url: str) -> bytes:
    return base64.urlsafe_b64decode(base64url + "=" * (-len(base64url) % 4))
