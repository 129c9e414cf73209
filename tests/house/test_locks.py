"""The locks: exact, hashed, without addresses; they agree with each other and with pyproject.toml."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import CHECKOUT

LOCKS = ("requirements.lock", "requirements-test.lock")
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?P<marker> ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything in a lock."""
    found = [PIN.match(line) for line in (CHECKOUT / lock).read_text(encoding="utf-8").splitlines()]
    return {match["name"]: match["version"] for match in found if match}


def declared(path: Path, extra: str | None) -> set[str]:
    """The names that pyproject.toml asks for."""
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in wanted}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    lines = (CHECKOUT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []
    naked = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line) and not HASH.match(after)
    ]
    assert naked == []


def test_test_lock_is_the_runtime_lock_and_more() -> None:
    assert pins(LOCKS[0]).items() <= pins(LOCKS[1]).items()


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], None), (LOCKS[1], "test"), (LOCKS[1], "lint")])
def test_everything_declared_is_locked(lock: str, extra: str | None) -> None:
    assert declared(CHECKOUT / "pyproject.toml", extra) <= pins(lock).keys()


def test_compiled_packages_are_locked_for_every_platform() -> None:
    blocks = (CHECKOUT / LOCKS[0]).read_text(encoding="utf-8").split("==")
    qt = next(after for before, after in itertools.pairwise(blocks) if before.endswith("pyside6-essentials"))
    assert qt.count("--hash") >= 4, "Linux, macOS and two kinds of Windows"
