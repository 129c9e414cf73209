"""A real server process: `rayafin serve` on 127.0.0.1, which may be killed and started again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from tests.postgres import free_port


class ServerProcess:
    """`rayafin serve` on a book or office database, on the same port over restarts."""

    def __init__(self, location: str, extra: Mapping[str, str] | None = None) -> None:
        self._location = location
        self.port = free_port()
        self._environment = {**os.environ, "RAYAFIN_BOOK": location, **(extra or {})}
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says that it listens."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rayafin_desktop", "serve", "--port", str(self.port), "--json"],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said, "the server ended before it listened"
        assert json.loads(said)["ok"]

    def kill(self) -> None:
        """SIGKILL: as when somebody pulls the plug of the program."""
        assert self._process is not None
        self._process.kill()
        self._ended()

    def stop(self) -> int:
        """SIGTERM; answers the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._ended()

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _ended(self) -> int:
        assert self._process is not None
        code = self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
        return code
