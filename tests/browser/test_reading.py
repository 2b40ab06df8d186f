"""Reading a talk in a real browser: back to what was said before, slowly, aloud, and by keyboard."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow]

LINES = 620
MOST_DRAWN = 400
NUMBERS = """() => [...document.querySelectorAll("#lines [data-seq]")].map((line) => Number(line.dataset.seq))"""
TOP_OF = """([seq]) => document.querySelector(`#lines [data-seq="${seq}"]`).getBoundingClientRect().top"""
FOCUSED = "document.activeElement.closest('[data-seq]')?.dataset.seq ?? document.activeElement.id"
# A browser for tests has no voice: this one keeps what it was given to say, and says it until it is told to go on.
VOICES = """
window.said = [];
window.cancelled = 0;
window.voices = [{ lang: "nl-NL", localService: false, name: "elsewhere" }];
const synth = {
  getVoices: () => window.voices,
  speak: (utterance) => { window.said.push(utterance.text); window.now = utterance; },
  cancel: () => { window.cancelled += 1; window.silenced?.(); },
};
Object.defineProperty(window, "speechSynthesis", { get: () => synth });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
OWN_VOICE = """() => { window.voices = [...window.voices, { lang: "nl_BE", localService: true, name: "own" }]; }"""


class Talk(NamedTuple):
    """Ada at a desk and Ben on a phone, in a room where much was said; another seat is free."""

    ada: Facilitator
    ben: Member
    free: dict[str, str]
    base_url: str


@pytest.fixture(scope="module")
def long_ago(embedded: Stack) -> Iterator[list[dict[str, str]]]:
    """The seats of one room after the other, each with a long talk."""
    seeded = embedded.seed(3, 3, LINES)
    return iter([seeded[first : first + 3] for first in range(0, len(seeded), 3)])


@pytest.fixture(scope="module")
def fresh(embedded: Stack) -> Iterator[list[dict[str, str]]]:
    """The seats of one room after the other, in which nothing was said."""
    seeded = embedded.seed(5, 3)
    return iter([seeded[first : first + 3] for first in range(0, len(seeded), 3)])


@pytest.fixture
def long_talk(embedded: Stack, chromium: Browser, long_ago: Iterator[list[dict[str, str]]]) -> Iterator[Talk]:
    leading, other, free = next(long_ago)
    base_url = embedded.base_urls[0]
    with Facilitator(chromium, base_url) as ada, Member(chromium, base_url, phone=True) as ben:
        yield Talk(ada.sit(leading), ben.sit(other), free, base_url)


@pytest.fixture
def talk(embedded: Stack, chromium: Browser, fresh: Iterator[list[dict[str, str]]]) -> Iterator[Talk]:
    leading, other, free = next(fresh)
    base_url = embedded.base_urls[0]
    with Facilitator(chromium, base_url) as ada, Member(chromium, base_url) as ben:
        ben.page.add_init_script(VOICES)
        yield Talk(ada.sit(leading), ben.sit(other), free, base_url)


def drawn(member: Member) -> list[int]:
    """The numbers of the lines on the page; fails when one is missing between them, or there twice."""
    found: list[int] = member.page.evaluate(NUMBERS)
    assert found == list(range(found[0], found[-1] + 1))
    assert len(found) <= MOST_DRAWN
    return found


def read_back(member: Member) -> int:
    """Asks for earlier lines; gives the first number then."""
    before = drawn(member)[0]
    member.page.locator("#earlier").scroll_into_view_if_needed()
    place = member.page.evaluate(TOP_OF, [before])
    member.page.click("#earlier")
    member.waits_for(f"Number(document.querySelector('#lines [data-seq]').dataset.seq) < {before}")
    # Only so far as to show the line before it.
    moved = member.page.evaluate(TOP_OF, [before]) - place
    assert 0 <= moved < 300
    return drawn(member)[0]


def test_who_reads_back_comes_to_the_beginning_and_from_there_to_the_end_again(long_talk: Talk) -> None:
    ben, ada = long_talk.ben, long_talk.ada
    newest = drawn(ben)[-1]
    expect(ben.page.locator(f"#lines [data-seq='{newest}']")).to_be_in_viewport()
    for _ in range(10):
        if read_back(ben) == 1:
            break
    expect(ben.page.locator("#earlier")).to_be_hidden()
    assert drawn(ben)[-1] < newest
    ada.say("Dit zegt Ada intussen.")
    below = ben.page.locator("#below")
    expect(below).to_contain_text("1 ")
    scroll_on = "() => { const node = document.getElementById('scroller'); node.scrollTop = node.scrollHeight; }"
    for _ in range(10):
        ben.page.evaluate(scroll_on)
        ben.page.wait_for_timeout(400)
        if drawn(ben)[-1] > newest:
            break
    ben.page.evaluate(scroll_on)
    expect(ben.line("Dit zegt Ada intussen.")).to_be_in_viewport()
    expect(below).to_be_hidden()
    expect(ben.page.locator("#later")).to_be_hidden()
    ada.say("En dit komt vanzelf.")
    expect(ben.line("En dit komt vanzelf.")).to_be_in_viewport()


