"""`verify`, `doctor`, `backup`, `restore` and `migrate`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rayafin_desktop.sample import main_job

from .conftest import OWNER, Rayafin


def tamper(book: Path, statement: str) -> None:
    """Change a book behind the program's back, as somebody with a database tool would."""
    with closing(sqlite3.connect(book)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.commit()


def test_verify_passes_on_a_sound_book(rayafin: Rayafin, book: Path) -> None:
    answer = rayafin("verify", "--json")
    assert answer.code == 0
    assert answer.json["ok"] is True
    assert {one["company"] for one in answer.json["checks"]} >= {"TEST-TRADERS"}


def test_verify_finds_a_posted_amount_that_was_changed(rayafin: Rayafin, book: Path) -> None:
    ids = {row["code"]: row["id"] for row in rayafin("show", "accounts", "--limit", "500", "--json").json}
    lines = [{"account_id": ids["1110"], "debit": "100"}, {"account_id": ids["1120"], "credit": "100"}]
    voucher = {"command": "PostJournal", "posted_on": "2026-11-02", "lines": lines}
    posted = rayafin.run(voucher)
    assert posted.code == 0, posted.out
    assert rayafin("verify").code == 0
    tamper(book, "UPDATE legs SET base_minor = base_minor + 1 WHERE base_minor > 0")
    answer = rayafin("verify", "--json")
    assert answer.code == 1
    faults = [fault for one in answer.json["checks"] for fault in one["faults"]]
    assert "ledger.entries_balance" in {fault["check"] for fault in faults}
    assert all(fault["evidence"] for fault in faults)


def test_verify_takes_one_check_and_knows_its_name(rayafin: Rayafin, book: Path) -> None:
    one = rayafin("verify", "--check", "ledger.trial_balance", "--json").json["checks"]
    assert [found["check"] for found in one] == ["ledger.trial_balance"]
    assert rayafin("verify", "--check", "weather", "--json").codes == ["cli.unknown_check"]


def test_backup_and_restore_into_a_new_book_only(rayafin: Rayafin, book: Path, tmp_path: Path) -> None:
    made = rayafin("backup", tmp_path / "safe", "--json")
    assert made.code == 0
    backup, target = made.json["backup"], tmp_path / "again.rayafin"
    assert rayafin("restore", backup, target).code == 0
    assert [row["email"] for row in rayafin("show", "users", "--book", target, "--json").json] == [OWNER]
    again = rayafin("restore", backup, target, "--json")
    assert (again.code, again.codes) == (1, ["book.exists"])


def test_a_damaged_backup_is_refused_and_leaves_nothing(rayafin: Rayafin, book: Path, tmp_path: Path) -> None:
    backup = Path(rayafin("backup", tmp_path / "safe", "--json").json["backup"])
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    answer = rayafin("restore", backup, tmp_path / "again.rayafin", "--json")
    assert (answer.code, answer.codes) == (1, ["backup.damaged"])
    assert not (tmp_path / "again.rayafin").exists()


def test_migrate_down_to_nothing_asks_first_and_comes_back(rayafin: Rayafin, book: Path) -> None:
    status = rayafin("migrate", "status", "--json").json
    assert (status["revision"], status["pending"]) == (status["newest"], [])
    while rayafin("migrate", "status", "--json").json["revision"] != "0001":
        assert rayafin("migrate", "down", "--json").code == 0
    asked = rayafin("migrate", "down", "--json")
    assert (asked.code, asked.codes, asked.json["confirm"]) == (1, ["cli.would_empty_book"], "base")
    # (Reading a list would bring the book up again by itself.)
    assert rayafin("migrate", "status", "--json").json["revision"] == "0001"
    down = rayafin("migrate", "down", "--confirm", "base", "--json")
    assert (down.code, down.json["revision"]) == (0, None)
    assert Path(down.json["backup"]).is_file()
    up = rayafin("migrate", "up", "--json")
    assert (up.code, up.json["revision"], up.json["pending"]) == (0, status["newest"], [])


def test_doctor_looks_at_everything(rayafin: Rayafin, book: Path) -> None:
    answer = rayafin("doctor", "--json")
    assert answer.code == 0, answer.err
    subjects = {finding["subject"] for finding in answer.json["findings"]}
    assert subjects >= {
        *("Python", "Qt", "fonts", "SQLite", "disk"),
        *("book", "schema", "integrity", "durability", "business cycle"),
    }


def test_doctor_finds_a_business_that_does_not_work(
    rayafin: Rayafin, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A payment that pays nothing leaves the invoice open: the main job must notice.
    monkeypatch.setattr(main_job, "_pay", lambda *_: None)
    answer = rayafin("doctor", "--json")
    assert answer.code == 1
    wrong = [finding for finding in answer.json["findings"] if not finding["ok"]]
    assert [finding["subject"] for finding in wrong] == ["business cycle"]
    assert "part payment" in wrong[0]["detail"]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_doctor_says_that_a_book_is_broken(rayafin: Rayafin, tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.rayafin"
    broken.write_bytes(content)
    answer = rayafin("doctor", "--book", broken, "--json")
    assert answer.code == 1
    assert [finding["ok"] for finding in answer.json["findings"] if finding["subject"] == "book"] == [False]
