"""Revaluing foreign amounts: per party, at the day's rate, gone again the next day."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.balances import balances
from rayafin_desktop.features.ledger.commands import SaveAccount
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole, AccountType
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies, TakeBackRevaluation
from rayafin_desktop.features.revaluation.queries import revaluation_lines, revaluation_preview
from rayafin_desktop.features.revaluation.rules import ForeignBalance, gain_and_loss, revalued
from tests.books import Office
from tests.features.payments.sales import balance, customer, invoice, receive, verify

MONTH_END = date(2026, 11, 30)


def rate(office: Office, value: str, on: date = MONTH_END, currency: str = "USD") -> None:
    office.do(SaveExchangeRate(currency=currency, dated_on=on, rate=Decimal(value)))


def abroad(office: Office, name: str = "Hamburg Trading") -> UUID:
    return customer(office, name, currency="USD", country="DE", state="")


def at(office: Office, role: AccountRole, day: date) -> int:
    with office.app.read(office.owner) as read:
        account = accounts(read).by_role[role]
        return balances(read, day, [account.id]).get(account.id, 0)


def test_open_invoices_are_brought_to_the_rate_and_back_the_next_day(office: Office) -> None:
    party = abroad(office)
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    account = office.do(
        SaveAccount(
            code="1125", name="Dollar account", type=AccountType.ASSET, currency="USD", holds_money=True
        )
    )
    receive(office, party, "400.00", (bill, "400.00"), account_id=account, rate=Decimal("84.10"))
    rate(office, "85.50")
    realised = at(office, AccountRole.FX_GAIN, MONTH_END)
    preview = office.ask(revaluation_preview, MONTH_END)
    found = office.do(RevalueCurrencies(revalued_on=MONTH_END))
    # 600.00 USD booked at 49,800.00 is worth 51,300.00; so are the 400.00 in the bank, at 33,640.00.
    lines = {line.account_name: line.difference_minor for line in office.ask(revaluation_lines, found)}
    assert sorted(lines.values()) == [56_000, 150_000]
    assert (preview.gain_minor, preview.loss_minor) == (206_000, 0)
    assert at(office, AccountRole.RECEIVABLE, MONTH_END) == 5_130_000
    assert at(office, AccountRole.FX_GAIN, MONTH_END) == realised - 206_000
    next_day = MONTH_END + timedelta(days=1)
    assert at(office, AccountRole.RECEIVABLE, next_day) == 4_980_000
    assert at(office, AccountRole.FX_GAIN, next_day) == realised
    assert verify(office) == []


def test_dollars_in_a_rupee_account_were_changed_by_the_bank(office: Office) -> None:
    party = abroad(office)
    bill = invoice(office, party, "400.00", currency="USD", rate=Decimal("83.00"))
    receive(office, party, "400.00", (bill, "400.00"), currency="USD", rate=Decimal("84.10"))
    rate(office, "85.50")
    assert office.ask(revaluation_preview, MONTH_END).lines == ()


def test_paying_after_a_revaluation_realises_the_whole_difference(office: Office) -> None:
    """The receivable is relieved at its own book rate, and ends at exactly nothing (ERPNext #35301)."""
    party = abroad(office)
    bill = invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    rate(office, "85.50")
    office.do(RevalueCurrencies(revalued_on=MONTH_END))
    office.clock.go_to(date(2026, 12, 5))
    receive(office, party, "1000.00", (bill, "1000.00"), currency="USD", rate=Decimal("84.00"))
    assert balance(office, AccountRole.RECEIVABLE, party) == 0
    assert balance(office, AccountRole.FX_GAIN) == -100_000
    assert verify(office) == []


def test_each_party_is_revalued_by_itself(office: Office) -> None:
    parties = [abroad(office, name) for name in ("Hamburg Trading", "Lyon Textiles")]
    for party, amount in zip(parties, ("33.33", "66.67"), strict=True):
        invoice(office, party, amount, currency="USD", rate=Decimal("83.00"))
    rate(office, "82.123456")
    office.do(RevalueCurrencies(revalued_on=MONTH_END))
    assert [balance(office, AccountRole.RECEIVABLE, party) for party in parties] == [276_639, 553_361]


def test_a_missing_rate_refuses_the_whole(office: Office) -> None:
    party = abroad(office)
    invoice(office, party, "1000.00", currency="USD", rate=Decimal("83.00"))
    invoice(office, party, "1000.00", currency="EUR", rate=Decimal("96.00"))
    rate(office, "85.50")
    with pytest.raises(RuleBroken) as refused:
        office.do(RevalueCurrencies(revalued_on=MONTH_END))
    assert [(one.code, one.params["currency"]) for one in refused.value.problems] == [
        ("exchange_rate.missing", "EUR")
    ]


def test_a_day_is_revalued_once_until_it_is_taken_back(office: Office) -> None:
    invoice(office, abroad(office), "1000.00", currency="USD", rate=Decimal("83.00"))
    rate(office, "85.50")
    first = office.do(RevalueCurrencies(revalued_on=MONTH_END))
    with pytest.raises(RuleBroken) as refused:
        office.do(RevalueCurrencies(revalued_on=MONTH_END))
    assert [one.code for one in refused.value.problems] == ["revaluation.exists"]
    office.do(TakeBackRevaluation(revaluation_id=first, reason="wrong rate"))
    assert at(office, AccountRole.RECEIVABLE, MONTH_END) == 8_300_000
    with pytest.raises(RuleBroken) as refused:
        office.do(TakeBackRevaluation(revaluation_id=first, reason="again"))
    assert [one.code for one in refused.value.problems] == ["revaluation.taken_back_already"]
    office.do(RevalueCurrencies(revalued_on=MONTH_END))
    assert at(office, AccountRole.RECEIVABLE, MONTH_END) == 8_550_000
    assert verify(office) == []


def test_nothing_foreign_is_nothing_to_revalue(office: Office) -> None:
    invoice(office, customer(office), "1000.00")
    with pytest.raises(RuleBroken) as refused:
        office.do(RevalueCurrencies(revalued_on=MONTH_END))
    assert [one.code for one in refused.value.problems] == ["revaluation.nothing"]


@given(
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**11), 10**11)), max_size=8),
    st.decimals("0.000001", "1000", places=6),
)
def test_gain_less_loss_is_what_the_books_move_by(amounts: list[tuple[int, int]], value: Decimal) -> None:
    found = [
        ForeignBalance(account_id=UUID(int=n), party_id=None, currency="USD", amount_minor=a, booked_minor=b)
        for n, (a, b) in enumerate(amounts)
    ]
    lines = revalued(found, {"USD": value}, "INR")
    gain, loss = gain_and_loss(lines)
    assert gain - loss == sum(line.worth_minor - line.balance.booked_minor for line in lines)
    assert min(gain, loss) >= 0


@pytest.mark.parametrize(
    ("day", "code"), [(date.min, "revaluation.nothing"), (date.max, "revaluation.no_next_day")]
)
def test_the_ends_of_the_calendar_are_days_like_others(office: Office, day: date, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(RevalueCurrencies(revalued_on=day))
    assert [(one.code, one.field) for one in refused.value.problems] == [(code, "revalued_on")]
