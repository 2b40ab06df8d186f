"""What is left of a site's talk: in its database, in copies of it taken before, and in its logs."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from tests.browser.thief import KEY_TABLE, Dumps, Rows, rows_of_postgres, rows_of_sqlite
from tests.stack import Stack, new_database

CHECKPOINT_WITHIN = 10


@dataclass(frozen=True)
class Copies:
    """A backup with the living keys, and one as it is kept: without them."""

    whole: Rows
    without_keys: Rows


class Archive(Protocol):
    """Copies of a site's database, and its bytes."""

    def copies(self) -> Copies:
        """Backups of this moment, restored elsewhere."""

    def rows(self) -> Rows:
        """The database as it is now."""

    def raw(self) -> bytes:
        """All that a copy made now would hold, as it is written down."""


class LiteArchive:
    """The files of SQLite."""

    def __init__(self, site: Stack) -> None:
        self.path = Path(urlsplit(site.database_url).path)
        self.folder = site.folder

    def copies(self) -> Copies:
        copy = self.folder / "copy.sqlite3"
        with closing(sqlite3.connect(self.path)) as living, closing(sqlite3.connect(copy)) as target:
            living.backup(target)
        rows = rows_of_sqlite(copy)
        return Copies(whole=rows, without_keys=rows | {KEY_TABLE: []})

    def rows(self) -> Rows:
        return rows_of_sqlite(self.path)

    def raw(self) -> bytes:
        """The file, and what of its journal did not get into it."""
        self._write_back()
        return b"".join(path.read_bytes() for path in self.path.parent.glob(f"{self.path.name}*"))

    def _write_back(self) -> None:
        deadline = time.monotonic() + CHECKPOINT_WITHIN
        with closing(sqlite3.connect(self.path, timeout=CHECKPOINT_WITHIN)) as lite:
            while lite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                assert time.monotonic() < deadline, "the journal stays in use"
                time.sleep(0.1)


class PostgresArchive:
    """PostgreSQL's own dumps."""

    def __init__(self, site: Stack, services: dict[str, str]) -> None:
        def fresh() -> str:
            return new_database(services["TEST_DATABASE_URL"], services["TEST_WEB_DATABASE_URL"])[0]

        self.url = site.owner_url
        self.dumps = Dumps(services["TEST_POSTGRES_BIN"], site.owner_url, site.folder, fresh)

    def copies(self) -> Copies:
        whole = self.dumps.take("whole")
        without = self.dumps.take("without-keys", f"--exclude-table-data={KEY_TABLE}")
        return Copies(*(rows_of_postgres(self.dumps.restored(dump)) for dump in (whole, without)))

    def rows(self) -> Rows:
        return rows_of_postgres(self.url)

    def raw(self) -> bytes:
        return self.dumps.take("now").read_bytes()


def archive_of(site: Stack, services: dict[str, str]) -> Archive:
    """The one that fits the site's database."""
    return PostgresArchive(site, services) if site.owner_url else LiteArchive(site)


def sealed_talk(site: Stack) -> list[bytes]:
    """The ciphertexts of what was said and the wrapped keys, as they are stored now."""
    queries = ("SELECT ciphertext FROM rooms_event WHERE ciphertext IS NOT NULL", f"SELECT wrapped FROM {KEY_TABLE}")
    return [bytes(cell) for query in queries for (cell,) in site.sql(query)]


def left_of(sealed: list[bytes], raw: bytes) -> list[bytes]:
    """Those that stand in the bytes, as they are or in PostgreSQL's hexadecimal."""
    return [data for data in sealed if data in raw or data.hex().encode() in raw]


def found_in_logs(site: Stack, *texts: str) -> list[str]:
    """Those that a process of the site has written down."""
    logged = "\n".join(log.read_text() for log in site.logs)
    return [text for text in texts if text in logged]
