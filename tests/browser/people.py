"""People at their browsers: what they do, in their own words, by the handles of the pages."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Position, ViewportSize, WebSocket, expect

from accounts import totp

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
PATIENCE = 20_000  # ms
BEGINNING: Position = {"x": 8, "y": 8}
"""Of a line: its middle may be far below what of it can be seen."""
BY_HAND = """([path, frames]) => new Promise((resolve) => {
  const address = new URL(path, window.location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address, ["peerchat.v1"]);
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type === "welcome" && frames.length === 0) resolve(frame);
    if (frame.type === "welcome") for (const each of frames) socket.send(JSON.stringify(each));
    if (["bye", "ack", "error"].includes(frame.type)) resolve(frame);
  };
  setTimeout(() => resolve({ type: "silence" }), 15000);
})"""


class Person:
    """Somebody with a browser of their own, who comes to the site at `base_url`."""

    def __init__(
        self, browser: Browser, base_url: str, *, phone: bool = False, language: str = "nl-BE", **more: Any
    ) -> None:
        size = PHONE if phone else DESK
        self.context = browser.new_context(
            base_url=base_url, viewport=size, has_touch=phone, is_mobile=phone, locale=language, **more
        )
        self.context.set_default_timeout(PATIENCE)
        self.base_url = base_url
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        """That of the site."""
        self.page: Page = self.context.new_page()
        self.sockets: list[str] = []
        self.heard: list[str] = []
        self.page.on("websocket", self._listen)
        # Leaving with an unsent line asks first.
        self.page.on("dialog", lambda question: question.accept())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.close()

    def _listen(self, socket: WebSocket) -> None:
        self.sockets.append(socket.url)
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))

    @property
    def ports(self) -> set[int | None]:
        """The ports, and so the processes, that this browser's sockets went to."""
        return {urlsplit(address).port for address in self.sockets}

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def go(self, path: str) -> None:
        self.page.goto(path)

    def waits_for(self, expression: str) -> None:
        """Asks again and again; Playwright's own way asks by `eval`, which the pages forbid."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < deadline, expression
            self.page.wait_for_timeout(100)

    def send(self, form: str = "main form") -> None:
        """Presses the button of a form and waits for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(f"{form} button[type=submit]").first.click()


class Newcomer(Person):
    """Comes without an account, and gets a log-in name, a passphrase and codes."""

    login_name = passphrase = pseudonym = secret = ""
    codes: list[str]

    def sign_up(self) -> Self:
        """Where the page asks for it: takes the passphrase that is proposed, and keeps what is shown once."""
        self.page.check("#id_take_proposal")
        self.send()
        self.login_name = self.page.inner_text("#login-name")
        self.passphrase = self.page.inner_text("#passphrase")
        self.codes = self.page.locator("#codes li").all_inner_texts()
        self.send()
        return self

    def log_in(self) -> None:
        """With the name and the passphrase that were kept."""
        self.go("/inloggen/")
        self.page.fill("#id_login", self.login_name)
        self.page.fill("#id_password", self.passphrase)
        self.send()
        if self.secret:
            self.page.fill("#id_code", self.next_code())
            self.send()

    def set_up_an_app(self) -> None:
        """A second step: the app's secret is copied from the page, and its first code typed."""
        self.go("/mijn-account/app/")
        self.secret = self.page.inner_text("#secret").replace(" ", "")
        self.page.fill("#id_code", totp.code_at(self.secret, self.clock()))
        self.send()

    def next_code(self) -> str:
        """What the app shows half a minute later: the code of now may be used up, and a clock may be off so much."""
        return totp.code_at(self.secret, self.clock() + timedelta(seconds=totp.STEP))

    def find(self, group: str) -> None:
        """From the front page, by a word, to the group's own page."""
        self.go("/")
        self.page.fill("#id_q", group.split()[0])
        self.send()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=group).click()

    def start_joining(self) -> None:
        with self.page.expect_navigation():
            self.page.click("main a[href$='/meedoen/']")

    def choose_a_name(self, own: str = "") -> None:
        """An own name, or the first that the page suggests; and agrees to rules and consent."""
        if own:
            self.page.check("input[name=choice][value=own]")
            self.page.fill("#id_own_name", own)
        else:
            self.page.locator("input[name=choice]").first.check()
        self.pseudonym = own or self.page.locator("input[name=choice]").first.get_attribute("value") or ""
        self.page.check("#id_rules")
        self.page.check("#id_consent")

    def ask_to_join(self, line: str, own: str = "") -> None:
        self.choose_a_name(own)
        self.page.fill("#id_line", line)
        self.send()

    def take_up(self, link: str, name: str) -> None:
        """Opens an appointment link without an account, makes one on the way, and takes the task."""
        self.go(link)
        with self.page.expect_navigation():
            self.page.click("main a[href^='/aanmelden/']")
        self.sign_up()
        self.choose_a_name(name)
        self.send()
        self.set_up_an_app()

    def my_place(self) -> str:
        """What it says there."""
        self.go("/mijn-plek/")
        return self.page.inner_text("main")

    def leave_the_group(self) -> None:
        self.go("/mijn-plek/")
        self.page.click("main details:has(form[action$='/verlaten/']) > summary")
        self.send("form[action$='/verlaten/']")


