"""General ledger and day book: every line there, running balances right, sums of all."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.ledger.balances import balances
from rayafin_desktop.features.reports import day_book as day_book_module
from rayafin_desktop.features.reports import general_ledger as ledger_module
from rayafin_desktop.features.reports.balance_sheet import balance_sheet
from rayafin_desktop.features.reports.cash_flow import cash_flow
from rayafin_desktop.features.reports.day_book import day_book
from rayafin_desktop.features.reports.general_ledger import general_ledger
from rayafin_desktop.features.reports.profit_and_loss import profit_and_loss
from tests.books import Office
from tests.features.reports.golden import centre, golden_book

YEAR: dict[str, Any] = {"first": date(2025, 4, 1), "last": date(2026, 3, 31)}
QUARTER: dict[str, Any] = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}


def test_one_account_line_by_line(office: Office) -> None:
    book = golden_book(office)
    table = office.ask(
        general_ledger, account=book.ids["1120"], first=date(2026, 1, 1), last=date(2026, 3, 31)
    )
    assert table.difference_minor == 0
    assert [(row.values[2], *row.values[4:]) for row in table.rows] == [
        ("1120 Bank account", None, None, None),
        ("Opening balance", None, None, 3800000),
        ("Kesar pays", 2500000, None, 6300000),
        ("Kesar is paid", None, 2000000, 4300000),
        ("Closing balance 1120 Bank account", 2500000, 2000000, 4300000),
    ]
    assert [row.about[0] for row in table.rows if row.kind == "line" and row.about] == ["entry", "entry"]


def test_all_accounts_close_where_the_balances_stand(office: Office) -> None:
    golden_book(office)
    table = office.ask(general_ledger, **YEAR)
    assert table.difference_minor == 0
    closing = [row.values[6] for row in table.rows if row.kind == "subtotal"]
    assert sorted(one for one in closing if one) == sorted(office.ask(balances, YEAR["last"]).values())
    total = table.rows[-1].values
    assert total[4] == total[5] == (50000 + 12000 + 30000 + 42000 + 25000 + 20000 + 6000) * 100


def test_the_day_book_shows_entries_with_their_legs(office: Office) -> None:
    golden_book(office)
    table = office.ask(day_book, first=date(2026, 2, 1), last=date(2026, 4, 10))
    assert table.difference_minor == 0
    assert [(row.kind, *row.values[1:3], *row.values[4:]) for row in table.rows[:4]] == [
        ("section", None, None, None, None),
        ("group", 6, "Journal: Kesar is paid", None, None),
        ("line", None, "2110 Trade payables", 2000000, None),
        ("line", None, "1120 Bank account", None, 2000000),
    ]
    assert table.rows[2].values[3] == "Kesar Mills"
    assert table.rows[-1].values[4:] == (3500000, 3500000)
    one_day = office.ask(day_book, last=date(2026, 4, 10))
    assert [row.values[1] for row in one_day.rows if row.kind == "group"] == [8]


def test_the_day_book_by_kind_counts_each(office: Office) -> None:
    golden_book(office)
    table = office.ask(day_book, by="kind", **YEAR)
    subtotal = next(row for row in table.rows if row.kind == "subtotal")
    assert subtotal.values[2] == "Journal: 7 entries"
    assert subtotal.values[4:] == (18500000, 18500000)


def test_a_report_that_is_cut_says_so_and_its_sums_are_of_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden_book(office)
    whole = office.ask(general_ledger, **YEAR).rows[-1].values
    monkeypatch.setattr(ledger_module, "MOST_LINES", 3)
    monkeypatch.setattr(day_book_module, "MOST_LINES", 3)
    for table in (office.ask(general_ledger, **YEAR), office.ask(day_book, **YEAR)):
        assert table.remarks[0].startswith("Only the first")
        assert table.difference_minor == 0
        assert table.rows[-1].values[4] == whole[4]


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_no_report_reads_all_legs_or_entries(office: Office) -> None:
    """Each statement on legs and entries seeks by an account, an entry, a kind or days, never by company."""
    book = golden_book(office)
    centre(office, "PUNE", "Pune")
    plans: list[str] = []

    def explained(read: Read) -> None:
        seen: list[tuple[str, Any]] = []

        def note(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
            seen.append((sql, values))

        engine = read.connection.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            for run, asked in (
                (balance_sheet, {"as_of": date(2026, 5, 13)}),
                (profit_and_loss, {**YEAR, "by": "month"}),
                (profit_and_loss, {**YEAR, "by": "cost_centre"}),
                (cash_flow, YEAR),
                (general_ledger, YEAR),
                (general_ledger, {**YEAR, "account": book.ids["1120"]}),
                (day_book, YEAR),
                (day_book, {**YEAR, "by": "kind"}),
            ):
                run(read, **asked)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        for sql, values in seen:
            plan = read.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            plans.extend(row[3] for row in plan if " legs" in row[3] or " journal_entries" in row[3])

    office.ask(explained)
    assert len(plans) > 20
    assert [one for one in plans if one.startswith("SCAN") or one.endswith("(company_id=?)")] == []
