"""The crisis card as one file, for the proxy to show when no process of the site answers."""

import os
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.models import Country
from moderation.helplines import DIRECTORY, EMERGENCY


def card_page() -> str:
    """The whole page, in every language of the site: all lines with their hours, since a file knows no time."""
    parts = []
    for code, name in settings.LANGUAGES:
        with override(code):
            context = {"code": code, "name": name, "countries": _countries(), "compiled_on": DIRECTORY.compiled_on}
            parts.append((code, name, render_to_string("moderation/static/part.html", context)))
    return render_to_string("moderation/static/card.html", {"parts": parts, "emergency": EMERGENCY})


def write_card(path: Path) -> bool:
    """Writes it where it is not there yet as it ought to be; nobody ever finds half a file. Whether it was written."""
    page = card_page()
    if path.is_file() and path.read_text(encoding="utf-8") == page:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    made.write_text(page, encoding="utf-8")
    made.chmod(0o644)
    made.replace(path)
    return True


def _countries() -> list[tuple[str, list[object]]]:
    return [(str(name), [line for line in DIRECTORY.lines if code in line.countries]) for code, name in Country.choices]
