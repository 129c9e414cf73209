"""`new`: a book appears whole or not at all."""

from pathlib import Path

import pytest

from rayafin_desktop.cli.books import name_of

from .conftest import OWNER, PASSWORD, Rayafin

NEW = ("--name", "Surat Cotton", "--country", "IN", "--currency", "INR", "--owner", OWNER)


def test_new_makes_company_and_owner(
    rayafin: Rayafin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    answer = rayafin("new", tmp_path / "b.rayafin", *NEW, "--json")
    assert answer.code == 0
    assert answer.json["owner"] == OWNER
    assert PASSWORD not in answer.out + answer.err
    rows = rayafin("show", "users", "--book", tmp_path / "b.rayafin", "--user", OWNER, "--json").json
    assert [(row["name"], row["role"]) for row in rows] == [("Asha Shah", "owner")]
    assert [path.name for path in tmp_path.iterdir()] == ["b.rayafin"]


@pytest.mark.parametrize("there", ["b.rayafin", "b.rayafin-wal"])
def test_new_refuses_what_exists(
    rayafin: Rayafin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    (tmp_path / there).write_bytes(b"something of mine")
    answer = rayafin("new", tmp_path / "b.rayafin", *NEW, "--json")
    assert (answer.code, answer.codes) == (1, ["book.exists"])
    assert (tmp_path / there).read_bytes() == b"something of mine"


@pytest.mark.parametrize(
    ("change", "password", "code"),
    [
        (("--country", "XX"), PASSWORD, "company.country_unknown"),
        (("--owner", "nobody"), PASSWORD, "user.email_invalid"),
        ((), "short", "password.too_short"),
    ],
)
def test_a_refused_new_leaves_no_file(
    rayafin: Rayafin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, ...],
    password: str,
    code: str,
) -> None:
    monkeypatch.setenv("RAYAFIN_PASSWORD", password)
    answer = rayafin("new", tmp_path / "b.rayafin", *NEW, *change, "--json")
    assert answer.code == 1
    assert code in answer.codes
    assert list(tmp_path.iterdir()) == []


def test_new_in_an_empty_office_database(
    rayafin: Rayafin, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    assert rayafin("new", empty_database, *NEW).code == 0
    answer = rayafin("new", empty_database, *NEW, "--json")
    assert (answer.code, answer.codes) == (1, ["cli.book_not_empty"])
    assert rayafin("verify", "--book", empty_database).code == 0


def test_a_name_out_of_an_address() -> None:
    assert name_of("asha.shah@example.com") == "Asha Shah"
    assert name_of("@example.com") == "@example.com"
