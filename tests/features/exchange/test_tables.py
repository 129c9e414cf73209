"""Customers and items out of tables whose columns are called like the fields."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.exchange.report import ImportReport
from rayafin_desktop.features.exchange.tables import import_customers, import_items
from rayafin_desktop.features.items.model import Item, ItemKind
from rayafin_desktop.features.parties.model import Party
from tests.books import Office
from tests.features.billing.billed import tax
from tests.features.exchange.files import silent


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def customers(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    return import_customers(office.app, office.owner, [path], dry_run=dry_run, progress=silent)


def items(office: Office, path: Path) -> ImportReport:
    return import_items(office.app, office.owner, [path], dry_run=False, progress=silent)


def test_columns_fill_the_fields_they_are_called_like(office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Code,Name,City,Credit Limit,payment_terms_days,is_supplier,email\n"
        "GOKUL,Gokul Mills,Surat,250000.50,45,yes,\n"
        "DESAI,Desai & Sons,,,,,desai@example.com\n",
    )
    report = customers(office, path)
    assert (report.added, report.rejected) == ({"customers": 2}, ())
    with office.app.read(office.owner) as read:
        gokul = read.find(Party, Party.c.code == "GOKUL")
        desai = read.find(Party, Party.c.code == "DESAI")
    assert gokul is not None
    assert (gokul.city, gokul.credit_limit_minor, gokul.payment_terms_days, gokul.is_supplier) == (
        "Surat",
        25_000_050,
        45,
        True,
    )
    assert desai is not None
    assert (desai.payment_terms_days, desai.is_supplier, desai.email) == (30, False, "desai@example.com")


def test_items_name_their_tax_by_its_code(office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "code,name,unit,kind,hsn,sale_price,tax_code\nMECH1,MECH-1 29 mm,bale,goods,5201,355.125,gst5\n",
    )
    assert items(office, path).added == {"items": 1}
    with office.app.read(office.owner) as read:
        item = read.find(Item, Item.c.code == "MECH1")
    assert item is not None
    assert (item.unit, item.kind, item.sale_price, item.tax_code_id) == (
        "bale",
        ItemKind.GOODS,
        Decimal("355.125"),
        tax(office, "GST5"),
    )


def test_each_row_says_what_is_wrong_with_it_and_the_others_are_added(office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "code,name,unit,sale_price,tax_code\n"
        "A,Good,kg,1.50,\n"
        ",No code,kg,,\n"
        "C,Wrong price,kg,cheap,\n"
        "D,Wrong unit,stone,,\n"
        "E,Wrong tax,kg,,GST99\n"
        "F,Cut off\n"
        "G,,kg,,\n"
        "A,Twice,kg,,\n",
    )
    report = items(office, path)
    assert report.added == {"items": 1}
    assert [(row.line, row.problem.code, row.problem.field) for row in report.rejected] == [
        (3, "import.code_missing", "code"),
        (4, "command.invalid", "sale_price"),
        (5, "item.unit_unknown", "unit"),
        (6, "tax_code.unknown_code", "tax_code"),
        (7, "import.wrong_cells", ""),
        (8, "command.invalid", "name"),
        (9, "item.code_taken", "code"),
    ]
    for row in report.rejected:
        assert " " in office.app.catalogue.messages.sentence(row.problem)


def test_rejected_rows_can_be_mended_and_imported(office: Office, tmp_path: Path) -> None:
    report = items(office, written(tmp_path, "name,code,unit\nTin,T,stone\nCan,C,kg\n"))
    rejects = written(tmp_path, report.rejects_csv().replace("stone", "kg"), "rejects.csv")
    assert items(office, rejects).added == {"items": 1}
    again = items(office, rejects)
    assert (again.added, again.skipped_existing) == ({"items": 0}, {"items": 1})


def test_what_is_there_already_is_left_alone(office: Office, tmp_path: Path) -> None:
    customers(office, written(tmp_path, "code,name\nGOKUL,Gokul Mills\n"))
    report = customers(office, written(tmp_path, "code,name\nGOKUL,Somebody else\nNEW,Newcomer\n"))
    assert (report.added, report.skipped_existing) == ({"customers": 1}, {"customers": 1})
    with office.app.read(office.owner) as read:
        assert {party.name for party in read.all(Party)} == {"Gokul Mills", "Newcomer"}


def test_a_dry_run_adds_nothing(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "code,name\nGOKUL,Gokul Mills\n")
    assert customers(office, path, dry_run=True).added == {"customers": 1}
    with office.app.read(office.owner) as read:
        assert read.all(Party) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name\nGokul\n", "import.columns_missing"),
        ("code,name,shoe_size\nA,B,44\n", "import.columns_unknown"),
        ("code,name,id\nA,B,1\n", "import.columns_unknown"),
    ],
)
def test_columns_nobody_knows_are_refused(office: Office, tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        customers(office, written(tmp_path, text))
    assert refused.value.code == code