def test_who_is_far_back_goes_to_the_end_in_one_step_by_the_button_or_by_writing(long_talk: Talk) -> None:
    ben, ada = long_talk.ben, long_talk.ada
    for text in ("Van Ada.", "Nog eens van Ada."):
        while ben.page.locator("#later").is_hidden():
            read_back(ben)
        ada.say(text)
        if text == "Van Ada.":
            ben.page.click("#below")
        else:
            ben.say("Van Ben zelf.")
        expect(ben.line(text)).to_be_in_viewport()
        drawn(ben)
        expect(ben.page.locator("#below")).to_be_hidden()


def test_what_was_changed_far_away_is_read_as_it_is_now_and_a_reply_shows_its_line(long_talk: Talk) -> None:
    ben, ada = long_talk.ben, long_talk.ada
    first = drawn(ada)[0]
    theirs = next(seq for seq in range(first, first + 3) if ada.page.locator(f"[data-seq='{seq}'].line--own").count())
    text = ada.page.locator(f"[data-seq='{theirs}'] .line__text").inner_text()
    ada.reply(text, "Hier kom ik op terug.")
    read_back(ada)
    ada.retract(text)
    expect(ada.page.locator(f"[data-seq='{theirs}'] .line__text--gone")).to_be_visible()
    ben.page.reload()
    ben.connected()
    gone = ben.line("Hier kom ik op terug.").locator(".line__quote")
    expect(gone).to_contain_text("Person 1")
    assert text not in ben.page.content()
    other = re.sub(r"^(\\d+)\\..*", r"\\1.", ben.page.locator("#lines .line__text").first.inner_text())
    ben.reply(other, "Ook dit.")
    ada.page.click("#below") if ada.page.locator("#below").is_visible() else None
    expect(ada.line("Ook dit.").locator(".line__quote")).to_contain_text(other.split(".")[0])


def test_who_reads_slowly_sees_lines_of_others_later_in_order_and_ones_own_at_once(embedded: Stack, talk: Talk) -> None:
    ben, ada = talk.ben, talk.ada
    embedded.sql(
        "UPDATE accounts_account SET comfort = %s WHERE id = "
        "(SELECT account_id FROM groups_membership WHERE public_id = %s)",
        [json.dumps({"arrival_seconds": 5}), ben.page.locator("#room").get_attribute("data-you")],
    )
    ben.page.reload()
    ben.connected()
    ada.say("Een eerste.")
    ada.say("Dit neem ik terug.")
    ada.retract("Dit neem ik terug.")
    ben.write("Van mij.")
    mine = ben.page.locator("#pending .line__text", has_text="Van mij.")
    expect(mine).to_be_visible()
    ada.hears("Van mij.")
    expect(ben.line("Een eerste.")).to_have_count(0)
    expect(ben.page.locator("#announced")).to_be_empty()
    expect(ben.line("Een eerste.")).to_be_visible()
    expect(ben.line("Van mij.")).to_be_visible()
    expect(mine).to_have_count(0)
    assert ben.lines() == ["Een eerste.", "Van mij."]
    assert "Dit neem ik terug." not in ben.page.content()


