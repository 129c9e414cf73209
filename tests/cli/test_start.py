"""Starting, wrong usage, refusals and bugs: the exit codes a script can rely on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rayafin_desktop.cli import lists
from rayafin_desktop.cli.bug_report import redacted

from .conftest import OWNER, PASSWORD, Rayafin

CHECKOUT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "PySide6", "pydantic", "alembic", "reportlab", "babel")


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["show"], 2), (["no-such-command"], 2), (["verify"], 2)]
)
def test_help_and_wrong_usage_load_no_library(arguments: list[str], code: int) -> None:
    script = (
        "import sys; from rayafin_desktop.cli.main import main; code = main(sys.argv[1:]);"
        f"print('loaded:', [name for name in {HEAVY} if name in sys.modules]); sys.exit(code)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RAYAFIN_")}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "loaded: []"
    assert done.returncode == code


def test_no_book_is_wrong_usage(rayafin: Rayafin) -> None:
    answer = rayafin("verify", "--json")
    assert (answer.code, answer.codes) == (2, ["cli.no_book"])


def test_nobody_to_ask_for_user_or_password(
    rayafin: Rayafin, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAYAFIN_USER")
    answer = rayafin("show", "users", "--json")
    assert (answer.code, answer.codes) == (2, ["cli.no_user"])
    monkeypatch.delenv("RAYAFIN_PASSWORD")
    answer = rayafin("show", "users", "--json", "--user", OWNER)
    assert (answer.code, answer.codes) == (2, ["cli.no_password"])


def test_globals_stand_before_or_after_the_command(rayafin: Rayafin, book: Path) -> None:
    before = rayafin("--user", OWNER, "--json", "show", "users")
    after = rayafin("show", "users", "--json", "--user", OWNER)
    assert before.code == after.code == 0
    assert [row["email"] for row in before.json] == [row["email"] for row in after.json] == [OWNER]


def test_wrong_password_is_refused_and_counted(
    rayafin: Rayafin, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAYAFIN_PASSWORD", "not the password at all")
    answer = rayafin("show", "users", "--json")
    assert (answer.code, answer.codes) == (1, ["user.sign_in_refused"])
    assert "not the password" not in answer.out + answer.err
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    assert rayafin("show", "users", "--json").json[0]["failed_sign_ins"] == 0


def test_a_company_one_is_no_member_of(rayafin: Rayafin, book: Path) -> None:
    answer = rayafin("show", "users", "--company", "ELSEWHERE", "--json")
    assert (answer.code, answer.codes) == (1, ["user.no_company"])


def test_a_missing_book_and_a_file_that_is_none(rayafin: Rayafin, tmp_path: Path) -> None:
    assert rayafin("verify", "--book", tmp_path / "none", "--json").codes == ["book.missing"]
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sirs")
    answer = rayafin("verify", "--book", other, "--json")
    assert (answer.code, answer.codes) == (1, ["book.unreadable"])


def test_a_bug_names_a_report_without_secrets(
    rayafin: Rayafin, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"no way: {PASSWORD} for {OWNER} of 'Somebody Ltd' at postgresql://u:pw@host/db")

    monkeypatch.setattr(lists, "_company_currency", broken)
    answer = rayafin("show", "users", "--json")
    assert answer.code == 3
    report = Path(answer.json["report"]).read_text()
    assert "RuntimeError" in report
    assert "rayafin_desktop/cli/lists.py" in report
    for secret in (PASSWORD, OWNER, "Somebody", "u:pw", str(Path.home())):
        assert secret not in report


def test_redaction_takes_out_what_a_database_quotes() -> None:
    said = "(IntegrityError) duplicate key DETAIL: Key (email)=(a@b.example) exists. [parameters: ('x', 12)]"
    assert redacted(said) == "(IntegrityError) duplicate key DETAIL: ***"
    assert redacted("[SQL: SELECT 1]\n[parameters: ('Asha', 5)]") == "[SQL: SELECT 1]\n[parameters: ***]"


def test_ctrl_c_ends_with_130_and_keeps_nothing_unfinished(
    rayafin: Rayafin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rayafin_desktop.features.access import commands

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    monkeypatch.setattr(commands, "hash_password", interrupted)
    answer = rayafin("new", tmp_path / "x.rayafin", "--name", "X", "--country", "IN", "--owner", OWNER)
    assert answer.code == 130
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_stops_early_is_no_bug(book: Path) -> None:
    command = f'"{sys.executable}" -m rayafin_desktop commands --json | head -c 10'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
