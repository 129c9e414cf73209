"""Whatever is posted: the balance sheet balances, the result is in it, and money is accounted for."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.report import ReportTable
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.commands import CreateCompany
from rayafin_desktop.features.ledger.balances import balances
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.reports import trial_balance_report
from rayafin_desktop.features.ledger.rules import Chart, EntryDraft, LegDraft
from rayafin_desktop.features.reports.balance_sheet import balance_sheet
from rayafin_desktop.features.reports.cash_flow import activities, cash_flow
from rayafin_desktop.features.reports.profit_and_loss import profit_and_loss
from tests.books import FixedClock, Office, found_company
from tests.features.reports.golden import WITH_POSTING, PostDrafts

RESULT = ("4110", "4250", "5110", "6110", "6180")
CODES = ("1110", "1120", "1310", "1510", "2140", "2310", "3100", "3300", *RESULT)
FIRST = date(2025, 1, 1)
NUMBERS = itertools.count(1)
DAYS = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def entries(draw: st.DrawFn) -> tuple[date, list[tuple[str, int]], str]:
    """A balanced entry over two to five accounts, at times a year close."""
    kind = draw(st.sampled_from(("journal", "journal", "journal", "close")))
    usual = CODES if kind == "journal" else ("3200", *RESULT)
    codes = draw(st.lists(st.sampled_from(usual), min_size=2, max_size=5, unique=True))
    amounts = [draw(st.integers(-(10**9), 10**9).filter(bool)) for _ in codes[1:]]
    if sum(amounts) == 0:
        amounts[0] += 1
    return draw(DAYS), list(zip(codes, [*amounts, -sum(amounts)], strict=True)), kind


@pytest.fixture
def empty(sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    """One book for all examples, each in a company of its own."""
    path = tmp_path / "book.rayafin"
    path.write_bytes(sqlite_template.read_bytes())
    clock = FixedClock()
    app = open_book(str(path), clock=clock.as_clock(), catalogue=WITH_POSTING)
    yield Office(app, found_company(app, "IN"), clock, str(path))
    app.close()


def figure(table: ReportTable, name: str) -> int:
    found = next((row.values[2] for row in table.rows if row.values[1] == name), 0)
    assert isinstance(found, int)
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(entries(), max_size=12), DAYS, DAYS)
def test_reports_agree_with_each_other_and_the_ledger(
    empty: Office, posted: list[tuple[date, list[tuple[str, int]], str]], one: date, other: date
) -> None:
    company = CreateCompany(code=f"X{next(NUMBERS)}", name="Any", country="IN", state="27")
    key = empty.app.execute(company, the_book()).result.key
    office = Office(empty.app, the_book(key), empty.clock, empty.location)
    first, last = min(one, other), max(one, other)
    chart: Chart = office.ask(accounts)
    drafts = [
        EntryDraft(
            posted_on=day,
            kind=kind,
            legs=tuple(LegDraft(account_id=chart.by_code[c].id, amount_minor=m) for c, m in legs),
        )
        for day, legs, kind in posted
    ]
    if drafts:
        office.do(PostDrafts(drafts=tuple(drafts)))

    def look(read: Read) -> None:
        tables = [
            profit_and_loss(read, first=first, last=last),
            balance_sheet(read, as_of=last, compare="year"),
            cash_flow(read, first=first, last=last, compare="period"),
            trial_balance_report(read, as_of=last, columns="movement"),
        ]
        assert [table.difference_minor for table in tables] == [0, 0, 0, 0]
        result, sheet, flow, _ = tables
        profit = -sum(
            minor
            for day, legs, kind in posted
            for code, minor in legs
            if code[0] in "456" and kind != "close" and first <= day <= last
        )
        assert figure(result, "Net profit") == figure(flow, "Net profit") == profit
        # What is neither asset, debt nor paid in is the result: trial balance = balance sheet + result.
        kept = balances(read, last)
        earned = -sum(minor for id_, minor in kept.items() if not chart.by_id[id_].type.is_balance_sheet)
        assert earned == figure(sheet, "Result of this financial year") + figure(
            sheet, "Result of earlier years, not closed"
        )
        money = sum(minor for id_, minor in kept.items() if chart.by_id[id_].holds_money)
        assert figure(flow, "Money at the end") == money

    office.ask(look)


def test_every_account_of_a_chart_has_one_place_in_the_cash_flow(empty: Office) -> None:
    chart = empty.ask(accounts)
    placed = activities(chart)
    by_code = {chart.by_id[id_].code: activity for id_, activity in placed.items()}
    assert {by_code[code] for code in ("1210", "1310", "1411", "2110", "2140", "2211")} == {"operating"}
    assert {by_code[code] for code in ("1510", "1520")} == {"investing"}
    assert {by_code[code] for code in ("2310", "3100", "3200", "3900")} == {"financing"}
    left = {one.code for one in chart.by_id.values() if not one.is_group} - set(by_code)
    assert left == {one.code for one in chart.by_id.values() if one.holds_money or one.code[0] in "456"} - {
        one.code for one in chart.by_id.values() if one.is_group
    }
