"""The rate table: one rate a day, kept over week-ends, never guessed; documents freeze theirs."""

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.currencies.commands import (
    ImportExchangeRates,
    RateOfDay,
    RemoveExchangeRate,
    SaveExchangeRate,
)
from rayafin_desktop.features.currencies.queries import rate_on, require_rate
from tests.books import Office
from tests.features.billing.billed import customer, document, issue, legs_of, line

FRIDAY = date(2026, 11, 13)


def save(office: Office, rate: str, on: date = FRIDAY, currency: str = "USD") -> object:
    return office.do(SaveExchangeRate(currency=currency, dated_on=on, rate=Decimal(rate)))


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_rate_stands_for_the_days_after_it_until_it_is_too_old(office: Office) -> None:
    save(office, "83.125")
    for day, wanted in ((FRIDAY, "83.125"), (date(2026, 11, 20), "83.125"), (date(2026, 11, 21), None)):
        found = office.ask(rate_on, "USD", day)
        assert (found and found.rate) == (Decimal(wanted) if wanted else None)
    assert office.ask(rate_on, "USD", date(2026, 11, 12)) is None, "no rate is taken from the future"
    office.do(ChangeSetting(key="currencies.rate_keeps_days", value=0))
    assert office.ask(rate_on, "USD", date(2026, 11, 14)) is None


def test_the_own_currency_is_always_one(office: Office) -> None:
    found = office.ask(rate_on, "INR", FRIDAY)
    assert found is not None
    assert found.rate == 1


def test_a_missing_rate_is_an_error_and_never_one(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.ask(require_rate, "USD", FRIDAY)
    assert codes(refused) == [("exchange_rate.missing", "rate")]


def test_a_currency_has_one_rate_a_day(office: Office) -> None:
    save(office, "83")
    with pytest.raises(RuleBroken) as refused:
        save(office, "84")
    assert codes(refused) == [("exchange_rate.exists", "dated_on")]


@pytest.mark.parametrize(
    ("currency", "rate", "wrong"),
    [
        ("INR", "1", ("exchange_rate.own_currency", "currency")),
        ("US", "83", ("exchange_rate.currency_invalid", "currency")),
        ("USD", "0", ("exchange_rate.not_positive", "rate")),
        ("USD", "-83", ("exchange_rate.not_positive", "rate")),
        ("USD", "NaN", ("exchange_rate.not_positive", "rate")),
        ("USD", "83.1234567", ("exchange_rate.too_many_decimals", "rate")),
    ],
)
def test_what_is_no_rate_is_refused(office: Office, currency: str, rate: str, wrong: tuple[str, str]) -> None:
    with pytest.raises(RuleBroken) as refused:
        save(office, rate, currency=currency)
    assert codes(refused) == [wrong]


def test_an_import_taken_twice_adds_nothing_and_corrects(office: Office) -> None:
    rates = tuple(
        RateOfDay(currency=currency, dated_on=date(2026, 11, day), rate=Decimal(rate))
        for currency, rate in (("USD", "83"), ("EUR", "96.5"))
        for day in (2, 3, 4)
    )
    first = office.do(ImportExchangeRates(rates=rates, source="bank"))
    again = office.do(ImportExchangeRates(rates=rates))
    corrected = office.do(
        ImportExchangeRates(
            rates=(RateOfDay(currency="usd", dated_on=date(2026, 11, 3), rate=Decimal("83.5")),)
        )
    )
    assert (first.added, again.added, again.unchanged, corrected.changed) == (6, 0, 6, 1)
    found = office.ask(rate_on, "USD", date(2026, 11, 3))
    assert found is not None
    assert found.rate == Decimal("83.5")


def test_an_import_with_one_bad_rate_takes_none(office: Office) -> None:
    good = RateOfDay(currency="USD", dated_on=FRIDAY, rate=Decimal(83))
    bad = RateOfDay(currency="EUR", dated_on=FRIDAY, rate=Decimal(0))
    other = RateOfDay(currency="USD", dated_on=FRIDAY, rate=Decimal(84))
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportExchangeRates(rates=(good, bad, other)))
    assert codes(refused) == [
        ("exchange_rate.not_positive", "rates.1.rate"),
        ("exchange_rate.twice", "rates.2.rate"),
    ]
    assert office.ask(rate_on, "USD", FRIDAY) is None


def test_only_bookkeepers_keep_the_table(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.do(
            SaveExchangeRate(currency="USD", dated_on=FRIDAY, rate=Decimal(83)),
            as_=office.member(Role.CASHIER),
        )


def test_an_invoice_begins_with_the_rate_of_its_day_and_freezes_it(office: Office) -> None:
    rate_id = save(office, "83.25", date(2026, 11, 20))
    abroad = customer(office, "Hamburg Trading", state="", country="DE", currency="USD")
    posted = issue(office, abroad, line(office, "100", code="EXEMPT"))
    assert document(office, posted.id).rate == Decimal("83.25")
    assert legs_of(office, posted.id)["receivable"] == 832_500
    office.do(RemoveExchangeRate(id=rate_id))  # type: ignore[arg-type]
    assert document(office, posted.id).rate == Decimal("83.25")


def test_a_draft_without_a_rate_is_not_posted_at_one(office: Office) -> None:
    """Saved while no rate was known, a foreign draft used to come back with a rate of 1."""
    abroad = customer(office, "Hamburg Trading", state="", country="DE", currency="USD")
    saved = office.do(
        SaveDraft(
            party_id=abroad, issued_on=office.clock.today(), lines=(line(office, "100", code="EXEMPT"),)
        )
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(PostInvoice(invoice_id=saved.id))
    assert ("invoice.rate_missing", "rate") in codes(refused)
    save(office, "84", office.clock.today())
    posted = office.do(PostInvoice(invoice_id=saved.id))
    assert document(office, posted.id).rate == 84
