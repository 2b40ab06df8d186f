"""The docs held against the code: what the code knows stands in them, and what they name is there."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from groups.roles import Role
from rooms.live import presence, protocol
from rooms.live.codes import BYE_WORDS, COMES_BACK, ByeCode, ErrorCode
from rooms.models import Reaction
from rooms.phases import EventKind, Gone, Phase, RoomKind
from rooms.rules import RULE_CODES

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [ROOT / "README.md", *DOCS]
APPS = ("peerchat", "moderation", "rooms", "groups", "accounts", "audit")
MADE_LATER = ("var", "secrets", ".env", ".venv", "staticfiles")
"""Places that a clone does not have."""
FILE_ENDINGS = "py|md|js|css|html|sql|yml|toml|txt|in|po|svg|sh"
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LONGEST_DECISION = 60
"""Lines."""


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def words_in_code(page: str) -> set[str]:
    """What stands between backticks."""
    return {word for found in CODE.findall(FENCE.sub("", page)) for word in (found, found.rstrip("?"))}


def section(page: str, title: str) -> str:
    """What stands under a heading, up to the next one of its level or a higher one."""
    found = re.search(rf"^(#+) {re.escape(title)}$(.*?)(?=^#{{1,3}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {title!r}"
    return found[2]


def first_cells(table: str) -> set[str]:
    """The words in code of the first column of the tables in a section."""
    rows = [line for line in table.splitlines() if line.startswith("| `") or re.match(r"\| \d", line)]
    return {word.strip("` ") for row in rows for word in row.split("|")[1].split(",")}


def rows(table: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines() if "|" in line]
    return {row[0].strip("`"): row[1:] for row in cells}


# The live protocol


@pytest.mark.parametrize(
    "names",
    [
        protocol.SHAPES,
        protocol.SERVER_FRAMES,
        ErrorCode,
        [str(int(code)) for code in ByeCode if code >= 4000],
        EventKind.values,
        Phase.values,
        Role.values,
        RoomKind.values,
        Gone.values,
        Reaction.Kind.values,
        RULE_CODES,
        [reason for reason, _ in BYE_WORDS.values()],
        [protocol.SUBPROTOCOL],
    ],
    ids=[
        "client",
        "server",
        "errors",
        "closes",
        "events",
        "phases",
        "roles",
        "rooms",
        "gone",
        "kinds",
        "rules",
        "reasons",
        "subprotocol",
    ],
)
def test_every_name_of_the_protocol_is_in_its_page(names: Iterable[str]) -> None:
    page = text("protocol.md")
    known = words_in_code(page) | first_cells(section(page, "Farewells")) | set(re.findall(r"\b4\d\d\d\b", page))
    assert set(names) - known == set()


def test_the_table_of_client_frames_is_what_the_decoder_takes() -> None:
    table = section(text("protocol.md"), "From the client")
    assert first_cells(table) == set(protocol.SHAPES)
    for name, (fields, _) in {name: row for name, row in rows(table).items() if name in protocol.SHAPES}.items():
        shape = protocol.SHAPES[name]
        documented = set(CODE.findall(fields))
        assert {word for word in documented if not word.endswith("?")} == set(shape.required), name
        assert {word[:-1] for word in documented if word.endswith("?")} == set(shape.optional), name


def test_every_server_frame_is_told_as_in_use_or_as_kept_for_later() -> None:
    page = text("protocol.md")
    in_use = first_cells(section(page, "From the server"))
    later = words_in_code(section(page, "Kept for later"))
    assert in_use & set(protocol.SERVER_FRAMES) == in_use
    assert set(protocol.SERVER_FRAMES) - in_use <= later
    sent = names_that_are_sent()
    assert sent == in_use


def names_that_are_sent() -> set[str]:
    """The types of the frames that the code encodes: `encode("…", …)` and `_send("…", …)`."""
    calls = (
        node
        for path in [ROOT / "rooms" / "consumer.py", *(ROOT / "rooms" / "live").glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    )
    return {
        str(call.args[0].value)  # type: ignore[attr-defined]  # a constant, see above
        for call in calls
        if re.fullmatch(r"(protocol\.)?encode|self\._send", ast.unparse(call.func))
    }


def test_errors_events_and_farewells_have_a_row_each() -> None:
    page = text("protocol.md")
    assert first_cells(section(page, "Errors")) == {str(code) for code in ErrorCode}
    assert first_cells(section(page, "Events")) == set(EventKind.values)
    farewells = rows(section(page, "Farewells"))
    for code, (reason, _) in BYE_WORDS.items():
        told_reason, _meaning, retry = farewells[str(int(code))]
        assert told_reason == f"`{reason}`"
        assert retry.startswith("yes") == (code in COMES_BACK)


def test_the_fields_of_welcome_are_those_that_are_sent() -> None:
    source = (ROOT / "rooms" / "live" / "arrival.py").read_text()
    made = next(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
    )
    sent = {key.value for key in made.keys if isinstance(key, ast.Constant)}
    assert first_cells(section(text("protocol.md"), "Welcome")) == {*sent, "reset"}


def test_the_limits_of_the_protocol_are_those_of_the_code() -> None:
    page = text("protocol.md")
    limits = [
        f"1 to {protocol.MOST_TEXT:,} characters",
        f"1 to {protocol.MOST_NOTE} characters",
        f"{protocol.MOST_FRAME_BYTES:,} bytes",
        f"at most {protocol.MOST_FINDINGS} ids",
        f"at most {protocol.PAGE_EVENTS} events and {protocol.PAGE_BYTES // 1024} KiB",
        f"the newest {protocol.NEWEST}",
        f"{settings.POST_RATE} a minute, {settings.POST_BURST} at once",
    ]
    assert [limit for limit in limits if limit not in page] == []
    assert presence.FORGOTTEN_AFTER < 45


def test_the_examples_of_client_frames_are_frames() -> None:
    examples = re.findall(r"^→ (\{.*\})$", text("protocol.md"), re.MULTILINE)
    assert examples
    for example in examples:
        protocol.decode(example)


def test_the_examples_of_events_are_events() -> None:
    lines = re.findall(r'^← (\{"type":"(?:event|ack)".*\})$', text("protocol.md"), re.MULTILINE)
    examples = [json.loads(line) for line in lines]
    assert examples
    assert {example["kind"] for example in examples if example["type"] == "event"} <= set(EventKind.values)


# Settings and commands


def test_every_command_of_ours_has_a_row_with_its_options() -> None:
    table = section(text("commands.md"), "Commands")
    own = {name: app for name, app in get_commands().items() if app in APPS}
    told = {line.split("`")[1].split()[0]: line for line in table.splitlines() if line.startswith("| `")}
    assert set(told) == set(own)
    for name, app in own.items():
        parser = load_command_class(str(app), name).create_parser("manage.py", name)
        options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
        assert {option for option in options - common_options() if option not in told[name]} == set(), name


def common_options() -> set[str]:
    """Those that Django gives to every command, and those of its own `migrate`."""
    given = [load_command_class("django.core", name).create_parser("manage.py", name) for name in ("check", "migrate")]
    return {option for parser in given for action in parser._actions for option in action.option_strings}


def test_no_setting_is_told_that_nothing_reads() -> None:
    sources = [path for app in (*APPS, "deploy", "tests") for path in (ROOT / app).rglob("*") if path.is_file()]
    code = "\n".join(path.read_text() for path in [*sources, ROOT / "docker-compose.yml"] if path.suffix != ".pyc")
    told = set(re.findall(r"^\| `([A-Z_]+)`", text("settings.md"), re.MULTILINE))
    assert {"DATABASE_URL", "PEERCHAT_POST_RATE"} <= told
    assert {name for name in told if name not in code} == set()


def test_every_setting_tells_its_file_variant() -> None:
    page = text("settings.md")
    told = re.findall(r"^\| `([A-Z_]+)` \|.*_FILE` \|", page, re.MULTILINE)
    assert len(told) >= 10
    assert [name for name in told if f"`{name}_FILE`" not in page] == []


# What the pages name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path) -> None:
    assert [name for name in named_files(page.read_text()) if not exists(name, page)] == []
    assert [link for link in links(page.read_text()) if not (page.parent / link).exists()] == []


def named_files(page: str) -> Iterator[str]:
    """The paths between backticks: with a slash inside, or with an ending that says file."""
    for word in CODE.findall(FENCE.sub("", page)):
        is_path = re.fullmatch(rf"[\w.*-]+(/[\w.*-]+)*(/|\.({FILE_ENDINGS}))|[\w.-]+(/[\w.*-]+)+", word)
        if is_path and not word.startswith((*MADE_LATER, "*")):
            yield word


def links(page: str) -> list[str]:
    return [link.partition("#")[0] for link in LINK.findall(page) if not re.match(r"https?:|#|mailto:", link)]


def exists(name: str, page: Path) -> bool:
    """Whether it is there from the top, beside the page, or in an app and a script as they all are."""
    bases = (ROOT, page.parent, ROOT / "rooms", ROOT / "static" / "js" / "room")
    return any(any(base.glob(name.rstrip("/"))) for base in bases)


def test_a_path_that_is_nowhere_is_noticed() -> None:
    assert list(named_files("see `rooms/live/nowhere.py`, `docs/`, `static/js/room/` and `talk`")) == [
        "rooms/live/nowhere.py",
        "docs/",
        "static/js/room/",
    ]
    assert not exists("rooms/live/nowhere.py", ROOT / "README.md")


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting += [page.parent / link for link in links(page.read_text())]
    assert set(PAGES) - reached == set()


def test_a_decision_is_numbered_and_short() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        lines = path.read_text().splitlines()
        assert len(lines) <= LONGEST_DECISION, path.name
        assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Rejected"], (
            path.name
        )


def test_every_app_and_every_part_of_the_live_core_has_its_place_in_the_architecture() -> None:
    told = words_in_code(text("architecture.md"))
    live = {f"rooms/live/{path.name}" for path in (ROOT / "rooms" / "live").glob("*.py") if path.name != "__init__.py"}
    assert {*(f"{app}/" for app in APPS), *live} - told == set()


def test_every_test_that_the_reliability_page_names_is_there() -> None:
    page = text("reliability.md")
    named = re.findall(r"`(test_\w+)`", page)
    files = [ROOT / path for path in CODE.findall(page) if re.fullmatch(r"tests/[\w/]+\.py", path)]
    there = {
        name for path in files for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(named) >= 10
    assert [name for name in named if name not in there] == []
