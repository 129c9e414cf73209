"""Closing months and years: what stands in the way, what is posted, and that reopening takes it back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.closing.cockpit import cockpit
from rayafin_desktop.features.closing.commands import CloseMonth, CloseYear, ReopenYear
from rayafin_desktop.features.closing.model import YearClosing
from rayafin_desktop.features.closing.reports import closing_report
from rayafin_desktop.features.ledger.balances import balances, movements
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal, SaveAccount
from rayafin_desktop.features.ledger.model import account_months
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole, AccountType
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.periods.commands import SetHardLock, SetLock
from rayafin_desktop.features.periods.queries import YearState, financial_year, period_locks
from rayafin_desktop.features.periods.rules import Area
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive

YEAR_END, IN_YEAR, AFTER = date(2026, 3, 31), date(2026, 2, 10), date(2026, 4, 2)
WARNED = frozenset({"closing_warnings"})


def post(office: Office, debit: AccountRole, credit: AccountRole, amount: str, on: date = IN_YEAR) -> None:
    chart = office.ask(accounts)
    lines = (
        JournalLine(account_id=chart.by_role[debit].id, debit=Decimal(amount)),
        JournalLine(account_id=chart.by_role[credit].id, credit=Decimal(amount)),
    )
    office.do(PostJournal(posted_on=on, lines=lines))


def a_year(office: Office) -> None:
    """Sales of 1,000 and charges of 300 in 25-26, and 50 of sales after it."""
    post(office, AccountRole.BANK, AccountRole.SALES, "1000")
    post(office, AccountRole.BANK_CHARGES, AccountRole.BANK, "300")
    post(office, AccountRole.BANK, AccountRole.SALES, "50", on=AFTER)
    office.clock.advance(minutes=1)


def close(office: Office) -> UUID:
    closed = office.do(CloseYear(day=YEAR_END), confirmed=WARNED)
    office.clock.advance(minutes=1)
    return closed.closing_id


def standing(office: Office, role: AccountRole, on: date) -> int:
    def read_balance(read: Read) -> int:
        return balances(read, on).get(accounts(read).by_role[role].id, 0)

    return office.ask(read_balance)


def faults(office: Office) -> set[str]:
    return {checked.check for checked in office.app.verify() if checked.faults}


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def test_closing_carries_the_result_to_retained_earnings(office: Office) -> None:
    a_year(office)
    closed = office.do(CloseYear(day=date(2025, 7, 1)), confirmed=WARNED)
    assert (closed.label, closed.last_on, closed.profit_minor) == ("25-26", YEAR_END, 70000)
    for role, before, after in (
        (AccountRole.SALES, 0, -5000),
        (AccountRole.BANK_CHARGES, 0, 0),
        (AccountRole.RETAINED_EARNINGS, -70000, -70000),
        (AccountRole.BANK, 70000, 75000),
    ):
        assert (standing(office, role, YEAR_END), standing(office, role, AFTER)) == (before, after)
    assert office.ask(financial_year, IN_YEAR).state is YearState.CLOSED
    assert office.ask(financial_year, AFTER).state is YearState.OPEN
    assert faults(office) == set()


def test_profit_and_loss_ignores_the_closing(office: Office) -> None:
    a_year(office)
    chart = office.ask(accounts)
    sales, charges = chart.by_role[AccountRole.SALES].id, chart.by_role[AccountRole.BANK_CHARGES].id

    def result(*, without_close: bool) -> tuple[int, int]:
        moved = office.ask(movements, date(2025, 4, 1), YEAR_END, without_close=without_close)
        return moved.get(sales, 0), moved.get(charges, 0)

    assert result(without_close=True) == (-100000, 30000)
    closing_id = close(office)
    assert result(without_close=True) == (-100000, 30000)
    assert result(without_close=False) == (0, 0)
    office.do(ReopenYear(closing_id=closing_id, reason="Late bill"))
    assert result(without_close=True) == (-100000, 30000)


def test_a_closed_year_refuses_entries_until_it_is_reopened(office: Office) -> None:
    a_year(office)
    closing_id = close(office)
    with pytest.raises(RuleBroken) as refused:
        post(office, AccountRole.BANK_CHARGES, AccountRole.BANK, "10")
    assert codes(refused) == {("entry.year_closed", "posted_on")}
    assert refused.value.problems[0].params["first_open"] == date(2026, 4, 1)
    office.do(ReopenYear(closing_id=closing_id, reason="Late bill"))
    office.clock.advance(minutes=1)
    assert standing(office, AccountRole.SALES, YEAR_END) == -100000
    assert standing(office, AccountRole.RETAINED_EARNINGS, YEAR_END) == 0
    post(office, AccountRole.BANK_CHARGES, AccountRole.BANK, "10")
    office.clock.advance(minutes=1)
    again = office.do(CloseYear(day=YEAR_END), confirmed=WARNED)
    assert again.profit_minor == 69000
    assert standing(office, AccountRole.RETAINED_EARNINGS, YEAR_END) == -69000
    assert standing(office, AccountRole.BANK_CHARGES, YEAR_END) == 0
    assert faults(office) == set()


def test_a_year_is_closed_inside_its_own_soft_locks(office: Office) -> None:
    """Its months are usually locked by then; the closing entry alone passes, and tells how."""
    a_year(office)
    office.do(SetLock(area=Area.ALL, locked_until=YEAR_END, reason="All months are done"))
    office.clock.advance(minutes=1)
    closing_id = close(office)
    with pytest.raises(RuleBroken):
        post(office, AccountRole.BANK_CHARGES, AccountRole.BANK, "10")
    office.do(ReopenYear(closing_id=closing_id, reason="Late bill"))
    office.clock.advance(minutes=1)
    with pytest.raises(RuleBroken) as refused:  # the soft lock still stands
        post(office, AccountRole.BANK_CHARGES, AccountRole.BANK, "10")
    assert codes(refused) == {("entry.period_closed", "posted_on")}
    assert faults(office) == set()


def test_a_hard_locked_year_is_neither_closed_nor_reopened(office: Office) -> None:
    a_year(office)
    closing_id = close(office)
    office.do(SetHardLock(locked_until=YEAR_END, reason="Audited"), confirmed={"hard_lock"})
    assert office.ask(financial_year, IN_YEAR).state is YearState.LOCKED
    with pytest.raises(RuleBroken) as refused:
        office.do(ReopenYear(closing_id=closing_id, reason="Late bill"))
    assert codes(refused) == {("closing.hard_locked", "closing_id")}


def test_years_close_in_order_and_open_in_reverse(office: Office) -> None:
    a_year(office)
    office.clock.go_to(date(2027, 5, 3))
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseYear(day=AFTER), confirmed=WARNED)
    assert codes(refused) == {("closing.earlier_year_open", "day")}
    first = close(office)
    second = office.do(CloseYear(day=AFTER), confirmed=WARNED).closing_id
    office.clock.advance(minutes=1)
    with pytest.raises(RuleBroken) as refused:
        office.do(ReopenYear(closing_id=first, reason="Late bill"))
    assert codes(refused) == {("closing.later_year_closed", "closing_id")}
    office.do(ReopenYear(closing_id=second, reason="Late bill"))
    assert office.ask(period_locks).until[Area.YEAR] == YEAR_END
    office.clock.advance(minutes=1)
    office.do(ReopenYear(closing_id=first, reason="Late bill"))
    assert Area.YEAR not in office.ask(period_locks).until
    with pytest.raises(RuleBroken) as refused:
        office.do(ReopenYear(closing_id=first, reason="Late bill"))
    assert codes(refused) == {("closing.reopened", "closing_id")}
    assert faults(office) == set()


def test_a_year_that_runs_or_is_closed_is_not_closed_again(office: Office) -> None:
    a_year(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseYear(day=office.clock.today()), confirmed=WARNED)
    assert ("closing.year_not_over", "day") in codes(refused)
    close(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseYear(day=YEAR_END), confirmed=WARNED)
    assert codes(refused) == {("closing.year_closed", "day")}


def test_a_year_without_income_closes_without_an_entry(office: Office) -> None:
    closed = office.do(CloseYear(day=YEAR_END), confirmed=WARNED)
    assert (closed.entry_id, closed.profit_minor) == (None, 0)
    office.clock.advance(minutes=1)
    office.do(ReopenYear(closing_id=closed.closing_id, reason="Late bill"))
    assert faults(office) == set()


def test_an_account_that_was_switched_off_is_carried_over_too(office: Office) -> None:
    chart = office.ask(accounts)
    rent = office.do(SaveAccount(code="6999", name="Old rent", type=AccountType.EXPENSE))
    lines = (
        JournalLine(account_id=rent, debit=Decimal(40)),
        JournalLine(account_id=chart.by_role[AccountRole.BANK].id, credit=Decimal(40)),
    )
    office.do(PostJournal(posted_on=IN_YEAR, lines=lines))
    office.do(SaveAccount(id=rent, code="6999", name="Old rent", type=AccountType.EXPENSE, is_active=False))
    close(office)
    assert office.ask(balances, YEAR_END, [rent]).get(rent, 0) == 0
    assert faults(office) == set()


def draft(office: Office, on: date) -> Any:
    line = LineContent(description="Cotton", unit_price=Decimal(10))
    return office.do(SaveDraft(party_id=customer(office), issued_on=on, lines=(line,)))


def test_drafts_stand_in_the_way_of_closing(office: Office) -> None:
    saved = draft(office, IN_YEAR)
    for command in (CloseYear(day=YEAR_END), CloseMonth(day=IN_YEAR), CloseMonth(day=date(2026, 10, 1))):
        with pytest.raises(RuleBroken) as refused:
            office.do(command, confirmed=WARNED)
        [problem] = refused.value.problems
        assert (problem.code, problem.params["what"], problem.params["count"]) == (
            "closing.blocked",
            "Invoices not posted",
            1,
        )
    office.do(DeleteDraft(id=saved.id))
    assert office.do(CloseMonth(day=IN_YEAR), confirmed=WARNED) == date(2026, 2, 28)


def test_an_advance_is_worth_a_look_and_no_more(office: Office) -> None:
    receive(office, customer(office), "100", dated_on=date(2026, 10, 5), strategy=Strategy.MANUAL)
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(CloseMonth(day=date(2026, 10, 5)))
    assert asked.value.key == "closing_warnings"
    assert "Payments with money left (1)" in str(asked.value.problems[0].params["what"])
    office.do(CloseMonth(day=date(2026, 10, 5)), confirmed=WARNED)
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseMonth(day=date(2026, 9, 5)), confirmed=WARNED)
    assert codes(refused) == {("closing.already_locked", "day")}


def test_the_cockpit_tells_what_each_feature_found(office: Office) -> None:
    draft(office, IN_YEAR)
    invoice(office, customer(office, "Gokul"), "100", on=IN_YEAR)
    post(office, AccountRole.BANK_CHARGES, AccountRole.CASH, "5")
    shown = office.ask(cockpit, IN_YEAR)
    found = {one.key: one.count for one in shown.standing}
    assert (found["billing.unposted"], found["ledger.negative_cash"]) == (1, 1)
    assert (found["payments.unallocated"], found["ledger.out_of_balance"]) == (0, 0)
    assert (shown.blockers, shown.is_locked, shown.last_on) == (1, False, date(2026, 2, 28))
    assert shown.standing[0].key == "billing.unposted"
    assert office.ask(cockpit, IN_YEAR, whole_year=True).last_on == YEAR_END


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_month_out_of_balance_stands_in_the_way(office: Office) -> None:
    post(office, AccountRole.BANK, AccountRole.SALES, "10")
    with office.app.database.write() as connection:
        sums = account_months.c
        connection.execute(
            update(account_months).where(sums.debit_minor > 0).values(debit_minor=sums.debit_minor + 1)
        )
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseMonth(day=IN_YEAR), confirmed=WARNED)
    [problem] = refused.value.problems
    assert (problem.params["what"], problem.params["count"]) == ("Months out of balance", 1)


@pytest.mark.parametrize("role", [Role.CASHIER, Role.BROKER, Role.AUDITOR, Role.ACCOUNTANT])
def test_only_the_owner_reopens_a_year(office: Office, role: Role) -> None:
    closing_id = close(office)
    with pytest.raises(NotAllowed):
        office.do(ReopenYear(closing_id=closing_id, reason="Late bill"), as_=office.member(role))


def test_the_closing_report_prints_balances_and_hashes(office: Office) -> None:
    assert office.ask(closing_report).rows == ()
    a_year(office)
    closing_id = close(office)
    kept = office.ask(lambda read: read.get(YearClosing, closing_id))
    table = office.ask(closing_report)
    assert table.difference_minor == 0
    assert [row.values[2:] for row in table.rows if row.kind == "total"] == [(70000, 70000)]
    assert any(kept.checkpoint.hex() in remark for remark in table.remarks)
    assert any(kept.audit_head.hex() in remark for remark in table.remarks)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_a_checkpoint_that_no_longer_holds(office: Office) -> None:
    a_year(office)
    close(office)
    changed = [["1000", "Bank", 1]]
    with office.app.database.write() as connection:
        connection.execute(update(YearClosing.mapping.table).values(balances=changed, audit_head=b"x" * 32))
    assert {"closing.checkpoint", "closing.anchor"} <= faults(office)


ROLES = (AccountRole.BANK, AccountRole.CAPITAL, AccountRole.SALES, AccountRole.BANK_CHARGES)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("post"),
            st.sampled_from(ROLES),
            st.sampled_from(ROLES),
            st.integers(1, 10**9),
            st.dates(date(2024, 4, 1), date(2026, 10, 31)),
        ),
        st.tuples(st.just("close"), st.sampled_from([2024, 2025])),
        st.tuples(st.just("reopen")),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_posting_closing_and_reopening_in_any_order_leave_the_books_right(
    office: Office, steps: list[tuple[Any, ...]]
) -> None:
    """The trial balance is zero and equity is assets less liabilities, whatever was done."""
    for step in steps:
        office.clock.advance(seconds=1)
        try:
            if step[0] == "post":
                amount = Decimal(step[3]).scaleb(-2)
                post(office, step[1], step[2], str(amount), on=step[4])
            elif step[0] == "close":
                office.do(CloseYear(day=date(step[1], 6, 1)), confirmed=WARNED)
            else:
                closed = office.ask(
                    lambda read: read.all(
                        YearClosing,
                        YearClosing.c.reopened_at.is_(None),
                        order_by=(YearClosing.c.last_on.desc(),),
                    )
                )
                if closed:
                    office.do(ReopenYear(closing_id=closed[0].id, reason="Again"))
        except RuleBroken:
            pass
    office.clock.advance(seconds=1)
    chart = office.ask(accounts)
    for on in (date(2025, 3, 31), YEAR_END, date(2026, 11, 1)):
        found = office.ask(balances, on)
        assert sum(found.values()) == 0
        sums: dict[AccountType, int] = dict.fromkeys(AccountType, 0)
        for account_id, minor in found.items():
            sums[chart.by_id[account_id].type] += minor
        own = -sums[AccountType.EQUITY] - sums[AccountType.INCOME] - sums[AccountType.EXPENSE]
        assert own == sums[AccountType.ASSET] + sums[AccountType.LIABILITY]
        if office.ask(financial_year, on).state is YearState.CLOSED and on != date(2026, 11, 1):
            assert sums[AccountType.INCOME] == sums[AccountType.EXPENSE] == 0
    assert {one for one in faults(office) if one.startswith(("ledger", "closing"))} == set()
