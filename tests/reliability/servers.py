"""A PostgreSQL of a test's own that keeps what it acknowledged, to be crashed; and processes to be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests import postgres
from tests.conftest import CHECKOUT

# Unlike the server of the other tests, which need not outlive a crash.
KEEPING = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A running server in `folder`; `url` is the address of its maintenance database."""

    folder: Path
    url: URL

    def crash(self) -> None:
        """End it without a shutdown, as when it is killed, and start it again: it recovers from its log."""
        data = str(self.folder / "data")
        postgres.run_tool(self.folder, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
        log = str(self.folder / "server.log")
        options = f"-c listen_addresses= -k {self.folder} {KEEPING}"
        postgres.run_tool(self.folder, "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server that is nobody else's, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rayafin-own-pg-"))
    try:
        server = OwnServer(folder, postgres.start(folder))
        server.crash()  # from now on with fsync and the rest
        try:
            yield server
        finally:
            data = str(folder / "data")
            postgres.run_tool(folder, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder)


class Victim:
    """A process of ours in a group of its own, which is killed with all that it started."""

    def __init__(self, *module: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=CHECKOUT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def lines(self) -> Iterator[str]:
        """What it says, until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):  # the last may be cut off
                yield line.rstrip("\n")

    def kill(self) -> list[str]:
        """SIGKILL to the whole group; answers what it had still said."""
        os.killpg(self.process.pid, signal.SIGKILL)
        rest = list(self.lines())
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return rest
