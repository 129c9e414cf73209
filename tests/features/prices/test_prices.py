"""Price lists through the door: which price holds for whom, when and for how much."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.prices.commands import (
    ChoosePriceList,
    PriceInput,
    RemovePrice,
    ReprisePriceList,
    SavePrice,
    SavePriceList,
    changed_price,
)
from rayafin_desktop.features.prices.lookup import Pricing, breaks_of, list_for, price_for
from rayafin_desktop.features.prices.model import Price, PriceList
from rayafin_desktop.features.prices.queries import party_prices
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, issue, lines_of, tax


def an_item(office: Office, code: str = "BALE", price: str | None = "100") -> UUID:
    return office.do(
        SaveItem(
            code=code,
            name=f"Cotton {code}",
            unit="bale",
            sale_price=None if price is None else Decimal(price),
            tax_code_id=tax(office),
        )
    )


def a_list(office: Office, item_id: UUID, *breaks: tuple[str, str], **values: object) -> UUID:
    fields = {
        "code": "WHOLESALE",
        "name": "Wholesale",
        "valid_from": date(2026, 4, 1),
        "prices": tuple(
            PriceInput(item_id=item_id, from_qty=Decimal(from_qty), price=Decimal(price))
            for from_qty, price in breaks
        ),
        **values,
    }
    return office.do(SavePriceList(**fields))  # type: ignore[arg-type]


def priced(office: Office, party_id: UUID, item_id: UUID, quantity: str, **values: object) -> Decimal:
    """At what an invoice line without a price comes out."""
    line = LineContent(item_id=item_id, quantity=Decimal(quantity))
    return lines_of(office, issue(office, party_id, line, **values).id)[0].unit_price  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_customer_buys_by_its_list_the_rest_by_the_items_price(office: Office) -> None:
    item, shop, stranger = an_item(office), customer(office), customer(office, "Vrinda")
    wholesale = a_list(office, item, ("0", "95"), ("10", "90.25"), ("100", "88"))
    office.do(ChoosePriceList(party_id=shop, price_list_id=wholesale))
    prices = [priced(office, shop, item, quantity) for quantity in ("1", "9.999", "10", "250")]
    assert prices == [Decimal(95), Decimal(95), Decimal("90.25"), Decimal(88)]
    assert priced(office, stranger, item, "250") == Decimal(100)
    office.do(ChoosePriceList(party_id=shop))
    assert priced(office, shop, item, "250") == Decimal(100)


def test_the_default_list_is_for_who_has_none(office: Office) -> None:
    item, shop = an_item(office), customer(office)
    a_list(office, item, ("0", "97"), code="RETAIL", name="Retail", is_default=True)
    special = a_list(office, item, ("0", "80"), code="SPECIAL", name="Special")
    assert priced(office, shop, item, "1") == Decimal(97)
    office.do(ChoosePriceList(party_id=shop, price_list_id=special))
    assert priced(office, shop, item, "1") == Decimal(80)
    shown = office.ask(party_prices, shop)
    assert (shown.price_list_id, shown.price_list_name) == (special, "Special")


def test_the_latest_agreed_list_holds_on_its_day(office: Office) -> None:
    """A document of an earlier day keeps the earlier price, even entered later."""
    item = an_item(office)
    shop = customer(office)
    first = a_list(office, item, ("0", "100"), is_default=True)
    office.do(ReprisePriceList(price_list_id=first, valid_from=date(2026, 11, 1), percent=Decimal("5.5")))
    office.clock.go_to(date(2026, 12, 1))
    days = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30))
    assert [priced(office, shop, item, "1", on=day) for day in days] == [
        Decimal(100),
        Decimal("105.5"),
        Decimal("105.5"),
    ]
    with office.app.read(office.owner) as read:
        old = read.get(PriceList, first)
        assert old.valid_until == date(2026, 10, 31)
        over = Pricing(party_id=shop, on=date(2026, 3, 31), currency="INR", prices_include_tax=False)
        assert list_for(read, over) is None


def test_a_list_in_another_currency_or_with_tax_inside_is_passed_over(office: Office) -> None:
    """A price is never converted: 100 with tax is not 100 without, 3 dollars are not 3 rupees."""
    item = an_item(office)
    shop, abroad = customer(office), customer(office, "Baltic Yarns", currency="USD", country="EE", state="")
    a_list(office, item, ("0", "118"), prices_include_tax=True, is_default=True)
    assert priced(office, shop, item, "1") == Decimal(100)
    assert priced(office, shop, item, "1", prices_include_tax=True) == Decimal(118)
    dollars = a_list(office, item, ("0", "1.19"), code="EXPORT", name="Export", currency="USD")
    office.do(ChoosePriceList(party_id=abroad, price_list_id=dollars))
    assert priced(office, abroad, item, "1", rate=Decimal("84.5")) == Decimal("1.19")


def test_a_price_that_was_typed_stands(office: Office) -> None:
    item, shop = an_item(office), customer(office)
    a_list(office, item, ("0", "95"), is_default=True)
    line = LineContent(item_id=item, quantity=Decimal(2), unit_price=Decimal(0))
    posted = issue(office, shop, line)
    assert lines_of(office, posted.id)[0].unit_price == 0


def test_changing_a_list_changes_no_document(office: Office) -> None:
    item, shop = an_item(office), customer(office)
    list_id = a_list(office, item, ("0", "95"), is_default=True)
    posted = issue(office, shop, LineContent(item_id=item, quantity=Decimal(1)))
    office.do(SavePrice(price_list_id=list_id, item_id=item, price=Decimal(70)))
    assert lines_of(office, posted.id)[0].unit_price == Decimal(95)
    assert priced(office, shop, item, "1") == Decimal(70)


def test_a_removed_price_is_gone_and_the_next_break_stays(office: Office) -> None:
    item, shop = an_item(office), customer(office)
    a_list(office, item, ("0", "95"), ("10", "90"), is_default=True)
    with office.app.read(office.owner) as read:
        lowest = read.find(Price, from_qty=Decimal(0))
    assert lowest is not None
    office.do(RemovePrice(id=lowest.id))
    assert [priced(office, shop, item, quantity) for quantity in ("9", "10")] == [Decimal(100), Decimal(90)]


def test_faults_of_a_list_are_told_all_at_once(office: Office) -> None:
    item = an_item(office)
    with pytest.raises(RuleBroken) as refused:
        a_list(
            office,
            item,
            ("0", "-1"),
            ("0", "2"),
            code=" ",
            name="",
            currency="RS",
            valid_until=date(2026, 3, 31),
        )
    assert set(codes(refused)) == {
        ("price_list.code_missing", "code"),
        ("price_list.name_missing", "name"),
        ("price_list.currency", "currency"),
        ("price_list.ends_before", "valid_until"),
        ("price.invalid", "prices.0.price"),
        ("price.twice", "prices.1.from_qty"),
    }
    list_id = a_list(office, item, ("0", "1"))
    with pytest.raises(RuleBroken) as refused:
        a_list(office, item)
    assert codes(refused) == [("price_list.taken", "valid_from")]
    with pytest.raises(RuleBroken) as refused:
        office.do(ReprisePriceList(price_list_id=list_id, valid_from=date(2026, 4, 1), percent=Decimal(-100)))
    assert {code for code, _ in codes(refused)} >= {"price_list.not_later", "price_list.percent"}


def test_a_cashier_reads_prices_and_sets_none(office: Office) -> None:
    item = an_item(office)
    list_id = a_list(office, item, ("0", "1"))
    cashier = office.member(Role.CASHIER)
    assert office.ask(party_prices, customer(office), as_=cashier).price_list_id is None
    with pytest.raises(NotAllowed):
        office.do(SavePrice(price_list_id=list_id, item_id=item, price=Decimal(2)), as_=cashier)


@pytest.mark.parametrize(
    ("price", "percent", "decimals", "expected"),
    [
        ("100", "5.5", 2, "105.5"),
        ("33.33", "10", 2, "36.66"),  # 36.663
        ("0.005", "100", 2, "0.01"),
        ("12.25", "-10", 1, "11.0"),  # 11.025
        ("2.5", "2", 0, "3"),  # 2.55
        ("99.99", "-100", 2, "0"),
    ],
)
def test_a_change_in_percent_rounds_half_up(price: str, percent: str, decimals: int, expected: str) -> None:
    assert changed_price(Decimal(price), Decimal(percent), decimals) == Decimal(expected)


def test_breaks_hold_for_returns_by_their_size() -> None:
    breaks = [(Decimal(1), Decimal(10)), (Decimal(5), Decimal(8))]
    quantities = ("0.5", "1", "4.999", "5", "-5", "-0.5")
    prices = [price_for(breaks, Decimal(quantity)) for quantity in quantities]
    assert prices == [None, Decimal(10), Decimal(10), Decimal(8), Decimal(8), None]


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_an_ended_list_prices_nothing(office: Office) -> None:
    item, shop = an_item(office), customer(office)
    yesterday = TODAY - timedelta(days=1)
    a_list(office, item, ("0", "95"), is_default=True, valid_until=yesterday)
    pricing = Pricing(party_id=shop, on=TODAY, currency="INR", prices_include_tax=False)
    assert office.ask(breaks_of, pricing, [item]) == {}
