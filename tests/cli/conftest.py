"""The command line under test: called in process, its answers read as a script would read them."""

import io
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rayafin_desktop.cli.main import main
from tests.postgres import PostgresServer

PASSWORD = "seven quiet teal lamps"  # a password of the tests only
OWNER = "asha.shah@example.com"


@dataclass(frozen=True)
class Answer:
    """What one command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, from an answer given with --json."""
        return [problem["code"] for problem in self.json["problems"]]


class Rayafin:
    """`rayafin(...)`: runs a command line; standard input is a pipe with `stdin` in it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"") -> Answer:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)

    def run(self, *commands: dict[str, Any], options: Sequence[str] = ()) -> Answer:
        """`rayafin run -` with these commands as its input."""
        return self("run", "-", *options, stdin="\n".join(json.dumps(one) for one in commands))


@pytest.fixture
def rayafin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rayafin:
    return Rayafin(monkeypatch, capsys)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new book with its first company, made by the command line; copied for each test."""
    path = tmp_path_factory.mktemp("founded") / "traders.rayafin"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAYAFIN_PASSWORD", PASSWORD)
        code = main(["new", str(path), "--name", "Test Traders", "--country", "IN", "--owner", OWNER])
    assert code == 0
    return path


@pytest.fixture
def book(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of this test's own, named and opened by the environment as a script would do it."""
    path = tmp_path / "traders.rayafin"
    shutil.copyfile(founded, path)
    monkeypatch.setenv("RAYAFIN_BOOK", str(path))
    monkeypatch.setenv("RAYAFIN_USER", OWNER)
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    return path


@pytest.fixture
def empty_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a PostgreSQL database without a table."""
    url = postgres_server.create()
    yield url
    postgres_server.drop(url)
