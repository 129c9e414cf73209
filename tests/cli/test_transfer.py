"""`import`: what came in, what was there already, what could not be used and where it is kept."""

import csv
from pathlib import Path

import pytest

from .conftest import Rayafin

HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
GOOD = "536365,85123A,WHITE LANTERN,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n"
BAD = "536366,85123A,WHITE LANTERN,many,2010-12-01 08:28:00,2.55,17850,United Kingdom\n"


@pytest.fixture
def daily(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one day with a good and a bad row, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "day.csv"
    path.write_text(HEAD + GOOD + BAD, encoding="utf-8")
    return path


def test_import_reports_keeps_rejects_and_adds_nothing_twice(rayafin: Rayafin, daily: Path) -> None:
    first = rayafin("import", "retail", daily, "--json")
    assert first.code == 0, first.out + first.err
    assert first.json["added"]["invoices"] == 1
    assert [(row["line"], bool(row["message"])) for row in first.json["rejected"]] == [(3, True)]
    kept = Path(first.json["rejects_file"])
    with kept.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][: len(BAD.split(","))] == BAD.strip().split(",")
    again = rayafin("import", "retail", daily, "--json")
    assert (again.json["added"]["invoices"], again.json["skipped_existing"]["invoices"]) == (0, 1)
    assert Path(again.json["rejects_file"]) == kept
    kept.write_text("mended meanwhile", encoding="utf-8")
    third = rayafin("import", "retail", daily, "--json")
    assert Path(third.json["rejects_file"]) != kept
    assert kept.read_text(encoding="utf-8") == "mended meanwhile"


def test_a_dry_run_leaves_nothing(rayafin: Rayafin, daily: Path) -> None:
    dry = rayafin("import", "retail", daily, "--dry-run", "--json")
    assert (dry.code, dry.json["added"]["invoices"], dry.json["rejects_file"]) == (0, 1, "")
    assert rayafin("show", "invoices", "--json").json == []
    assert [path.name for path in daily.parent.glob("*rejected*")] == []


def test_a_file_without_one_usable_row_is_refused(rayafin: Rayafin, daily: Path) -> None:
    daily.write_text(HEAD + BAD, encoding="utf-8")
    answer = rayafin("import", "retail", daily)
    assert answer.code == 1
    assert "day.csv:2:" in answer.out


def test_unknown_kind_and_missing_file(rayafin: Rayafin, daily: Path) -> None:
    assert rayafin("import", "weather", daily, "--json").codes == ["cli.unknown_importer"]
    assert rayafin("import", "retail", daily.with_name("none.csv"), "--json").code == 1