class Member(Newcomer):
    """Somebody who may come into the talk."""

    def enter(self) -> Self:
        """From My place into the room, until it is connected."""
        self.go("/mijn-plek/")
        with self.page.expect_navigation():
            self.page.locator("a[href^='/kamer/']").first.click()
        return self.connected()

    def connected(self) -> Self:
        expect(self.page.locator("#log")).to_have_attribute("aria-busy", "false")
        expect(self.page.locator("#people-count")).to_contain_text(re.compile(r"[1-9]"))
        return self

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer-text")

    def write(self, text: str) -> None:
        """Writes and sends, without waiting for anything."""
        expect(self.composer).to_be_editable()
        self.composer.fill(text)
        self.page.click("#composer-send")

    def say(self, text: str) -> None:
        """Says a line, until it stands in the log."""
        self.write(text)
        expect(self.line(text)).to_be_visible()

    def line(self, text: str) -> Locator:
        """The line of the log that says so."""
        own_words = self.page.locator(".line__text", has_text=text)
        return self.page.locator("#lines [data-seq]", has=own_words)

    def hears(self, *texts: str) -> None:
        for text in texts:
            expect(self.line(text)).to_have_count(1)

    def lines(self) -> list[str]:
        """What is said, from top to bottom, without what has gone."""
        return self.page.locator("#lines .line__text:not(.line__text--gone)").all_inner_texts()

    def about(self, text: str, deed: str) -> None:
        """Opens what can be done about a line, and chooses it."""
        self.look_closer(text).locator(f"[data-deed={deed}]").click()

    def look_closer(self, text: str) -> Locator:
        """Opens what can be done about a line, and gives the dialog."""
        line = self.line(text)
        line.hover(position=BEGINNING)
        line.locator(".line__more").click()
        return self.page.locator("#line-dialog")

    def reply(self, to: str, text: str) -> None:
        self.about(to, "reply")
        self.say(text)

    def retract(self, text: str) -> None:
        self.about(text, "retract")
        expect(self.line(text)).to_have_count(0)

    def cannot_write(self) -> str:
        """Why not, in the words of the page; fails when a line can be written."""
        expect(self.composer).to_have_attribute("readonly", "")
        expect(self.page.locator("#composer-send")).to_be_disabled()
        expect(self.page.locator("#composer-why")).not_to_be_empty()
        return self.page.inner_text("#composer-why")

    def by_hand(self, *frames: Mapping[str, object], room: str = "") -> dict[str, Any]:
        """Past the page: frames on a socket of this browser; the first answer, or the welcome when nothing is sent."""
        answer: dict[str, Any] = self.page.evaluate(
            BY_HAND, [f"/ws{room or self.path}".replace("kamer", "rooms"), frames]
        )
        return answer

    def sit(self, seat: Mapping[str, str]) -> Self:
        """Takes a seat of `seed_load`, without logging in."""
        name, value = seat["cookie"].split("=", 1)
        self.context.add_cookies([{"name": name, "value": value, "url": self.base_url}])
        self.go(f"/kamer/{seat['room']}/")
        return self.connected()

    def is_refused(self, text: str) -> None:
        """The page finds out by trying: the line stays, with the reason."""
        self.write(text)
        failed = self.page.locator("#pending .line--failed", has_text=text)
        expect(failed.locator(".line__state")).not_to_be_empty()

    def lose_network(self) -> None:
        self.context.set_offline(True)
        expect(self.page.locator("#connection")).not_to_be_empty()

    def find_network(self) -> None:
        self.context.set_offline(False)

    def is_out(self, within: float = PATIENCE / 1000) -> None:
        """The room has gone from this page, with a sentence and a way on."""
        expect(self.page.locator("#ending")).to_be_visible(timeout=within * 1000)
        expect(self.page.locator("#ending-words")).not_to_be_empty()
        expect(self.page.locator("#lines [data-seq]")).to_have_count(0)
        expect(self.composer).to_be_hidden()


class Facilitator(Member):
    """Somebody who leads the talk."""

    def admit(self, person: Newcomer) -> None:
        """At the desk."""
        self.go("/mijn-plek/")
        with self.page.expect_navigation():
            self.page.click("a[href$='/bureau/']")
        asking = self.page.locator(".card", has=self.page.get_by_role("heading", name=person.pseudonym, exact=True))
        with self.page.expect_navigation():
            asking.locator("form[action$='/toelaten/'] button").click()

    def turn(self, when: str, to: str) -> None:
        """Presses the button that is there in phase `when` and leads to `to` (the end of its path)."""
        with self.page.expect_navigation():
            self.page.locator(f"form[data-when*='{when}'][action$='/{to}/'] button").click()
        self.connected()

    def close_the_talk(self) -> None:
        self.page.click("#ask-close")
        with self.page.expect_navigation():
            self.page.click("#close-dialog button[type=submit]")
        self.connected()

    def hide(self, text: str, rule: str, words: str) -> None:
        self.about(text, "hide")
        self._reasons("hide", rule, words)

    def mute(self, text: str, rule: str, words: str, minutes: int) -> None:
        """The author of a line."""
        self.about(text, "mute")
        self.page.fill("#mute-minutes", str(minutes))
        self._reasons("mute", rule, words)

    def remove(self, person: Newcomer, rule: str, words: str) -> None:
        """By the list of who is here."""
        self.page.click("#people-count")
        self.page.locator(".people__person", has_text=person.pseudonym).locator("button").click()
        self.page.click("#line-dialog [data-deed=remove]")
        self._reasons("remove", rule, words)

    def remove_author(self, text: str, rule: str, words: str) -> None:
        """By a line; does not wait for the answer."""
        self.about(text, "remove")
        self._fill_in("remove", rule, words)
        self.page.click("#remove-dialog button[type=submit]")

    def _reasons(self, deed: str, rule: str, words: str) -> None:
        self._fill_in(deed, rule, words)
        with self.page.expect_navigation():
            self.page.click(f"#{deed}-dialog button[type=submit]")
        self.connected()

    def _fill_in(self, deed: str, rule: str, words: str) -> None:
        self.page.select_option(f"#{deed}-rule", rule)
        self.page.fill(f"#{deed}-words", words)