def test_lines_are_read_aloud_by_a_voice_of_the_device_and_by_no_other(talk: Talk) -> None:
    ben, ada = talk.ben, talk.ada
    ada.say("Dag Ben.")
    bar = ben.page.locator("#aloud")
    ben.about("Dag Ben.", "read")
    expect(bar).to_contain_text("geen stem")
    ben.page.click("#aloud-stop")
    expect(bar).to_be_hidden()
    assert ben.page.evaluate("said") == []
    ben.page.evaluate(OWN_VOICE)
    ben.about("Dag Ben.", "read")
    assert ben.page.evaluate("[said, now.voice.name]") == [["Person 1: Dag Ben."], "own"]
    ben.page.evaluate("now.onend()")
    ben.about("Dag Ben.", "read-on")
    expect(bar).to_be_visible()
    ada.page.click("#note-toggle")
    ada.page.fill("#note-text", "een begrafenis")
    ada.say("Vandaag namen we afscheid.")
    ben.say("Van mij.")
    ada.say("Dit neem ik terug.")
    ben.hears("Dit neem ik terug.")
    ada.retract("Dit neem ik terug.")
    ben.page.evaluate("now.onend()")
    ada.say("Dit blijft.")
    ben.waits_for("said.at(-1).includes('Dit blijft.')")
    told = ben.page.evaluate("said")
    assert [text for text in told if "afscheid" in text or "Van mij" in text or "terug" in text] == []
    assert any("een begrafenis" in text for text in told)
    before = ben.page.evaluate("cancelled")
    ada.retract("Dit blijft.")
    ben.waits_for(f"cancelled > {before}")
    ben.page.click("#aloud-stop")
    ada.say("Dit hoort niemand.")
    ben.hears("Dit hoort niemand.")
    assert "Dit hoort niemand." not in str(ben.page.evaluate("said"))


def test_whoever_leaves_or_looks_elsewhere_hears_nothing_more(talk: Talk) -> None:
    ben, silenced = talk.ben, []
    ben.page.expose_function("silenced", lambda: silenced.append(True))
    ben.page.reload()
    ben.connected()
    talk.ada.say("Dag Ben.")
    ben.page.evaluate(OWN_VOICE)
    ben.about("Dag Ben.", "read-on")
    expect(ben.page.locator("#aloud")).to_be_visible()
    ben.page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
          delete document.hidden;
        }"""
    )
    expect(ben.page.locator("#aloud")).to_be_hidden()
    talk.ada.say("Dit wordt niet gezegd.")
    ben.hears("Dit wordt niet gezegd.")
    assert ben.page.evaluate("said") == []
    ben.context.route("https://**", lambda route: route.fulfill(body="<h1>Iets anders</h1>", content_type="text/html"))
    silenced.clear()
    ben.page.click("#exit button")
    ben.page.wait_for_url("https://**")
    assert silenced


def test_a_talk_is_read_and_answered_by_keyboard_alone(talk: Talk) -> None:
    ben, ada = talk.ben, talk.ada
    for text in ("Een.", "Twee.", "Drie."):
        ada.say(text)
    ben.hears("Drie.")
    first, *_, last = ben.page.evaluate(NUMBERS)
    press = ben.page.keyboard.press
    ben.composer.focus()
    press("Shift+Tab")
    while ben.page.evaluate(FOCUSED) in ("note-toggle", "below"):
        press("Shift+Tab")
    assert ben.page.evaluate(FOCUSED) == str(last)
    press("ArrowUp")
    assert ben.page.evaluate(FOCUSED) == str(last - 1)
    ada.retract("Drie.")
    expect(ben.page.locator(".line__text--gone")).to_be_visible()
    assert ben.page.evaluate(FOCUSED) == str(last - 1)
    for key, seq in (("Home", first), ("End", last), ("ArrowUp", last - 1)):
        press(key)
        assert ben.page.evaluate(FOCUSED) == str(seq)
    press("Enter")
    expect(ben.page.locator("#line-dialog")).to_be_visible()
    press("Escape")
    expect(ben.page.locator("#line-dialog")).to_be_hidden()
    assert ben.page.evaluate(FOCUSED) == str(last - 1)
    press("Enter")
    ben.page.locator("#line-dialog [data-deed=reply]").focus()
    press("Enter")
    assert ben.page.evaluate(FOCUSED) == "composer-text"
    press("Escape")
    expect(ben.page.locator("#bar")).to_be_hidden()
    press("Shift+Tab")
    while ben.page.evaluate(FOCUSED) in ("note-toggle", "below"):
        press("Shift+Tab")
    press("Escape")
    assert ben.page.evaluate(FOCUSED) == "composer-text"


def test_the_focus_stays_on_a_line_that_is_drawn_again(talk: Talk) -> None:
    ben, ada = talk.ben, talk.ada
    ada.say("Dit zeg ik.")
    ben.line("Dit zeg ik.").locator(".line__more").focus()
    ada.about("Dit zeg ik.", "edit")
    ada.write("Dit zeg ik nu.")
    ben.hears("Dit zeg ik nu.")
    assert ben.page.evaluate("document.activeElement.className") == "line__more"
    ada.retract("Dit zeg ik nu.")
    expect(ben.page.locator(".line__text--gone")).to_be_visible()
    assert ben.page.evaluate("document.activeElement.tagName") == "LI"
