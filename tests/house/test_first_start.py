"""run.py: what it says when it cannot start, and what it decides when it can."""

import ast
import sys

import pytest

import first_start
import run
import system_libraries
from tests.house.tree import CHECKOUT

MODERN = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Match, ast.Starred)
WANTED = {"python": "3.11.2", "base": "/usr", "checkout": "/books"}
OFFLINE = (
    "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError: Failed to establish "
    "a new connection: [Errno -3] Temporary failure in name resolution'\n"
    "ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: none)\n"
)


def test_an_old_python_gets_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert run.main() == 2  # type: ignore[no-untyped-call]
    assert capsys.readouterr().err == "Rayafin Desktop needs Python 3.11 or newer, found 3.9.\n"


def test_run_py_uses_no_syntax_that_an_old_python_rejects() -> None:
    tree = ast.parse((CHECKOUT / "run.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, MODERN)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert all(function.returns is None for function in functions)


@pytest.mark.parametrize(
    ("stamp", "current"),
    [
        ({**WANTED, "requirements.lock": "abc"}, True),
        ({**WANTED, "requirements.lock": "older"}, False),
        ({**WANTED, "python": "3.11.1", "requirements.lock": "abc"}, False),
        ({**WANTED, "checkout": "/moved", "requirements.lock": "abc"}, False),
        ({**WANTED, "requirements-test.lock": "abc"}, False),
        ({}, False),
    ],
)
def test_a_start_is_quick_only_when_nothing_changed(stamp: dict[str, str], current: bool) -> None:
    assert first_start.is_current(stamp, WANTED, "requirements.lock", "abc") is current


def test_a_failed_installation_is_told_in_one_sentence() -> None:
    assert first_start.explain_pip(OFFLINE).startswith("No network: ")
    assert first_start.explain_pip("OSError: [Errno 28] No space left on device").startswith(
        "The disk is full"
    )
    wrong = (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n    six: expected abc\n"
    )
    assert first_start.explain_pip(wrong).endswith("DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")


def test_nightly_is_one_word_and_the_number_of_workers_is_the_callers() -> None:
    assert first_start.pytest_arguments(["--nightly"])[4:6] == ["-m", "nightly"]
    assert first_start.pytest_arguments(["tests/house"])[0] == "-n"
    assert first_start.pytest_arguments(["-n0", "-x"]) == ["-n0", "-x"]
    assert first_start.pytest_arguments(["-p", "no:xdist"]) == ["-p", "no:xdist"]


def test_a_library_that_the_loader_lacks_is_noticed() -> None:
    assert not system_libraries.loads("libthere-is-none.so.0")
