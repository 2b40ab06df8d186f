"""A thief who has a database, or a dump of one, and every key of the environment: what can be read of it?"""

import itertools
import sqlite3
import subprocess
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import psycopg
from django.conf import settings

from accounts.vault import KEY_BYTES, KEY_ID_BYTES, Unreadable, key_id, row_aad, unseal_with

KEY_TABLE: Final = "rooms_meetingkey"
Rows = dict[str, list[tuple[Any, ...]]]


def rows_of_sqlite(path: Path) -> Rows:
    """Every row of every table."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as lite:
        names = [name for (name,) in lite.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: lite.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def rows_of_postgres(url: str) -> Rows:
    """Every row of every table."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found.fetchall()}


def together(*loot: Rows) -> Rows:
    """Several databases as one."""
    return {f"{number} {name}": rows for number, tables in enumerate(loot) for name, rows in tables.items()}


def readable(rows: Rows) -> str:
    """All texts: those that stand there, and those that any key opens, be it one found on the way."""
    cells = list(itertools.chain.from_iterable(itertools.chain.from_iterable(rows.values())))
    sealed = [bytes(cell) for cell in cells if isinstance(cell, bytes | memoryview)]
    opened = set(_opened(sealed, _row_ids(cells), settings.DATA_KEYS))
    return "\n".join([*map(str, cells), *(text.decode(errors="replace") for text in opened)])


def _row_ids(cells: Iterable[Any]) -> list[bytes]:
    return [row_aad(found) for cell in cells if (found := _as_id(cell))]


def _as_id(cell: Any) -> uuid.UUID | None:
    if isinstance(cell, uuid.UUID):
        return cell
    is_hex = isinstance(cell, str) and len(cell) == 32 and not cell.strip("0123456789abcdef")
    return uuid.UUID(cell) if is_hex else None


def _opened(sealed: list[bytes], ids: list[bytes], keys: Iterable[bytes]) -> Iterator[bytes]:
    """What the keys open; what is as long as a key is tried as one."""
    for key in keys:
        mine = [data for data in sealed if data[:KEY_ID_BYTES] == key_id(key)]
        found = [text for data in mine for text in _tries(key, data, ids)]
        yield from found
        yield from _opened(sealed, ids, [text for text in found if len(text) == KEY_BYTES])


def _tries(key: bytes, data: bytes, ids: list[bytes]) -> Iterator[bytes]:
    for aad in ids:
        try:
            yield unseal_with(key, data, aad)
        except Unreadable:
            continue
        return


class Dumps:
    """Dumps of one PostgreSQL database by its own programs, and what comes of them elsewhere."""

    def __init__(self, programs: str, url: str, folder: Path, fresh: Callable[[], str]) -> None:
        """`fresh()` makes an empty database and gives its address."""
        self.programs, self.url, self.folder, self.fresh = Path(programs), url, folder, fresh

    def take(self, name: str, *words: str) -> Path:
        """All of the database as SQL, but for what the words leave out."""
        dump = self.folder / f"{name}.sql"
        self._run("pg_dump", "--no-owner", "--no-privileges", *words, f"--file={dump}", self.url)
        return dump

    def restored(self, dump: Path) -> str:
        """The address of a new database that holds it."""
        url = self.fresh()
        self._run("psql", "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "-f", str(dump), url)
        return url

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run([self.programs / program, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
