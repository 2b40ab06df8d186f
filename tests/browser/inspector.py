"""What is looked at on every page: axe, HTML, headers, console, requests, width; or only its pictures are taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import ConsoleMessage, Page, Request, Response, ViewportSize

from tests.browser import album
from tests.browser.album import SIZES, THEMES
from tests.browser.people import PHONE, Member
from tests.catalogues import LANGUAGES, all_pairs
from tests.pages.validity import faults

SMALLEST: Final[ViewportSize] = {"width": 320, "height": 640}
HEADERS: Final = {
    "content-security-policy": re.compile(r"default-src 'none'(?!.*(unsafe|http|\*))"),
    "x-content-type-options": re.compile("nosniff"),
    "referrer-policy": re.compile("same-origin"),
    "cross-origin-opener-policy": re.compile("same-origin"),
    "cross-origin-resource-policy": re.compile("same-origin"),
    "permissions-policy": re.compile(r"camera=\(\).*geolocation=\(\)"),
}
STYLED: Final = re.compile(r' style="[^"]*"')
WIDER: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDER_IN_OTHER_WORDS: Final = f"""([language, words]) => {{
  const root = document.documentElement, spoken = root.lang, before = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {{
    const place = texts.currentNode, said = place.data;
    const other = words[said.trim().replace(/\\s+/g, " ")];
    if (!other) continue;
    before.push([place, said]);
    place.data = other;
  }}
  root.lang = language;
  const wider = {WIDER};
  root.lang = spoken;
  for (const [place, said] of before) place.data = said;
  return wider;
}}"""
"""For one moment, in which nothing else happens on the page."""


@cache
def in_other_words(spoken: str) -> Mapping[str, Mapping[str, str]]:
    """For each other language what it says for what a page in `spoken` says; words with a name in them stay."""
    english = {words: words for words, _ in all_pairs("nl")}
    said = {language: dict(all_pairs(language)) if language != "en" else english for language in LANGUAGES}
    return {
        language: {said[spoken][words]: words_there for words, words_there in found.items() if said[spoken].get(words)}
        for language, found in said.items()
        if language != spoken
    }


@dataclass
class Inspector:
    """Listens to one page from the start, and looks at it when asked; `faults` is what it found."""

    page: Page
    base_url: str
    language: str
    faults: list[str] = field(default_factory=list)
    _unread: list[Response] = field(default_factory=list)
    _expected: str = ""

    def __post_init__(self) -> None:
        if album.WANTED:
            album.stand_still(self.page)
        self.host = urlsplit(self.base_url).netloc
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._see)
        self.page.on("response", lambda response: self._unread.append(response))

    def expect_noise(self, words: str) -> None:
        """What the browser itself will write in the console, such as of a page that is not there."""
        self._expected = words

    def picture(self, name: str) -> None:
        """The page as it stands now, for the pictures only: in kind it is looked at elsewhere."""
        if album.WANTED:
            album.take(self.page, name, self.language)

    def look(self, name: str) -> None:
        """The page as it stands now, at each size and in each theme."""
        if album.WANTED:
            self.picture(name)
            return
        self._check_responses(signed_in=self._is_signed_in())
        self._check_access(name)
        self._check_width(name)
        self._check_language(name)
        self._check_html(name)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(PHONE)

    def _hear(self, message: ConsoleMessage) -> None:
        noise = bool(self._expected) and self._expected in message.text
        if message.type in ("error", "warning") and not noise:
            self.faults.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.faults.append(f"elsewhere: {request.url}")

    def _is_signed_in(self) -> bool:
        return self.page.locator("#exit[data-private]").count() > 0

    def _check_responses(self, *, signed_in: bool) -> None:
        found, self._unread[:] = [*self._unread], []
        for response in found:
            headers, path = response.all_headers(), urlsplit(response.url).path
            for name, pattern in HEADERS.items():
                if not pattern.search(headers.get(name, "")):
                    self.faults.append(f"header: {name} of {path}: {headers.get(name)}")
            if signed_in and response.request.resource_type == "document":
                self._check_cache(path, headers)

    def _check_cache(self, path: str, headers: dict[str, str]) -> None:
        if "no-store" not in headers.get("cache-control", ""):
            self.faults.append(f"cache: {path}")

    def _check_access(self, name: str) -> None:
        """On a phone by day and on a desk by night: a theme turns colours only, and those are the same at each size."""
        self.page.evaluate(AXE_SCRIPT)
        for theme, (size, viewport) in zip(THEMES, SIZES.items(), strict=True):
            self.page.emulate_media(color_scheme=theme)
            self.page.set_viewport_size(viewport)
            # Of what is right nothing is wanted: to describe it takes axe longer than to find what is wrong.
            result = AxeResults(self.page.evaluate("axe.run({ resultTypes: ['violations'] })"))
            if result.violations_count:
                told = f"{result.generate_snapshot()}\n{result.generate_report()}"
                self.faults.append(f"axe: {name} {size} {theme}: {told}")

    def _check_width(self, name: str) -> None:
        self.page.set_viewport_size(SMALLEST)
        if self.page.evaluate(WIDER):
            self.faults.append(f"width: {name}")
        for language, words in in_other_words(self.language).items():
            if self.page.evaluate(WIDER_IN_OTHER_WORDS, [language, words]):
                self.faults.append(f"width: {name} in {language}")

    def _check_language(self, name: str) -> None:
        spoken = self.page.locator("html").get_attribute("lang")
        if spoken != self.language:
            self.faults.append(f"language: {name}: {spoken}")

    def _check_html(self, name: str) -> None:
        """The page as scripts have made it; styles are theirs, and the one who takes pictures leaves some too."""
        page = STYLED.sub("", self.page.content())
        self.faults += [f"html: {name}: {fault}" for fault in faults(page)]


Looked = tuple[Member, Inspector]
"""Who came, and what is looked at on their page."""
