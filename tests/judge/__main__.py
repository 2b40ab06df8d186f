"""bin/judge: the site with its production settings, before MDN's HTTP Observatory.

It ends well if every page gets A+, and one whose policy was taken away does not.
"""

import base64
import datetime
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.stack import ROOT, Stack

HERE = Path(__file__).resolve().parent
WORKSHOP = ROOT / "var" / "judge"
BEST = "A+"
CONTROL = "a page without its policy"
"""Shows that the Observatory looks: what it says of this one must be bad."""
PUBLIC = {"home": "/", "groups": "/groepen/", "log in": "/inloggen/", "sign up": "/aanmelden/", "help": "/hulp/"}
PRIVATE = {"my place": "/mijn-plek/", "account": "/mijn-account/", "room": "/kamer/{room}/"}


def main() -> int:
    """Prints a line for each page; the exit code is 1 when one of them is not the best."""
    if shutil.which("npm") is None:
        print("bin/judge needs Node 20 with npm.")
        return 2
    _install()
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder))
        site.manage("collectstatic", "--noinput", "-v0")
        with site:
            told = _judge(site, Path(folder))
    for verdict in told:
        print(f"{verdict['grade']:3} {verdict['score']:4}  {verdict['name']}  {' '.join(verdict['failed'])}")
    return 0 if told and all((verdict["grade"] == BEST) != (verdict["name"] == CONTROL) for verdict in told) else 1


def _install() -> None:
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, WORKSHOP)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=WORKSHOP, check=True)
    # The package fetches this list when it is installed; none of these sites is ours.
    kept = WORKSHOP / "node_modules" / "@mdn" / "mdn-http-observatory" / "conf" / "hsts-preload.json"
    kept.write_text("{}")


def _site(folder: Path) -> Stack:
    keys = {
        name: base64.b64encode(secrets.token_bytes(32)).decode()
        for name in ("PEERCHAT_DATA_KEYS", "PEERCHAT_INDEX_KEY", "PEERCHAT_AUDIT_KEY")
    }
    environment = {
        **keys,
        "PEERCHAT_SECRET_KEY": secrets.token_urlsafe(64),
        "PEERCHAT_HOSTS": "localhost,127.0.0.1",
        "PEERCHAT_ORIGINS": "https://localhost",
        "PEERCHAT_ALLOW_LOAD": "1",
    }
    return Stack(
        folder,
        database_url=f"sqlite://{folder}/peerchat.sqlite3",
        settings="peerchat.settings.prod",
        env=environment,
    )


def _judge(site: Stack, folder: Path) -> list[dict[str, Any]]:
    seat = site.seed(1, 2)[1]
    pages = [{"name": name, "path": path, "cookie": ""} for name, path in PUBLIC.items()]
    pages += [
        {"name": name, "path": path.format(room=seat["room"]), "cookie": seat["cookie"]}
        for name, path in PRIVATE.items()
    ]
    pages.append({"name": CONTROL, "path": "/", "cookie": "", "without": "content-security-policy"})
    key, certificate = _certificate()
    trusted = folder / "certificate.pem"
    trusted.write_text(certificate)
    asked = {"site": site.base_urls[0], "key": key, "certificate": certificate, "pages": pages}
    done = subprocess.run(
        ["node", str(HERE / "observatory.mjs")],
        cwd=WORKSHOP,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(trusted)},
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _certificate() -> tuple[str, str]:
    """A key and a certificate of its own for localhost, for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), built.public_bytes(serialization.Encoding.PEM).decode()


if __name__ == "__main__":
    sys.exit(main())
