"""A PostgreSQL of a test's own, on TCP and with passwords, that may be stopped and started."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .postgres import HASTE, LOCALE, bring_programs, free_port, is_root, run_tool

PASSWORD = "only of this test run"  # of the superuser of a server that lives for some tests


class OwnServer:
    """A server on 127.0.0.1; only `postgres` with PASSWORD is known to it at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self.port = free_port()
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if is_root():
            shutil.chown(secret, "nobody")
        arguments = ("-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync")
        run_tool(folder, "initdb", "-D", str(self._data), *arguments, *LOCALE)

    def url(self, database: str = "postgres", user: str = "postgres", password: str = PASSWORD) -> str:
        """A location on this server."""
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, for a proxy in front of it."""
        return ("127.0.0.1", self.port)

    def start(self) -> None:
        """Start it and wait until it answers."""
        where = f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories= {HASTE}"
        log = str(self._folder / "server.log")
        run_tool(self._folder, "pg_ctl", "start", "-w", "-D", str(self._data), "-l", log, "-o", where)

    def stop(self, mode: str = "fast") -> None:
        """`fast` ends every session in good order, `immediate` is like pulling the plug."""
        run_tool(self._folder, "pg_ctl", "stop", "-w", "-m", mode, "-D", str(self._data))

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped."""
        return (self._data / "postmaster.pid").exists()


@pytest.fixture(scope="session")
def shared_own_server() -> Iterator[OwnServer]:
    """One for the run; tests get it by `own_server`, running."""
    folder = Path(tempfile.mkdtemp(prefix="rayafin-own-"))
    try:
        bring_programs(folder)
        server = OwnServer(folder)
        server.start()
        yield server
        if server.running:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def own_server(shared_own_server: OwnServer) -> Iterator[OwnServer]:
    """The server, running; running again after the test."""
    yield shared_own_server
    if not shared_own_server.running:
        shared_own_server.start()
