"""Keys for development: made once, kept beside the development database."""

import base64
import json
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def dev_keys(path: Path) -> dict[str, str]:
    """The keys in `path`; the first process to ask makes them."""
    if not path.exists():
        _make(path)
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in ("data", "index", "audit")}
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({**keys, "secret": secrets.token_urlsafe(50)}, file)
    with suppress(FileExistsError):  # another process was first: its keys stand
        os.link(draft, path)
    Path(draft).unlink()
