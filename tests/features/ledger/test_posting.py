"""Posting: what is refused, what is kept, and that the database refuses by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from rayafin_desktop.base.errors import RayafinError, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.entity import values_of
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.commands import (
    JournalLine,
    PostJournal,
    ReverseEntry,
    SaveAccount,
)
from rayafin_desktop.features.ledger.model import JournalEntry, Leg, account_months
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole, AccountType
from rayafin_desktop.features.ledger.rules import base_amounts
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from tests.books import Office

DAY = date(2026, 11, 20)


def account(office: Office, role: AccountRole) -> UUID:
    return office.ask(accounts).by_role[role].id


def journal(office: Office, amount: str = "100.00", on: date = DAY, **changes: Any) -> PostJournal:
    """Cash to capital."""
    values: dict[str, Any] = {
        "posted_on": on,
        "lines": (
            JournalLine(account_id=account(office, AccountRole.CASH), debit=Decimal(amount)),
            JournalLine(account_id=account(office, AccountRole.CAPITAL), credit=Decimal(amount)),
        ),
    } | changes
    return PostJournal(**values)


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_journal_voucher_is_posted_and_numbered_without_gaps(office: Office) -> None:
    first = office.do(journal(office))
    with pytest.raises(RuleBroken):
        office.do(journal(office, lines=()))
    second = office.do(journal(office))
    assert (first.entry_no, second.entry_no) == (1, 2)

    def legs(read: Read) -> list[Any]:
        return [
            tuple(row)
            for row in read.fetch(
                select(Leg.c.amount_minor, Leg.c.base_minor, Leg.c.currency, Leg.c.posted_on)
                .where(Leg.c.company_id == read.company_id, Leg.c.entry_id == first.entry_id)
                .order_by(Leg.c.line_no)
            )
        ]

    assert office.ask(legs) == [(10000, 10000, "INR", DAY), (-10000, -10000, "INR", DAY)]


def test_what_does_not_balance_is_refused_with_the_difference(office: Office) -> None:
    lines = (
        JournalLine(account_id=account(office, AccountRole.CASH), debit=Decimal("100.00")),
        JournalLine(account_id=account(office, AccountRole.CAPITAL), credit=Decimal("99.99")),
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(PostJournal(posted_on=DAY, lines=lines))
    assert codes(refused) == [("entry.unbalanced", "lines")]
    assert refused.value.params == {"difference": "0.01"}


def test_all_that_is_wrong_is_said_at_once(office: Office) -> None:
    group = office.ask(accounts).by_code["1000"].id
    lines = (
        JournalLine(account_id=new_id(), debit=Decimal(1)),
        JournalLine(account_id=group, credit=Decimal(1)),
        JournalLine(account_id=account(office, AccountRole.CASH)),
        JournalLine(account_id=account(office, AccountRole.RECEIVABLE), debit=Decimal(1)),
        JournalLine(account_id=account(office, AccountRole.CASH), debit=Decimal(1), currency="USD"),
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(PostJournal(posted_on=DAY, lines=lines))
    assert codes(refused) == [
        ("account.not_found", "lines.0"),
        ("account.is_group", "lines.1"),
        ("entry.zero_leg", "lines.2"),
        ("entry.party_missing", "lines.3"),
        ("entry.rate_missing", "lines.4"),
    ]


def test_a_foreign_line_without_a_rate_takes_that_of_the_day(office: Office) -> None:
    office.do(SaveExchangeRate(currency="USD", dated_on=DAY, rate=Decimal("83.125")))
    cash, capital = account(office, AccountRole.CASH), account(office, AccountRole.CAPITAL)
    lines = (
        JournalLine(account_id=cash, debit=Decimal("2.00"), currency="USD"),
        JournalLine(account_id=capital, credit=Decimal("166.25")),
    )
    posted = office.do(PostJournal(posted_on=DAY, lines=lines))

    def first(read: Read) -> tuple[Any, ...]:
        c = Leg.c
        row = read.first(
            select(c.base_minor, c.rate).where(
                c.company_id == read.company_id, c.entry_id == posted.entry_id, c.line_no == 1
            )
        )
        assert row is not None
        return tuple(row)

    assert office.ask(first) == (16625, Decimal("83.125"))


def test_amounts_that_would_need_rounding_are_refused(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(journal(office, "1.005"))
    assert codes(refused) == [
        ("entry.too_many_decimals", "lines.0.debit"),
        ("entry.too_many_decimals", "lines.1.credit"),
    ]


def test_another_companys_account_is_not_found(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("GB")
    with pytest.raises(RuleBroken) as refused:
        office.do(journal(other))
    assert {code for code, _ in codes(refused)} == {"account.not_found"}


def test_a_reversal_cancels_its_entry_once(office: Office) -> None:
    posted = office.do(journal(office))
    reverse = ReverseEntry(entry_id=posted.entry_id, on=DAY, why="typed twice")
    with pytest.raises(RuleBroken) as early:
        office.do(ReverseEntry(entry_id=posted.entry_id, on=date(2026, 11, 19), why="typed twice"))
    assert codes(early) == [("entry.reversal_too_early", "on")]
    office.do(reverse)
    with pytest.raises(RuleBroken) as again:
        office.do(reverse)
    assert codes(again) == [("entry.already_reversed", "")]
    assert set(office.ask(balances).values()) == {0}


def balances(read: Read) -> dict[UUID, int]:
    rows = read.fetch(select(Leg.c.account_id, Leg.c.base_minor).where(Leg.c.company_id == read.company_id))
    found: dict[UUID, int] = {}
    for account_id, base_minor in rows:
        found[account_id] = found.get(account_id, 0) + base_minor
    return found


def test_a_voucher_reverses_itself_on_a_day(office: Office) -> None:
    voucher = replace(journal(office, on=date(2026, 10, 31)), reverse_on=date(2026, 10, 30))
    with pytest.raises(RuleBroken) as refused:
        office.do(voucher)
    assert codes(refused) == [("entry.reversal_too_early", "reverse_on")]
    posted = office.do(replace(voucher, reverse_on=date(2026, 11, 1)))
    first, second = office.ask(lambda read: read.all(JournalEntry, order_by=(JournalEntry.c.entry_no,)))
    assert (first.id, first.posted_on) == (posted.entry_id, date(2026, 10, 31))
    assert (second.reverses_id, second.posted_on) == (posted.entry_id, date(2026, 11, 1))
    assert set(office.ask(balances).values()) == {0}


def test_nothing_is_posted_into_closed_books(office: Office) -> None:
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 10, 31), reason="October is done"))
    with pytest.raises(RuleBroken) as refused:
        office.do(journal(office, on=date(2026, 10, 31)))
    assert codes(refused) == [("entry.period_closed", "posted_on")]
    office.do(journal(office, on=date(2026, 11, 1)))


def test_sums_per_month_are_kept(office: Office) -> None:
    office.do(journal(office, "10.00", date(2026, 10, 31)))
    office.do(journal(office, "20.00", date(2026, 11, 1)))
    office.do(journal(office, "5.00", date(2026, 11, 30)))
    cash = account(office, AccountRole.CASH)

    def months(read: Read) -> list[tuple[int, int, int]]:
        columns = account_months.c
        rows = read.fetch(
            select(columns.month, columns.debit_minor, columns.credit_minor)
            .where(columns.company_id == read.company_id, columns.account_id == cash)
            .order_by(columns.month)
        )
        return [tuple(row) for row in rows]

    assert office.ask(months) == [(202610, 1000, 0), (202611, 2500, 0)]


def test_an_account_in_use_keeps_its_type(office: Office) -> None:
    made = office.do(SaveAccount(code="6999", name="Tea", type=AccountType.EXPENSE))
    lines = (
        JournalLine(account_id=made, debit=Decimal(1)),
        JournalLine(account_id=account(office, AccountRole.CASH), credit=Decimal(1)),
    )
    office.do(SaveAccount(id=made, version=1, code="6999", name="Tea and milk", type=AccountType.EXPENSE))
    office.do(PostJournal(posted_on=DAY, lines=lines))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveAccount(id=made, version=2, code="6999", name="Tea", type=AccountType.ASSET))
    assert codes(refused) == [("account.in_use", "type")]


class TestTheDatabaseItself:
    """What happens to somebody who writes past the program."""

    def rows(self, office: Office) -> tuple[JournalEntry, list[Leg]]:
        posted = office.do(journal(office))

        def load(read: Read) -> tuple[JournalEntry, list[Leg]]:
            return read.get(JournalEntry, posted.entry_id), read.parts(Leg, posted.entry_id)

        return office.ask(load)

    def test_refuses_a_change_or_removal(self, office: Office) -> None:
        self.rows(office)
        entries, legs = JournalEntry.mapping.table, Leg.mapping.table
        for statement in (
            update(legs).values(base_minor=legs.c.base_minor * 2),
            legs.delete(),
            update(entries).values(narration="changed"),
            entries.delete(),
        ):
            with (
                pytest.raises(RuleBroken, match=r"entry\.immutable"),
                office.app.database.write() as connection,
            ):
                connection.execute(statement)

    def test_refuses_another_leg_of_a_posted_entry(self, office: Office) -> None:
        _, legs = self.rows(office)
        values = values_of(legs[0]) | {"line_no": 3}
        with (
            pytest.raises(RuleBroken, match=r"entry\.immutable"),
            office.app.database.write() as connection,
        ):
            connection.execute(insert(Leg.mapping.table), values)

    @pytest.mark.parametrize(
        "changed",
        [
            pytest.param({"base_minor": 9999}, id="unbalanced"),
            pytest.param({"posted_on": date(2026, 11, 19)}, id="dated otherwise"),
            pytest.param(None, id="one leg"),
        ],
    )
    def test_refuses_an_entry_that_is_not_whole(self, office: Office, changed: dict[str, Any] | None) -> None:
        entry, legs = self.rows(office)
        entry_id = new_id()
        rows = [values_of(leg) | {"entry_id": entry_id} for leg in legs]
        rows = rows[:1] if changed is None else [rows[0] | changed, rows[1]]
        with office.app.database.write() as connection:
            connection.execute(insert(Leg.mapping.table), rows)
            again = insert(JournalEntry.mapping.table).values(
                values_of(entry) | {"id": entry_id, "entry_no": 99}
            )
            with pytest.raises(DBAPIError, match=r"entry\.unbalanced"):
                connection.execute(again)
            connection.rollback()

    def test_refuses_legs_without_an_entry(self, office: Office) -> None:
        _, legs = self.rows(office)
        rows = [values_of(leg) | {"entry_id": new_id()} for leg in legs]
        with pytest.raises((IntegrityError, RayafinError)), office.app.database.write() as connection:
            connection.execute(insert(Leg.mapping.table), rows)


def test_only_derived_sums_can_be_bumped(office: Office) -> None:
    def try_it(read: Read) -> None:
        Work.bump(read, JournalEntry.mapping.table, {}, {})  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        office.ask(try_it)


rates = st.decimals("0.000001", "99999", places=6)


@given(
    st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8),
    rates,
    st.sampled_from(["JPY", "KWD", "USD"]),
)
def test_what_balances_still_balances_in_the_companys_currency(
    amounts: list[int], rate: Decimal, currency: str
) -> None:
    balanced = [*amounts, -sum(amounts)]
    assert sum(base_amounts(balanced, rate, currency, "INR")) == 0


def test_conversion_rounds_half_up_and_gives_the_rest_to_the_largest_remainder() -> None:
    assert base_amounts([10001, -9000, -1001], Decimal("83.125"), "USD", "INR") == [831333, -748125, -83208]
    assert base_amounts([40000], Decimal("84.10"), "USD", "INR") == [3364000]
    assert base_amounts([500], Decimal("0.55"), "JPY", "INR") == [27500]
