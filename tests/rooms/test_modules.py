"""The modules that the room's page names beforehand."""

import re
from pathlib import Path

from django.conf import settings

from rooms.templatetags.modules import needed_by
from tests.rooms.circle import Circle, signed_in

ROOM = Path(settings.BASE_DIR) / "static" / "js" / "room"
ENTRY = "js/room/main.js"


def test_every_module_of_the_room_is_needed_and_each_is_named_once() -> None:
    """Turns red when an import is written in a way that the walk does not see, and when a module is left over."""
    there = {f"js/room/{path.relative_to(ROOM).as_posix()}" for path in ROOM.rglob("*.js")}
    assert sorted([ENTRY, *needed_by(ENTRY)]) == sorted(there)


def test_the_page_names_them_all_before_its_script(talk: Circle) -> None:
    page = signed_in(talk.ben).get(f"/kamer/{talk.talk.public_id}/").content.decode()
    named = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', page)
    assert named == needed_by(ENTRY)
    assert page.index(named[-1]) < page.index(f'src="/static/{ENTRY}"')
