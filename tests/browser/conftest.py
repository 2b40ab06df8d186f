"""A real Chromium for the tests of this folder, started once and ended before the others go on."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.chromium import find_chromium

PATIENCE = 20_000  # ms: the machine may be busy with other tests
FLAGS = ["disable-gpu", "disable-background-networking", "disable-component-update", "disable-sync", "no-first-run"]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; everybody gets a context of their own in it."""
    flags = [f"--{flag}" for flag in (*FLAGS, "disable-quic")]
    # Chromium's sandbox refuses to run as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*flags, *sandbox])
        yield browser
        browser.close()
