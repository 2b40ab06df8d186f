"""Compiles the translations: .po files are kept, .mo files are made on each machine."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.reloader import translation_file_changed


def compile_all(root: Path) -> int:
    """Compile each `locale/*/LC_MESSAGES/*.po` under `root` that is newer than its .mo; return how many were."""
    stale = [source for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return len(stale)


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parent.parent.name)
    # Another process may be reading the old file: the new one takes its place in one step.
    handle, name = tempfile.mkstemp(dir=source.parent, suffix=".mo.new")
    with os.fdopen(handle, "wb") as target:
        write_mo(target, catalogue)
    Path(name).chmod(0o644)
    target_path = Path(name).replace(source.with_suffix(".mo"))
    # Django's models have asked for a word already, so the catalogue of before may be in memory.
    translation_file_changed(None, target_path)
