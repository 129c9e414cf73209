"""Balances: as of any day, running, per group, and that `verify` notices what does not add up."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.reporting import report_pdf
from rayafin_desktop.features.ledger.balances import (
    account_ledger,
    balances,
    group_totals,
    latest_lines,
    movements,
    trial_balance,
)
from rayafin_desktop.features.ledger.checks import CHECKS
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal, ReverseEntry
from rayafin_desktop.features.ledger.lists import ACCOUNT_LOOKUP, ACCOUNT_ROWS, ENTRY_ROWS
from rayafin_desktop.features.ledger.model import Leg, account_months
from rayafin_desktop.features.ledger.queries import accounts, entry_detail
from rayafin_desktop.features.ledger.reports import trial_balance_report
from rayafin_desktop.features.ledger.roles import AccountRole
from tests.books import Office

CODES = ("1110", "1120", "3100", "6110", "6120")


def post(office: Office, debit: str, credit: str, amount: str, on: date, narration: str = "") -> UUID:
    by_code = office.ask(accounts).by_code
    lines = (
        JournalLine(account_id=by_code[debit].id, debit=Decimal(amount)),
        JournalLine(account_id=by_code[credit].id, credit=Decimal(amount)),
    )
    return office.do(PostJournal(posted_on=on, lines=lines, narration=narration)).entry_id


def faults(read: Read) -> list[str]:
    return [fault.check for check in CHECKS for fault in check.run(read)]


def test_balances_of_any_day_equal_the_sum_of_the_legs_until_then(office: Office) -> None:
    chance = random.Random(7)
    first = date(2026, 1, 1)
    for _ in range(40):
        debit, credit = chance.sample(CODES, 2)
        post(office, debit, credit, str(chance.randint(1, 10**6)), first + timedelta(chance.randrange(120)))

    def by_hand(read: Read, as_of: date) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        statement = select(Leg.c.account_id, Leg.c.base_minor).where(
            Leg.c.company_id == read.company_id, Leg.c.posted_on <= as_of
        )
        for account_id, base_minor in read.fetch(statement):
            found[account_id] = found.get(account_id, 0) + base_minor
        return {account_id: minor for account_id, minor in found.items() if minor}

    def compare(read: Read) -> None:
        for day in range(-2, 125):
            as_of = first + timedelta(day)
            found = {account_id: minor for account_id, minor in balances(read, as_of).items() if minor}
            assert found == by_hand(read, as_of), as_of
            assert sum(row.balance_minor for row in trial_balance(read, as_of)) == 0

    office.ask(compare)
    assert office.ask(faults) == []


def test_what_moved_between_two_days(office: Office) -> None:
    post(office, "6110", "1110", "10", date(2026, 10, 15))
    post(office, "6110", "1110", "7", date(2026, 11, 1))
    salaries = office.ask(accounts).by_code["6110"].id
    assert office.ask(movements, date(2026, 10, 16), date(2026, 11, 30))[salaries] == 700


def test_an_account_line_by_line_carries_its_balance(office: Office) -> None:
    post(office, "1110", "3100", "100", date(2026, 9, 10))
    post(office, "6110", "1110", "30", date(2026, 10, 5), "wages")
    post(office, "6120", "1110", "20", date(2026, 10, 5))
    post(office, "1110", "3100", "1", date(2026, 10, 6))
    cash = office.ask(accounts).by_role[AccountRole.CASH].id
    period = office.ask(account_ledger, cash, date(2026, 10, 1), date(2026, 10, 5))
    assert (period.opening_minor, period.closing_minor) == (10000, 5000)
    assert [(line.narration, line.credit_minor, line.balance_minor) for line in period.lines] == [
        ("wages", 3000, 7000),
        ("", 2000, 5000),
    ]
    assert [line.balance_minor for line in office.ask(latest_lines, cash, 2)] == [5100, 5000]


def test_groups_add_up_what_stands_below_them(office: Office) -> None:
    post(office, "1110", "3100", "100", date(2026, 11, 1))
    post(office, "1120", "3100", "11", date(2026, 11, 1))
    post(office, "6110", "1120", "1", date(2026, 11, 2))

    def rows(read: Read) -> dict[str, tuple[int, int]]:
        return {
            row.code: (row.depth, row.balance_minor) for row in page(ACCOUNT_ROWS, read, Look(), limit=500)
        }

    found = office.ask(rows)
    assert {code: found[code] for code in ("1000", "1100", "1110", "1120", "3000", "3100", "6000")} == {
        "1000": (0, 11000),
        "1100": (1, 11000),
        "1110": (2, 10000),
        "1120": (2, 1000),
        "3000": (0, 11100),
        "3100": (1, 11100),
        "6000": (0, 100),
    }

    def totals(read: Read) -> dict[str, int]:
        by_id = accounts(read).by_id
        return {by_id[i].code: n for i, n in group_totals(by_id, balances(read, date(2026, 11, 30))).items()}

    assert office.ask(totals)["1000"] == 11000


def test_the_journal_is_found_by_number_and_note(office: Office) -> None:
    first = post(office, "1110", "3100", "100", date(2026, 11, 1), "Capital of Asha")
    post(office, "6110", "1110", "5", date(2026, 11, 2), "100 % wages")
    office.do(ReverseEntry(entry_id=first, on=date(2026, 11, 3), why="wrong account"))

    def states(read: Read, look: Look) -> list[tuple[int, str, bool]]:
        return [(row.entry_no, row.state, row.can_reverse) for row in page(ENTRY_ROWS, read, look)]

    assert office.ask(states, Look()) == [(3, "reversal", False), (2, "posted", True), (1, "reversed", False)]
    assert office.ask(states, Look(text="2")) == [(2, "posted", True)]
    assert office.ask(states, Look(text="0 %")) == [(2, "posted", True)]
    assert office.ask(states, Look(tab="reversals")) == [(3, "reversal", False)]
    detail = office.ask(entry_detail, first)
    assert detail.reversed_by_id is not None
    assert [(line.account_code, line.debit_minor, line.credit_minor) for line in detail.lines] == [
        ("1110", 10000, 0),
        ("3100", 0, 10000),
    ]


def test_a_look_up_offers_no_groups(office: Office) -> None:
    def names(read: Read) -> list[str]:
        return [row.name for row in page(ACCOUNT_LOOKUP, read, Look(text="11"))]

    assert office.ask(names) == ["Cash in hand", "Bank account", "Money in transit"]


def test_who_may_not_see_the_ledger_is_refused(office: Office) -> None:
    broker = office.member(Role.BROKER)
    with pytest.raises(NotAllowed):
        office.ask(trial_balance, date(2026, 11, 30), as_=broker)
    with pytest.raises(NotAllowed):
        office.ask(lambda read: count(ENTRY_ROWS, read, Look()), as_=broker)


def test_verify_notices_sums_that_do_not_fit_the_legs(office: Office) -> None:
    post(office, "1110", "3100", "100", date(2026, 11, 1))
    with office.app.database.write() as connection:
        connection.execute(update(account_months).values(debit_minor=account_months.c.debit_minor + 1))
    assert set(office.ask(faults)) == {"ledger.trial_balance", "ledger.account_months"}


def test_the_trial_balance_prints_sections_and_reads_zero(office: Office) -> None:
    post(office, "1110", "3100", "123456.70", date(2026, 11, 1))
    post(office, "6110", "1110", "1000", date(2026, 11, 2))
    paper = office.ask(trial_balance_report, as_of=date(2026, 11, 1))
    assert paper.subtitle == "As of 1 Nov 2026, in INR"
    assert [paper.written(row) for row in paper.rows] == [
        ("", "Assets", "", ""),
        ("1110", "Cash in hand", "1,23,456.70", ""),
        ("", "Assets", "1,23,456.70", "0.00"),
        ("", "Equity", "", ""),
        ("3100", "Capital", "", "1,23,456.70"),
        ("", "Equity", "0.00", "1,23,456.70"),
        ("", "Total", "1,23,456.70", "1,23,456.70"),
    ]
    assert paper.foot == ("Difference 0.00",)
    assert report_pdf(paper).startswith(b"%PDF")


def test_the_trial_balance_with_movement_leads_from_opening_to_closing(office: Office) -> None:
    chance = random.Random(11)
    for _ in range(30):
        debit, credit = chance.sample(CODES, 2)
        on = date(2026, 2, 1) + timedelta(chance.randrange(120))
        post(office, debit, credit, str(chance.randint(1, 10**6)), on)
    for as_of in (date(2026, 5, 17), date(2026, 5, 31), date(2026, 4, 1)):
        table = office.ask(trial_balance_report, as_of=as_of, columns="movement")
        assert table.difference_minor == 0
        opening = office.ask(balances, date(2026, 3, 31))
        for row in table.rows:
            if row.about is None:
                continue
            before, debit_, credit_, closing_debit, closing_credit = (
                one if isinstance(one, int) else 0 for one in row.values[2:]
            )
            assert before == opening.get(row.about[1], 0)
            assert before + debit_ - credit_ == closing_debit - closing_credit
    post(office, "1110", "3100", "70", date(2026, 6, 2))
    post(office, "3100", "1110", "30", date(2026, 6, 3))
    table = office.ask(trial_balance_report, as_of=date(2026, 6, 3), columns="movement")
    before_ = office.ask(trial_balance_report, as_of=date(2026, 6, 1), columns="movement")
    sides = [[int(str(one)) for one in report.rows[-1].values[3:5]] for report in (before_, table)]
    more = [now - then for then, now in zip(*sides, strict=True)]
    assert more == [10000, 10000], "debits and credits are not set off against each other"
