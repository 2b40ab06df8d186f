"""The environment, read once and strictly: a bad value stops the start with a plain sentence."""

import base64
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

KEY_BYTES = 32
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or of the file that NAME_FILE names; without a default it must be there."""
    value = os.environ.get(name) or _from_file(name)
    if value is None:
        if default is None:
            raise ImproperlyConfigured(
                f"{name} is not set. Set it, or set {name}_FILE to the path of a file that holds it."
            )
        return default
    return value


def integer(name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number between `least` and `most`."""
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must be between {least} and {most}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Yes or no: 1, true, yes, on / 0, false, no, off."""
    raw = text(name, "1" if default else "0").lower()
    if raw not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0.")
    return raw in TRUE


def words(name: str, default: str | None = None) -> list[str]:
    """A list, parted by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def origins(name: str, default: str | None = None) -> list[str]:
    """Site origins such as https://praat.example, in lower case, without a path."""
    found = [item.lower() for item in words(name, default)]
    for item in found:
        parts = _parts(item)
        plain = parts is not None and parts.hostname and "@" not in item and item == f"{parts.scheme}://{parts.netloc}"
        if not plain or not item.startswith(("http://", "https://")):
            raise ImproperlyConfigured(f"{name} must hold origins such as https://praat.example, without a path.")
    return found


def file(name: str, default: Path | None = None) -> Path | None:
    """The path of a file, from the root on; None when there is to be none."""
    raw = text(name, str(default or ""))
    if raw and (not Path(raw).is_absolute() or raw.endswith("/")):
        raise ImproperlyConfigured(f"{name} must be the path of a file, beginning with a slash.")
    return Path(raw) if raw else None


def redis(name: str) -> str:
    """The address of a Redis; empty when there is none."""
    url = text(name, "")
    parts = _parts(url)
    if url and (parts is None or parts.scheme not in {"redis", "rediss"} or not parts.hostname):
        raise ImproperlyConfigured(f"{name} must look like redis://host:6379/0.")
    return url


def web_address(name: str, default: str) -> str:
    """The whole address of a page of another site, by https."""
    value = text(name, default)
    parts = _parts(value)
    plain = value.isascii() and value.isprintable() and not set(value) & set(" \"'<>;,\\")
    if not plain or parts is None or parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise ImproperlyConfigured(f"{name} must be an address such as https://www.wikipedia.org/.")
    return value


class MailServer(NamedTuple):
    """Where letters are handed over; without a host none are written."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def mail_server(name: str) -> MailServer:
    """The address of a mail server: smtp (which begins TLS), smtps (which is TLS), smtp+plain; empty: none."""
    url = text(name, "")
    parts = _parts(url)
    if not url:
        return MailServer()
    if parts is None or parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587.")
    return MailServer(
        parts.hostname,
        parts.port or MAIL_PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp",
        is_tls=parts.scheme == "smtps",
    )


def mail_address(name: str) -> str:
    """From whom letters are."""
    value = text(name)
    try:
        validate_email(value)
    except ValidationError:
        raise ImproperlyConfigured(f"{name} must be an e-mail address such as post@praat.example.") from None
    return value


def keys(name: str, default: str | None = None) -> list[bytes]:
    """Secret keys of 32 bytes in base64, parted by commas; the first is the one in use."""
    found = [_key(name, item) for item in words(name, default)]
    if not found:
        raise ImproperlyConfigured(f"{name} must hold at least one key.")
    return found


def key(name: str, default: str | None = None) -> bytes:
    """One secret key of 32 bytes in base64."""
    found = keys(name, default)
    if len(found) > 1:
        raise ImproperlyConfigured(f"{name} must hold one key: with another one, what it made is not known again.")
    return found[0]


def database(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Django's settings for one database; an empty URL is SQLite in `sqlite_path`."""
    if not url:
        return _sqlite(sqlite_path)
    parts = _parts(url)
    if parts and parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(Path(unquote(parts.path)))
    if not parts or parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return _postgresql(parts.username, parts.password, parts.hostname, parts.port, parts.path.strip("/"), parts.query)


def _from_file(name: str) -> str | None:
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"The file that {name}_FILE names cannot be read.") from None


def _parts(url: str) -> SplitResult | None:
    """An address taken apart; None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read, because it is looked at only then
    except ValueError:
        return None
    return parts


def _key(name: str, item: str) -> bytes:
    try:
        found = base64.b64decode(item, validate=True)
    except ValueError:  # also for what is not ASCII
        raise ImproperlyConfigured(f"{name} must be written in base64.") from None
    if len(found) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be {KEY_BYTES} bytes (44 characters of base64) long.")
    return found


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 2, "init_command": pragmas},
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def _postgresql(
    user: str | None, password: str | None, host: str | None, port: int | None, name: str, query: str
) -> dict[str, Any]:
    socket = dict(item.partition("=")[::2] for item in query.split("&") if item).get("host")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        "HOST": unquote(socket or host or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c lock_timeout=1000",
            "connect_timeout": 2,
            # A database host that is gone without a word is noticed in seconds, not in the kernel's two hours.
            "tcp_user_timeout": 5_000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 2,
            # By itself the pool waits twice as long after each failure: after a long outage, for minutes.
            "pool": {"min_size": 1, "max_size": 12, "timeout": 2, "reconnect_timeout": 1},
        },
    }


def unpooled(database: Mapping[str, Any]) -> dict[str, Any]:
    """The same database for one short command: no pool, and locks may be waited for."""
    options = {key: value for key, value in database["OPTIONS"].items() if key not in {"pool", "options"}}
    return {**database, "OPTIONS": options}
