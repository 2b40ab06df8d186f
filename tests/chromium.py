"""Where the tests find a Chromium; on Debian, as root, they install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.services import MissingPartError

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is the same browser without its windows, at half the work."""
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> str:
    """Return the path of a Chromium: CHROMIUM, the system's, Playwright's, or Debian's freshly installed."""
    found = _chromium_here()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _install_chromium()
        found = _chromium_here()
    if not found:
        raise MissingPartError("The tests need Chromium: install it, or give its path in CHROMIUM.")
    return found


def _chromium_here() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    candidates = [*(shutil.which(name) for name in BROWSERS), *MAC_BROWSERS, *_playwright_browsers()]
    return next((path for path in candidates if path and Path(path).exists()), None)


def _playwright_browsers() -> list[str]:
    cache = "Library/Caches" if sys.platform == "darwin" else ".cache"
    places = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / cache / "ms-playwright")
    return [
        str(path) for path in sorted(places.glob("chromium-*/chrome-*/*")) if path.name in ("chrome", "Chromium.app")
    ]


def _install_chromium() -> None:
    print("Installing Debian's Chromium for the tests ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in ("update -q", "install -qq -y --no-install-recommends chromium-headless-shell fonts-dejavu-core"):
        subprocess.run(["apt-get", *words.split()], env=environment, stdout=subprocess.DEVNULL, check=False)
