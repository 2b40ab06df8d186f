"""What bin/pictures runs: the walk of tests/browser/pages on a fresh site for each language, with a camera."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from tests.browser.album import DOCS, EVERY, IN_DOCS

ROOT = Path(__file__).resolve().parent.parent
WALK = [
    "tests/browser/pages",
    "--ignore=tests/browser/pages/test_inspector.py",
    *("-q", "-p", "no:cacheprovider", "--timeout=900"),
]
IN_THE_DOCS = ("nl", "en")


def main(words: list[str]) -> int:
    """Takes them, says where they are, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="bin/pictures", description=__doc__)
    parser.add_argument("--docs", action="store_true", help="only those of the README and the tours, in docs/pictures")
    options, chosen = parser.parse_known_args(words)
    began = time.time()
    every = [code for code, _ in settings.LANGUAGES]
    for language in IN_THE_DOCS if options.docs else every:
        code = _walk("docs" if options.docs else "all", language, chosen)
        if code != 0:
            return code
    missing = _missing(began) if options.docs and not chosen else []
    print(
        *[f"Not taken: {path}" for path in missing], f"The pictures are in {DOCS if options.docs else EVERY}.", sep="\n"
    )
    return len(missing)


def _walk(wanted: str, language: str, chosen: list[str]) -> int:
    environment = {
        "PEERCHAT_PICTURES": wanted,
        "PEERCHAT_PICTURES_LANGUAGES": language,
    }
    command = [sys.executable, "-m", "pytest", *WALK, *chosen]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def _missing(began: float) -> list[Path]:
    """Pictures that the docs show and that the walk did not come by since that moment."""
    wanted = (DOCS / language / f"{name}.webp" for language in IN_THE_DOCS for name in IN_DOCS)
    return [path for path in wanted if not path.exists() or path.stat().st_mtime < began]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchat.settings.test")
    sys.exit(main(sys.argv[1:]))
