"""Profit and loss, balance sheet and cash flow of a small book, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.reporting import report_pdf
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.ledger.rules import EntryDraft, LegDraft
from rayafin_desktop.features.reports.balance_sheet import balance_sheet
from rayafin_desktop.features.reports.cash_flow import cash_flow
from rayafin_desktop.features.reports.checks import CHECKS
from rayafin_desktop.features.reports.figures import Period, months_of, period_before
from rayafin_desktop.features.reports.profit_and_loss import profit_and_loss
from tests.books import Office
from tests.features.reports.golden import PostDrafts, TakeBack, able_to_post, centre, golden_book, told

YEAR: dict[str, Any] = {"first": date(2025, 4, 1), "last": date(2026, 3, 31)}


def faults(read: Read) -> list[str]:
    return [fault.evidence for check in CHECKS for fault in check.run(read)]


def test_the_profit_and_loss_of_a_year(office: Office) -> None:
    golden_book(office)
    table = office.ask(profit_and_loss, **YEAR)
    assert table.subtitle == "1 Apr 2025 to 31 Mar 2026, in INR"
    assert told(table) == [
        ("Sales", None),
        ("Sales of goods", 42000),
        ("Total sales", 42000),
        ("Cost of sales", None),
        ("Purchases", 30000),
        ("Total cost of sales", 30000),
        ("Gross profit", 12000),
        ("Expenses", None),
        ("Rent", 6000),
        ("Total expenses", 6000),
        ("Net profit", 6000),
    ]
    assert report_pdf(table).startswith(b"%PDF")


def test_the_balance_sheet_balances_before_any_year_is_closed(office: Office) -> None:
    golden_book(office)
    assert told(office.ask(balance_sheet, as_of=date(2026, 5, 31))) == [
        ("Assets", None),
        ("Cash and bank", 60500),  # 50000 - 12000 + 25000 - 20000 - 6000 + 9000 + 15000 - 500
        ("Cash in hand", 3000),
        ("Bank account", 57500),
        ("Receivables", 17000),
        ("Trade receivables", 17000),
        ("Fixed assets", 12000),
        ("Furniture and equipment", 12000),
        ("Total assets", 89500),
        ("Liabilities", None),
        ("Payables", 10000),
        ("Trade payables", 10000),
        ("Loans", 15000),
        ("Bank loans", 15000),
        ("Total liabilities", 25000),
        ("Equity", None),
        ("Capital", 50000),
        ("Result of earlier years, not closed", 6000),
        ("Result of this financial year", 8500),
        ("Total equity", 64500),
        ("Total liabilities and equity", 89500),
    ]


def test_the_cash_flow_of_a_year_leads_from_opening_to_closing_money(office: Office) -> None:
    golden_book(office)
    assert told(office.ask(cash_flow, **YEAR)) == [
        ("Operating activities", None),
        ("Net profit", 6000),
        ("Trade receivables", -17000),
        ("Trade payables", 10000),
        ("Money from operating activities", -1000),
        ("Investing activities", None),
        ("Furniture and equipment", -12000),
        ("Money from investing activities", -12000),
        ("Financing activities", None),
        ("Capital", 50000),
        ("Money from financing activities", 50000),
        ("Change of money", 37000),
        ("Money at the beginning", 0),
        ("Money at the end", 37000),
    ]
    later = told(office.ask(cash_flow, first=date(2026, 4, 1), last=date(2026, 5, 31)))
    assert ("Bank loans", 15000) in later
    assert later[-3:] == [
        ("Change of money", 23500),
        ("Money at the beginning", 37000),
        ("Money at the end", 60500),
    ]


def test_comparison_with_the_year_before_and_the_change(office: Office) -> None:
    golden_book(office)
    table = office.ask(profit_and_loss, first=date(2026, 4, 1), last=date(2027, 3, 31), compare="year")
    assert [column.title for column in table.columns[2:]] == ["Amount", "1 Apr 2025 to 31 Mar 2026", "Change"]
    assert ("Sales of goods", 9000, 42000, -33000) in told(table)
    assert told(table)[-1] == ("Net profit", 8500, 6000, 2500)
    sheet = office.ask(balance_sheet, as_of=date(2026, 5, 31), compare="year")
    assert told(sheet)[-1] == ("Total liabilities and equity", 89500, 38000 + 12000, 39500)
    flow = office.ask(cash_flow, first=date(2026, 4, 1), last=date(2026, 4, 30), compare="period")
    assert told(flow)[-1] == ("Money at the end", 46000, 37000)


def test_months_side_by_side_add_up(office: Office) -> None:
    golden_book(office)
    table = office.ask(profit_and_loss, first=date(2026, 4, 1), last=date(2026, 5, 31), by="month")
    assert [column.title for column in table.columns[2:]] == ["Apr 2026", "May 2026", "Total"]
    assert ("Sales of goods", 9000, 0, 9000) in told(table)
    assert told(table)[-1] == ("Net profit", 9000, -500, 8500)
    with pytest.raises(RuleBroken) as refused:
        office.ask(profit_and_loss, first=date(2020, 4, 1), last=date(2026, 5, 31), by="month")
    assert [one.code for one in refused.value.problems] == ["report.too_many_months"]
    with pytest.raises(RuleBroken) as refused:
        office.ask(profit_and_loss, first=date(2026, 4, 1), last=date(2026, 3, 1))
    assert [one.code for one in refused.value.problems] == ["report.period_backwards"]


def test_figures_by_cost_centre_add_up_to_the_whole(office: Office) -> None:
    book = golden_book(office)
    pune, godown = centre(office, "PUNE", "Pune branch"), centre(office, "GDN", "Godown")
    book.post(date(2026, 5, 3), "Sold in Pune", ("1110", "1000"), ("4110", "-1000"), centre=pune)
    book.post(date(2026, 5, 4), "Rent in Pune", ("6120", "300"), ("1110", "-300"), centre=pune)
    book.post(date(2026, 5, 5), "Rent of the godown", ("6120", "100"), ("1110", "-100"), centre=godown)
    days: dict[str, Any] = {"first": date(2026, 4, 1), "last": date(2026, 5, 31)}
    table = office.ask(profit_and_loss, by="cost_centre", **days)
    assert [column.title for column in table.columns[2:]] == [
        "Godown", "Pune branch", "No cost centre", "Total",
    ]  # fmt: skip
    assert ("Rent", 100, 300, 500, 900) in told(table)
    assert told(table)[-1] == ("Net profit", -100, 700, 8500, 9100)
    alone = office.ask(profit_and_loss, cost_centre=pune, **days)
    assert alone.subtitle.startswith("Pune branch, ")
    assert told(alone)[-1] == ("Net profit", 700)


def close_of(on: date) -> EntryDraft:
    """A year close that forgot the rent: sales and purchases emptied into retained earnings."""
    amounts = {"sales": 4200000, "purchases": -3000000}
    legs = [LegDraft(account_role=AccountRole(role), amount_minor=minor) for role, minor in amounts.items()]
    rest = LegDraft(account_role=AccountRole.RETAINED_EARNINGS, amount_minor=-1200000)
    return EntryDraft(posted_on=on, kind="close", legs=(*legs, rest), narration="Year close")


def test_a_year_close_leaves_the_profit_of_its_year_and_moves_it_into_equity(office: Office) -> None:
    golden_book(office)
    before = told(office.ask(profit_and_loss, **YEAR))
    flow = told(office.ask(cash_flow, **YEAR))
    (closed,) = able_to_post(office).do(PostDrafts(drafts=(close_of(date(2026, 3, 31)),)))
    assert told(office.ask(profit_and_loss, **YEAR)) == before
    assert told(office.ask(cash_flow, **YEAR)) == flow
    sheet = told(office.ask(balance_sheet, as_of=date(2026, 5, 31)))
    assert ("Retained earnings", 12000) in sheet
    assert ("Result of earlier years, not closed", -6000) in sheet  # the rent, left out of this close
    assert office.ask(faults) == []
    office.do(TakeBack(entry_id=closed, on=date(2026, 3, 31)))
    assert told(office.ask(profit_and_loss, **YEAR)) == before
    assert told(office.ask(cash_flow, **YEAR)) == flow


def test_an_empty_book_has_reports_too(office: Office) -> None:
    assert told(office.ask(profit_and_loss)) == [("Net profit", 0)]
    assert told(office.ask(balance_sheet))[-1] == ("Total liabilities and equity", 0)
    assert told(office.ask(cash_flow))[-1] == ("Money at the end", 0)
    assert office.ask(faults) == []


def test_who_may_not_see_the_ledger_sees_no_report(office: Office) -> None:
    broker = office.member(Role.BROKER)
    for report in (profit_and_loss, balance_sheet, cash_flow):
        with pytest.raises(NotAllowed):
            office.ask(report, as_=broker)


def test_every_row_of_an_account_opens_it(office: Office) -> None:
    golden_book(office)
    chart = office.ask(accounts)
    for table in (office.ask(balance_sheet), office.ask(profit_and_loss), office.ask(cash_flow)):
        for row in table.rows:
            if isinstance(row.values[0], str) and not chart.by_code[row.values[0]].is_group:
                assert row.about == ("account", chart.by_code[row.values[0]].id)


def test_the_period_before_is_as_long() -> None:
    quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert period_before(quarter) == Period(date(2026, 1, 1), date(2026, 3, 31))
    february = Period(date(2028, 3, 1), date(2028, 3, 31))
    assert period_before(february) == Period(date(2028, 2, 1), date(2028, 2, 29))
    days = Period(date(2026, 4, 11), date(2026, 4, 20))
    assert period_before(days) == Period(date(2026, 4, 1), date(2026, 4, 10))


def test_months_of_a_period_leave_no_day_out() -> None:
    months = months_of(Period(date(2025, 11, 15), date(2026, 2, 10)))
    assert [(one.first, one.last) for one in months] == [
        (date(2025, 11, 15), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 10)),
    ]
