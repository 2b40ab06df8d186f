"""Every page that exists, looked at: by axe, in two sizes and two themes, and for what a browser says and asks for.

All go over one site, with an inspector beside each. `bin/pictures` goes the same way with a camera, in every language.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from peerchat import demo_data as demo
from tests.browser.album import LANGUAGES, WANTED, Evening
from tests.browser.inspector import Inspector, Looked
from tests.browser.people import Facilitator, Person
from tests.stack import MANAGE, Stack, new_file

STILL = ("-m", "tests.still")


@pytest.fixture(scope="package")
def evening() -> Evening:
    return Evening()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, evening: Evening) -> Iterator[Stack]:
    """SQLite and one process, with the demo in it; for pictures on an evening that stands still."""
    folder = tmp_path_factory.mktemp("pages")
    entry = STILL if WANTED else MANAGE
    env = {"PEERCHAT_SECOND_FACTOR": "0"}  # as `bin/run` has it
    with Stack(folder, database_url=new_file(folder), entry=entry, env=env) as running:
        running.manage("demo")
        yield running


@pytest.fixture(params=LANGUAGES)
def comes(
    request: pytest.FixtureRequest, site: Stack, evening: Evening, chromium: Browser
) -> Iterator[Callable[..., Looked]]:
    """Lets somebody come, logged in or not, with an inspector at their page; in the end nothing may have been found."""
    came: list[tuple[Person, Inspector]] = []

    def come(login_name: str = "") -> Looked:
        # In the docs a member is somebody with a phone: the page tells of no keys.
        phone = WANTED == "docs" and login_name == demo.BEN
        person = Facilitator(chromium, site.base_urls[0], phone=phone, language=request.param)
        person.clock = evening.now
        inspector = Inspector(person.page, person.base_url, request.param)
        came.append((person, inspector))
        if login_name:
            person.login_name, person.passphrase = login_name, demo.PASSPHRASE
            person.log_in()
            # The pages follow the account from here on, whatever the browser prefers.
            person.page.click(f"form.language button[value='{request.param}']")
        return person, inspector

    yield come
    for person, _ in came:
        person.context.close()
    found = sorted({fault for _, inspector in came for fault in inspector.faults})
    assert not found, "\n".join(found)
