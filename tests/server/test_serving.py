"""`rayafin serve` as a process of its own: it starts, says where, answers, and stops when it is told."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from rayafin_desktop.cli.main import main
from tests.books import PASSWORD, Office

from .conftest import email_of


@dataclass
class Process:
    """A server that runs; `url` is where."""

    running: "subprocess.Popen[str]"
    url: str

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.running.send_signal(how)
        return self.running.wait(40)


@contextmanager
def serving(location: str, *options: str) -> Iterator[Process]:
    command = [sys.executable, "-m", "rayafin_desktop", "serve", "--port", "0", "--json", *options]
    running = subprocess.Popen(
        [*command, "--book", location],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        if not line:
            raise AssertionError(running.communicate(timeout=20)[1])
        yield Process(running, json.loads(line)["url"])
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate(timeout=20)


@pytest.fixture
def given(office: Office) -> dict[str, str]:
    """What the owner signs in with; the book is left to the server."""
    email = email_of(office.app, office.owner)
    return {"email": email, "password": PASSWORD, "company": "RT"}


def test_a_server_answers_and_stops_when_it_is_told(office: Office, given: dict[str, str]) -> None:
    with serving(office.location) as process:
        assert process.url.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=process.url) as client:
            assert client.get("/health").json()["status"] == "ok"
            told = client.post("/api/v1/auth/token", json=given).json()
            bearer = {"Authorization": f"Bearer {told['access_token']}"}
            made = client.post("/api/v1/units", json={"code": "BOX", "name": "Box"}, headers=bearer)
            assert made.status_code == 200, made.text
            codes = [row["code"] for row in client.get("/api/v1/units", headers=bearer).json()["rows"]]
            assert "BOX" in codes
        assert process.stop(signal.SIGINT) == 0
    with office.app.read(office.owner) as read:
        assert office.owner.company_id == read.company_id


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_request_that_has_begun_is_finished_before_the_server_goes(
    office: Office, given: dict[str, str]
) -> None:
    with serving(office.location) as process:
        with httpx.Client(base_url=process.url) as client:
            token = client.post("/api/v1/auth/token", json=given).json()["access_token"]
        answered: list[int] = []

        def post_a_unit() -> None:
            headers = {"Authorization": f"Bearer {token}"}
            with httpx.Client(base_url=process.url, timeout=60) as client:
                body = {"code": "BAG", "name": "Bag"}
                answered.append(client.post("/api/v1/units", json=body, headers=headers).status_code)

        with office.app.database.write():  # holds the book: the request must wait inside the server
            asking = threading.Thread(target=post_a_unit)
            asking.start()
            _until_waiting(process)
            process.running.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.running.wait(0.5)
        asking.join(30)
        assert answered == [200]
        assert process.running.wait(30) == 0


def _until_waiting(process: Process) -> None:
    """Until the server has taken the request from the line and its thread is in the book."""
    port = int(process.url.rpartition(":")[2])
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        states = [one.split() for one in lines if int(one.split()[1].partition(":")[2], 16) == port]
        # Established, and nothing left unread in the server's queue.
        taken = [one for one in states if one[3] == "01" and one[4].endswith(":00000000")]
        if taken:
            time.sleep(0.3)  # from the socket to the statement that waits
            return
        time.sleep(0.02)
    raise AssertionError("the request never arrived")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--host", "0.0.0.0"], "server.needs_tls"),  # noqa: S104
        (["--certfile", "no-such-file.pem"], "server.half_certificate"),
        (["--certfile", "no-such-file.pem", "--keyfile", "no-such-file.pem"], "server.no_such_file"),
    ],
)
def test_what_must_not_be_served_is_not(
    options: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.rayafin"
    assert main(["serve", "--book", str(book), "--json", *options]) == 2
    assert code in capsys.readouterr().out


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_port_that_is_taken_is_said_so(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--book", office.location, "--port", port, "--json"]) == 1
        assert "server.port_taken" in capsys.readouterr().out
