"""A thief who has a dump of the database and none of the keys finds nobody, and nothing that was said."""

import base64
import os
import secrets
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.signing_up import sign_up
from accounts.models import RecoveryCode
from groups.models import Membership
from rooms.live import log
from rooms.models import MeetingKey, Room
from rooms.phases import EventKind
from tests.disguises import disguises, found
from tests.planting import plant
from tests.stranger.village import Village

STEM = "Qzvjxkwqpf"
PSEUDONYM = "Stille Wqyvzjxqkp"
ADDRESS = "203.0.113.177"


def a_secret() -> str:
    return f"{STEM} {secrets.token_hex(8)}"


def dump() -> bytes:
    """What stands on the disk: SQLite's files as they are, PostgreSQL as its own program tells it."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    given = connection.get_connection_params()
    place = {"PGHOST": given["host"], "PGPORT": given["port"], "PGUSER": given["user"], "PGPASSWORD": given["password"]}
    command = [Path(os.environ["TEST_POSTGRES_BIN"]) / "pg_dump", given["dbname"]]
    return subprocess.run(command, env={**os.environ, **place}, capture_output=True, check=True).stdout


def say(village: Village, text: str) -> None:
    """By the member, whose name everybody may read."""
    member = Membership.objects.get(public_id=village.here["member"])
    Membership.objects.filter(pk=member.pk).update(pseudonym=PSEUDONYM)
    with transaction.atomic():
        talk = log.lock_room(Room.objects.get(public_id=village.here["talk"]).pk)
        log.append(talk, kind=EventKind.MESSAGE, author=member, fields={"text": text}, now=timezone.now())


def entered(login_name: str, passphrase: str) -> Client:
    """A browser that has logged in from a certain address."""
    browser = Client(REMOTE_ADDR=ADDRESS, headers={"x-forwarded-for": ADDRESS})
    answer = browser.post("/inloggen/", {"login": login_name, "password": passphrase})
    assert answer.status_code == 302, answer.content
    return browser


@pytest.fixture
def hidden(transactional_db: None) -> dict[str, list[str | bytes]]:
    """What must not be found, by its kind, once it has been put where it belongs."""
    village, planted = plant(lambda column: a_secret())
    login_name, passphrase, sentence = f"{STEM}-stille-reiger".lower(), a_secret(), a_secret()
    new = sign_up(login_name=login_name, passphrase=passphrase, language="nl", now=timezone.now())
    assert RecoveryCode.objects.filter(account=new.account).exists()
    browser = entered(login_name, passphrase)
    say(village, sentence)
    return {
        "what every sealed column says": [each.said for each in planted.values()],
        "what was said": [sentence],
        "log-in name": [login_name, login_name.replace("-", " "), login_name.replace("-", "")],
        "passphrase": [passphrase],
        "recovery codes": [*new.recovery_codes, *(code.replace("-", "") for code in new.recovery_codes)],
        "sessions": [*filter(None, village.keys.values()), browser.cookies[settings.SESSION_COOKIE_NAME].value],
        "links": [token for kind, token in village.here.items() if kind.endswith((" link", " invitation"))],
        "addresses": [ADDRESS],
        "keys": [settings.INDEX_KEY, settings.AUDIT_KEY, *settings.DATA_KEYS],
        "keys of talks": [key.secret for key in MeetingKey.objects.all()],
    }


def test_nothing_that_is_hidden_is_in_a_dump_of_the_database(hidden: dict[str, list[str | bytes]]) -> None:
    loot = dump()
    assert {kind: found(kept, loot) for kind, kept in hidden.items() if found(kept, loot)} == {}
    assert [kind for kind, kept in hidden.items() if not kept] == []
    assert found([PSEUDONYM], loot), "what stands there as it was typed is found"


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.upper().encode(),
        lambda text: f"--{text}--".encode().hex().upper().encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be").hex().encode(),
        lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
        *(lambda text, pad=pad: base64.b64encode(b"{}{"[:pad] + text.encode() + b'"}') for pad in range(3)),
        lambda text: text.encode().replace(b" ", b"%20"),
    ],
)
def test_a_secret_is_found_however_it_is_written(written: object) -> None:
    """The positive control of the search."""
    secret = a_secret()
    assert callable(written)
    assert found([secret], b"iets " + written(secret) + b" en meer") == [secret]
    assert found([secret], b"iets " + written(a_secret()) + b" en meer") == []
    assert len(disguises(secret)) > 10
