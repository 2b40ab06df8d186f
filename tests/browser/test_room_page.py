"""The room's page in a real browser: what a reader's place, a draft, a dialog and the way back do."""

import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from accounts.vault import public_id
from groups.shapes import shape_of
from tests.browser.people import Facilitator, Member
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.slow]

FROM_THE_END = "node => node.scrollHeight - node.scrollTop - node.clientHeight"
KEEP_WHAT_IS_TOLD = """() => {
  window.told = [];
  const place = document.getElementById("announced");
  const keep = () => { if (place.textContent) told.push(place.textContent); };
  new MutationObserver(keep).observe(place, { childList: true });
}"""
SHAPES_OF = "ids => import('/static/js/room/models/shape.js').then(({ shapeOf }) => ids.map(shapeOf))"
MANY, ROOMS = 14, 22


class Talk(NamedTuple):
    """Ada at a desk and Ben on a phone, in a room of their own."""

    ada: Facilitator
    ben: Member


@pytest.fixture(scope="module")
def seats(embedded: Stack) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Room after room: the facilitator's seat and a member's."""
    seeded = embedded.seed(ROOMS, 2)
    return zip(seeded[::2], seeded[1::2], strict=True)


@pytest.fixture
def talk(embedded: Stack, chromium: Browser, seats: Iterator[tuple[dict[str, str], dict[str, str]]]) -> Iterator[Talk]:
    base_url, (leading, other) = embedded.base_urls[0], next(seats)
    with Facilitator(chromium, base_url) as ada, Member(chromium, base_url, phone=True) as ben:
        yield Talk(ada.sit(leading), ben.sit(other))


def test_who_reads_at_the_end_stays_there_when_the_phone_turns_or_shows_its_keyboard(talk: Talk) -> None:
    for number in range(MANY):
        talk.ben.say(f"Regel nummer {number} van deze avond, lang genoeg voor twee regels.")
    scroller, send = talk.ben.page.locator("#scroller"), talk.ben.page.locator("#composer-send")
    for width, height in ((740, 360), (360, 380), (360, 740)):
        talk.ben.page.set_viewport_size({"width": width, "height": height})
        expect(send).to_be_in_viewport(ratio=1)
        talk.ben.page.wait_for_timeout(200)
        assert scroller.evaluate(FROM_THE_END) < 2


def test_who_reads_further_up_stays_there_and_sees_how_many_came(talk: Talk) -> None:
    for number in range(MANY):
        talk.ben.say(f"Regel nummer {number} van deze avond, lang genoeg voor twee regels.")
    scroller, below = talk.ben.page.locator("#scroller"), talk.ben.page.locator("#below")
    scroller.evaluate("node => { node.scrollTop = 0; }")
    for text in ("Een eerste.", "Een tweede."):
        talk.ada.say(text)
    expect(below).to_contain_text("2")
    assert scroller.evaluate("node => node.scrollTop") == 0
    below.click()
    expect(talk.ben.line("Een tweede.")).to_be_in_viewport()
    expect(talk.ben.page.locator(".line--unread")).to_have_count(1)
    expect(below).to_be_hidden()


def test_a_name_has_the_shape_that_the_server_draws_for_it(talk: Talk) -> None:
    talk.ben.say("Zo zie ik eruit.")
    drawn = talk.ada.line("Zo zie ik eruit.").locator(".shape use")
    own = talk.ben.page.locator("#room").get_attribute("data-you") or ""
    assert (drawn.get_attribute("href") or "").endswith(f"shapes.svg#shape-{shape_of(own)}")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("node => node.getBBox().width") > 0
    ids = [public_id("m") for _ in range(200)]
    assert talk.ada.page.evaluate(SHAPES_OF, ids) == [shape_of(each) for each in ids]


def test_nothing_can_be_written_before_the_page_listens(talk: Talk) -> None:
    talk.ben.page.route("**/main.js", lambda route: route.abort())
    talk.ben.page.reload()
    expect(talk.ben.composer).not_to_be_editable()
    expect(talk.ben.page.locator("#composer-send")).to_be_disabled()


def test_a_line_that_is_too_long_stays_in_the_composer_with_the_reason(talk: Talk) -> None:
    talk.ben.write("x" * 4_001)
    expect(talk.ben.page.locator("#composer-why")).to_contain_text("4.001")
    expect(talk.ben.composer).to_have_value("x" * 4_001)
    expect(talk.ben.page.locator("#pending .line")).to_have_count(0)


def test_a_measure_that_was_begun_about_one_is_not_filled_in_about_another(talk: Talk) -> None:
    talk.ben.say("Dit zegt Ben.")
    talk.ada.hears("Dit zegt Ben.")
    talk.ada.about("Dit zegt Ben.", "mute")
    talk.ada.page.fill("#mute-words", "woorden voor Ben")
    talk.ada.page.click("#mute-dialog [data-closes]")
    talk.ada.about("Dit zegt Ben.", "mute")
    expect(talk.ada.page.locator("#mute-words")).to_have_value("")
    expect(talk.ada.page.locator("#mute-rule")).to_have_value("")


def test_a_line_and_a_person_are_reported_from_their_menus_and_the_talk_stays_there(talk: Talk) -> None:
    talk.ada.say("Dit raakt iemand.")
    talk.ben.hears("Dit raakt iemand.")
    page = talk.ben.page
    talk.ben.line("Dit raakt iemand.").locator(".line__more").click()
    page.click("#line-dialog [data-deed=report]")
    expect(page.locator("#report-dialog .dialog__quote")).to_have_text("Dit raakt iemand.")
    talk.ben.send("#report-dialog form")
    expect(page.locator(".room-header__messages")).to_contain_text("Mijn plek")
    talk.ben.connected()
    page.click("#people-count")
    page.locator("#people-list .line__more").click()
    page.click("#line-dialog [data-deed=report]")
    expect(page.locator("#report-dialog .dialog__quote")).to_contain_text("Het gaat over")
    talk.ben.send("#report-dialog form")
    talk.ben.hears("Dit raakt iemand.")
    page.goto("/mijn-meldingen/")
    expect(page.locator("main .rows > li")).to_have_count(2)


def test_one_sees_that_another_is_writing_until_the_line_is_there(talk: Talk) -> None:
    talk.ada.composer.press_sequentially("Ik typ")
    expect(talk.ben.page.locator("#typing")).not_to_be_empty()
    talk.ada.say("Ik typte dit.")
    expect(talk.ben.page.locator("#typing")).to_be_empty()


def test_a_line_is_changed_where_it_was_written_and_the_draft_comes_back(talk: Talk) -> None:
    talk.ben.say("Dag allemaal.")
    talk.ben.composer.fill("Een begin van")
    talk.ben.about("Dag allemaal.", "edit")
    expect(talk.ben.composer).to_have_value("Dag allemaal.")
    talk.ben.page.click("#bar-cancel")
    expect(talk.ben.composer).to_have_value("Een begin van")
    talk.ben.about("Dag allemaal.", "edit")
    talk.ben.write("Dag iedereen.")
    talk.ada.hears("Dag iedereen.")
    expect(talk.ada.line("Dag iedereen.").locator(".line__mark")).to_have_count(1)
    expect(talk.ben.composer).to_have_value("Een begin van")
    expect(talk.ben.page.locator("#pending .line")).to_have_count(0)


def test_a_change_that_is_refused_keeps_its_text_and_says_why(talk: Talk) -> None:
    talk.ben.say("Dit staat er.")
    talk.ben.about("Dit staat er.", "edit")
    talk.ada.hears("Dit staat er.")
    talk.ada.hide("Dit staat er.", "be-kind", "Dit kwam hard aan.")
    expect(talk.ben.page.locator(".line__text--gone")).to_be_visible()
    assert "Dit staat er." not in talk.ben.page.inner_text("#bar")
    talk.ben.is_refused("Dit stond er anders.")
    talk.ben.page.locator("#pending .button").last.click()
    expect(talk.ben.composer).to_have_value("Dit stond er anders.")


def test_a_line_can_be_changed_for_a_quarter_of_an_hour_and_then_says_why_not(embedded: Stack, talk: Talk) -> None:
    """The clock of the database goes on, not that of the page: it finds out by trying."""
    talk.ben.say("Dit is gezegd.")
    embedded.sql("UPDATE rooms_event SET at = datetime(at, '-16 minutes')")
    talk.ben.about("Dit is gezegd.", "edit")
    talk.ben.is_refused("Dit zou ik anders zeggen.")
    expect(talk.ben.page.locator("#pending .line__state")).to_contain_text("een kwartier")
    talk.ben.page.locator("#pending .button").last.click()
    talk.ben.page.click("#bar-cancel")
    talk.ben.composer.fill("")
    talk.ben.page.reload()
    talk.ben.connected()
    dialog = talk.ben.look_closer("Dit is gezegd.")
    expect(dialog.locator("[data-deed=retract]")).to_be_visible()
    expect(dialog.locator("[data-deed=edit]")).to_be_hidden()


def test_a_quiet_word_is_set_and_taken_away_and_nobody_hears_it_aloud(talk: Talk) -> None:
    talk.ben.say("Het was een zware week.")
    told = talk.ada.page.locator("#announced")
    expect(told).to_contain_text("Het was een zware week.")
    expect(told).to_be_empty()
    word = talk.ada.look_closer("Het was een zware week.").locator(".dialog__words button").nth(1)
    given = talk.ben.line("Het was een zware week.").locator(".line__count")
    for pressed, count in (("true", 1), ("false", 0)):
        word.click()
        expect(word).to_have_attribute("aria-pressed", pressed)
        expect(given).to_have_count(count)
    expect(talk.ben.page.locator("#announced")).to_be_empty()
    talk.ada.page.keyboard.press("Escape")
    assert not talk.ben.look_closer("Het was een zware week.").locator(".dialog__words").is_visible()


def test_a_line_with_a_content_note_stays_closed_until_it_is_opened(talk: Talk) -> None:
    talk.ben.page.click("#note-toggle")
    talk.ben.page.fill("#note-text", "een begrafenis")
    talk.ben.say("Vandaag namen we afscheid.")
    expect(talk.ben.page.locator("#note")).to_be_hidden()
    noted = talk.ada.page.locator("#lines .line", has=talk.ada.page.locator(".line__note", has_text="een begrafenis"))
    opener, text = noted.locator(".line__opener"), noted.locator(".line__text")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(text).to_be_hidden()
    opener.click()
    expect(text).to_be_visible()
    talk.ben.about("Vandaag namen we afscheid.", "edit")
    talk.ben.write("Gisteren namen we afscheid.")
    expect(text).to_have_text("Gisteren namen we afscheid.")
    expect(noted.locator(".line__opener")).to_have_attribute("aria-expanded", "true")
    talk.ada.reply("Gisteren namen we afscheid.", "Wat moedig.")
    quote = talk.ben.line("Wat moedig.").locator(".line__quote")
    expect(quote).to_contain_text("een begrafenis")
    expect(quote).not_to_contain_text("Gisteren")


def test_who_would_rather_not_read_somebody_meets_their_lines_folded(embedded: Stack, chromium: Browser) -> None:
    _, one, other = embedded.seed(1, 3)
    base_url = embedded.base_urls[0]
    with Member(chromium, base_url) as ben, Member(chromium, base_url) as dirk:
        ben.sit(one)
        dirk.sit(other).say("Dit zegt Dirk.")
        dialog = ben.look_closer("Dit zegt Dirk.")
        with ben.page.expect_navigation():
            dialog.locator("form[data-deed=conceal] button").click()
        ben.connected()
        folded = ben.page.locator(".line--folded")
        expect(folded.locator(".line__text")).to_be_hidden()
        dirk.say("En nog iets.")
        expect(folded).to_have_count(2)
        folded.last.locator(".line__opener").click()
        expect(ben.line("En nog iets.").locator(".line__text")).to_be_visible()
        ben.page.click("#people-count")
        ben.send("#people form")
        ben.connected()
        expect(ben.line("Dit zegt Dirk.").locator(".line__text")).to_be_visible()


def test_a_mute_closes_the_composer_at_once_and_the_word_given_back_opens_it(talk: Talk) -> None:
    talk.ben.say("Dit was te veel.")
    talk.ada.hears("Dit was te veel.")
    talk.ada.mute("Dit was te veel.", "be-kind", "Even rust.", 10)
    assert talk.ben.cannot_write()
    dialog = talk.ada.look_closer("Dit was te veel.")
    with talk.ada.page.expect_navigation():
        dialog.locator("form[data-deed=unmute] button").click()
    talk.ben.say("Dank je.")
    talk.ada.connected()
    assert not talk.ada.look_closer("Dit was te veel.").locator("[data-deed=unmute]").is_visible()


def test_lines_are_told_together_at_a_pace_and_ones_own_never(talk: Talk) -> None:
    talk.ben.page.evaluate(KEEP_WHAT_IS_TOLD)
    began = time.monotonic()
    for text in ("Een.", "Twee.", "Drie."):
        talk.ada.say(text)
    talk.ben.say("Van mij.")
    talk.ben.waits_for("told.join().includes('Drie.')")
    told = talk.ben.page.evaluate("told")
    # One at once, then one every five seconds: on a busy machine the three lines take longer than one turn.
    assert len(told) <= 2 + (time.monotonic() - began) // 5
    assert [" ".join(told).count(text) for text in ("Een.", "Twee.", "Drie.", "Van mij.")] == [1, 1, 1, 0]
    expect(talk.ben.page.locator("#log")).to_have_attribute("aria-live", "off")


def test_after_signing_out_the_way_back_shows_no_talk(talk: Talk) -> None:
    talk.ben.say("Dit blijft hier.")
    talk.ben.go("/mijn-plek/")
    talk.ben.send("form[action='/uitloggen/']")
    talk.ben.page.go_back()
    talk.ben.page.go_back()
    assert talk.ben.path != "/"
    expect(talk.ben.page.locator("#id_login")).to_be_visible()
    assert "Dit blijft hier." not in talk.ben.page.content()


def test_what_tells_who_one_is_is_warned_of_marked_and_never_heard_unless_it_is_meant(talk: Talk) -> None:
    """Early while writing, then at the sent line: a hard one is changed, a soft one can go as it is."""
    why, pending = talk.ben.page.locator("#composer-why"), talk.ben.page.locator("#pending")
    talk.ben.composer.press_sequentially("Bel me op 0470 12 34 56")
    expect(why).to_contain_text("“0470 12 34 56”")
    talk.ben.composer.press("Enter")
    talk.ben.page.click("#composer-send")
    expect(pending.locator("mark")).to_have_text("0470 12 34 56")
    expect(pending.locator("button")).to_have_count(1)
    pending.locator("button").click()
    talk.ben.write("Bel me maar niet.")
    talk.ben.write("Ik heet Katrien Vermeulen.")
    expect(pending.locator("mark")).to_have_text("Katrien Vermeulen")
    pending.locator("button").last.click()
    talk.ada.hears("Bel me maar niet.", "Ik heet Katrien Vermeulen.")
    assert not [line for line in talk.ada.lines() if "0470" in line]
