"""`commands` and `run`: JSON lines in, outcome lines out."""

from pathlib import Path
from typing import Any

from .conftest import OWNER, Rayafin

BAD = {"command": "AddUser", "email": "no address", "name": "", "role": "cashier"}


def user(n: int) -> dict[str, Any]:
    return {"command": "AddUser", "email": f"u{n}@example.com", "name": f"User {n}", "role": "cashier"}


def emails(rayafin: Rayafin) -> list[str]:
    return sorted(row["email"] for row in rayafin("show", "users", "--json").json)


def test_commands_have_permission_and_schema(rayafin: Rayafin) -> None:
    found = {one["command"]: one for one in rayafin("commands", "--json").json}
    assert found["AddUser"]["permission"] == "user.manage"
    assert {"email", "name", "role"} <= set(found["AddUser"]["schema"]["required"])
    assert "AddUser" in rayafin("commands").out


def test_each_line_has_its_outcome_and_a_refusal_stops_no_other(rayafin: Rayafin, book: Path) -> None:
    answer = rayafin.run(user(1), BAD, user(2))
    assert answer.code == 1
    first, second, third = answer.lines
    assert [line["ok"] for line in answer.lines] == [True, False, True]
    assert set(first["touched"]) == {"user", "member"}
    assert first["result"]["user_id"] in first["touched"]["user"]
    assert {(p["code"], p["field"]) for p in second["problems"]} >= {
        ("user.email_invalid", "email"),
        ("user.name_missing", "name"),
    }
    assert (second["line"], third["line"]) == (2, 3)
    assert emails(rayafin) == [OWNER, "u1@example.com", "u2@example.com"]


def test_atomic_keeps_all_or_nothing_and_says_which_line_was_refused(rayafin: Rayafin, book: Path) -> None:
    refused = rayafin.run(user(1), user(2), user(1), user(3), options=["--atomic"])
    assert refused.code == 1
    codes = [line["problems"][0]["code"] for line in refused.lines]
    assert codes == ["line.rolled_back", "line.rolled_back", "user.email_taken", "line.rolled_back"]
    assert emails(rayafin) == [OWNER]
    kept = rayafin.run(user(1), user(2), options=["--atomic"])
    assert (kept.code, [line["ok"] for line in kept.lines]) == (0, [True, True])
    assert emails(rayafin) == [OWNER, "u1@example.com", "u2@example.com"]


def test_atomic_with_an_unreadable_line_does_nothing(rayafin: Rayafin, book: Path) -> None:
    lines = '{"command": "AddUser", "email": "u1@example.com", "name": "U", "role": "cashier"}\n\n{oh no\n'
    answer = rayafin("run", "--atomic", stdin=lines)
    assert answer.code == 1
    assert [(line["line"], line["problems"][0]["code"]) for line in answer.lines] == [
        (1, "line.rolled_back"),
        (3, "cli.bad_line"),
    ]
    assert emails(rayafin) == [OWNER]


def test_lines_that_are_no_commands(rayafin: Rayafin, book: Path) -> None:
    lines = [
        b'{"command": "NoSuchThing"}',
        b'{"email": "x@example.com"}',
        b"[1, 2]",
        b'{"command": "AddUser", "email": "a@b.example", "email": "c@d.example"}',
        b'{"command": "AddUser", "email": "a@b.example", "name": "A", "role": "cashier", "spare": 1}',
        b'{"command": "AddUser", "email": "\xff"}',
        b'{"command": "UpdateMember", "commission_percent": 1.5}',
    ]
    answer = rayafin("run", stdin=b"\n".join(lines))
    assert answer.code == 1
    assert [line["problems"][0]["code"] for line in answer.lines] == [
        "command.unknown",
        "cli.line_without_command",
        "cli.bad_line",
        "cli.field_repeated",
        "command.invalid",
        "cli.bad_line",
        "command.invalid",
    ]


def test_nothing_to_run_is_refused(rayafin: Rayafin, book: Path) -> None:
    answer = rayafin("run", "--json", stdin="\n \n")
    assert (answer.code, answer.codes) == (1, ["cli.no_line"])


def test_a_file_of_lines(rayafin: Rayafin, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('\ufeff{"command": "AddUser", "email": "f@example.com", "name": "F", "role": "broker"}\n')
    assert rayafin("run", path).code == 0
    missing = rayafin("run", tmp_path / "missing.jsonl", "--json")
    assert (missing.code, missing.codes) == (1, ["file.failed"])


def test_a_role_keeps_its_limits_on_the_command_line(rayafin: Rayafin, book: Path, monkeypatch: Any) -> None:
    password = "maple orbit lantern quarry"
    rayafin.run(user(1) | {"password": password})
    monkeypatch.setenv("RAYAFIN_USER", "u1@example.com")
    monkeypatch.setenv("RAYAFIN_PASSWORD", password)
    answer = rayafin.run(user(2))
    assert (answer.code, answer.lines[0]["problems"][0]["code"]) == (1, "permission.missing")
    assert password not in answer.out + answer.err


def test_an_owner_makes_another_company(rayafin: Rayafin, book: Path) -> None:
    made = rayafin.run({"command": "CreateCompany", "name": "Second House", "country": "GB"})
    assert made.code == 0
    code = made.lines[0]["result"]["code"]
    assert [row["email"] for row in rayafin("show", "users", "--company", code, "--json").json] == [OWNER]
