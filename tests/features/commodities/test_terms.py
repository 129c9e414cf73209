"""What was entered of an offer becomes the columns of its terms, and these weigh and cost what they must."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.units import CANDY_KG, TradeUnit, goods_value_minor
from rayafin_desktop.features.commodities.commands import SaveCommodity
from rayafin_desktop.features.commodities.rules import PriceType
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.commodities.terms_reading import (
    TERMS,
    agreed_kg,
    estimated_kg,
    estimated_value_minor,
    price_unit_kg,
)
from tests.books import Office

from .traded import chana, cotton, place, resolved


@dataclass(frozen=True, kw_only=True)
class Said:
    """Terms as a table row would have them."""

    quantity: Decimal | None = None
    unit: TradeUnit = TradeUnit.BALE
    package_kg: Decimal | None = None
    price: Decimal | None = None
    price_unit: TradeUnit = TradeUnit.CANDY
    kg_per_price_unit: str = ""
    price_type: PriceType | None = None
    currency: str = "INR"


def test_bales_at_a_price_a_candy_come_to_the_exact_value() -> None:
    """300 bales of 170 kg at 61,500 a candy of 784 lb (trade.md 3.3)."""
    said = Said(quantity=Decimal(300), package_kg=Decimal(170), price=Decimal(61500))
    assert estimated_kg(said) == 51000
    assert price_unit_kg(said) == CANDY_KG
    assert estimated_value_minor(said) == 8_819_896_50


def test_an_agreed_weight_of_a_candy_is_what_counts() -> None:
    """0.2812 candies a quintal is the trade's shorthand: 100 / 0.2812 kg."""
    said = Said(
        quantity=Decimal(300), package_kg=Decimal(170), price=Decimal(61500), kg_per_price_unit="355.62"
    )
    assert price_unit_kg(said) == Fraction("355.62")
    assert estimated_value_minor(said) == round(Fraction(51000 * 61500 * 100) / Fraction("355.62"))


def test_a_price_per_package_needs_no_weight() -> None:
    said = Said(quantity=Decimal(20), price=Decimal("8500.55"), price_unit=TradeUnit.BALE)
    assert estimated_kg(said) is None
    assert estimated_value_minor(said) == 170_011_00


def test_a_price_per_bale_of_a_weight_goes_by_the_package() -> None:
    said = Said(
        quantity=Decimal(34),
        unit=TradeUnit.MT,
        price=Decimal(100),
        price_unit=TradeUnit.BALE,
        package_kg=Decimal(170),
    )
    assert price_unit_kg(said) == 170
    assert estimated_value_minor(said) == 20_000_00


@pytest.mark.parametrize(
    "said",
    [
        Said(quantity=Decimal(300), price=Decimal(61500)),
        Said(quantity=Decimal(300), package_kg=Decimal(170)),
        Said(price=Decimal(61500), package_kg=Decimal(170)),
        Said(quantity=Decimal(300), package_kg=Decimal(170), price=Decimal(9), price_type=PriceType.ON_CALL),
        Said(
            quantity=Decimal(2),
            unit=TradeUnit.FCL,
            package_kg=Decimal(26000),
            price=Decimal(9),
            price_unit=TradeUnit.BALE,
        ),
    ],
)
def test_what_is_not_known_has_no_value(said: Said) -> None:
    assert estimated_value_minor(said) is None


@given(
    st.decimals(Decimal("0.001"), Decimal(100000), places=3),
    st.decimals(Decimal("0.01"), Decimal(200000), places=2),
    st.sampled_from([TradeUnit.CANDY, TradeUnit.QTL, TradeUnit.MT, TradeUnit.KG, TradeUnit.LB]),
)
def test_a_weight_in_kilograms_costs_what_money_says(weight: Decimal, price: Decimal, per: TradeUnit) -> None:
    """The estimate of a weight is the money of it: one exact product, one rounding."""
    said = Said(quantity=weight, unit=TradeUnit.KG, price=price, price_unit=per)
    each = price_unit_kg(said)
    assert each is not None
    assert estimated_value_minor(said) == goods_value_minor(weight, price, each, 2)


@given(st.decimals(Decimal("0.001"), Decimal(100000), places=3), st.sampled_from(list(TradeUnit)))
def test_changing_the_unit_changes_no_weight(quantity: Decimal, unit: TradeUnit) -> None:
    said = Said(quantity=quantity, unit=unit, price_unit=TradeUnit.KG)
    weight = estimated_kg(said)
    if unit.is_count:
        assert weight is None
    else:
        assert weight is not None
        assert weight / Fraction(quantity) == price_unit_kg(Said(price_unit=unit))


def test_left_out_units_and_weights_are_the_commoditys(office: Office) -> None:
    values, problems = resolved(
        office, TermsContent(commodity_id=cotton(office), variety="s-6", quantity=Decimal(300))
    )
    assert not problems
    assert set(values) == set(TERMS)
    assert (values["unit"], values["price_unit"]) == (TradeUnit.BALE, TradeUnit.CANDY)
    assert (values["currency"], values["package_kg"]) == ("INR", Decimal(170))
    assert (values["variety"], values["tolerance_percent"]) == ("SHANKAR-6", Decimal(5))
    assert values["price"] is None
    assert values["payment_type"] is None
    assert values["origin_id"] is None


def test_an_agreed_weight_of_the_commodity_is_taken_for_its_price_unit_only(office: Office) -> None:
    id_ = cotton(office, kg_per_price_unit="355.62")
    values, _ = resolved(office, TermsContent(commodity_id=id_))
    assert values["kg_per_price_unit"] == "355.62"
    values, _ = resolved(office, TermsContent(commodity_id=id_, price_unit=TradeUnit.QTL))
    assert values["kg_per_price_unit"] == ""


def test_a_maund_weighs_what_it_weighs_at_the_origin(office: Office) -> None:
    id_ = cotton(office)
    sirsa = place(office, "Sirsa", state="06", maund_kg=Decimal("37.36"))
    said = TermsContent(commodity_id=id_, unit=TradeUnit.MAUND, price_unit=TradeUnit.MAUND, origin_id=sirsa)
    values, _ = resolved(office, said)
    assert values["kg_per_price_unit"] == "37.36"
    assert values["package_kg"] is None


def test_a_package_the_commodity_does_not_come_in_has_no_weight(office: Office) -> None:
    values, _ = resolved(office, TermsContent(commodity_id=cotton(office), unit=TradeUnit.FCL))
    assert values["package_kg"] is None


def test_every_fault_is_told_with_its_field(office: Office) -> None:
    said = TermsContent(
        commodity_id=chana(office),
        quantity=Decimal("2.5"),
        unit=TradeUnit.LORRY,
        tolerance_percent=Decimal(101),
        package_kg=Decimal(0),
        lorries=0,
        price=Decimal(-1),
        kg_per_price_unit="about 100",
        currency="rupees",
        crop_year="25/26",
        origin_id=uuid4(),
        destination_id=uuid4(),
        delivery_from=date(2026, 12, 2),
        delivery_to=date(2026, 12, 1),
        payment_days=-1,
        advance_percent=Decimal(-5),
        discount_percent=Decimal(200),
        variety="V" * 41,
        limits=(
            LimitContent(parameter="moisture_pct", min_value=Decimal(12), max_value=Decimal(10)),
            LimitContent(parameter="moisture_pct", max_value=Decimal(10)),
            LimitContent(parameter="Trash %", max_value=Decimal(3)),
            LimitContent(parameter="broken_pct"),
        ),
    )
    _, problems = resolved(office, said)
    assert {(one.code, one.field) for one in problems} == {
        ("terms.packages_not_whole", "quantity"),
        ("terms.percent", "tolerance_percent"),
        ("terms.package_kg", "package_kg"),
        ("terms.lorries", "lorries"),
        ("terms.price", "price"),
        ("terms.kg_per_price_unit", "kg_per_price_unit"),
        ("terms.currency", "currency"),
        ("terms.crop_year", "crop_year"),
        ("terms.location_unknown", "origin_id"),
        ("terms.location_unknown", "destination_id"),
        ("terms.delivery_window", "delivery_to"),
        ("terms.payment_days", "payment_days"),
        ("terms.percent", "advance_percent"),
        ("terms.percent", "discount_percent"),
        ("terms.too_long", "variety"),
        ("terms.limit_order", "limits.0.max_value"),
        ("terms.limit_twice", "limits.1.parameter"),
        ("terms.parameter", "limits.2.parameter"),
        ("terms.limit_empty", "limits.3.min_value"),
    }


def test_an_unknown_commodity_is_told_and_nothing_else(office: Office) -> None:
    values, problems = resolved(office, TermsContent(commodity_id=uuid4(), price=Decimal(-1)))
    assert values == {}
    assert [one.code for one in problems] == ["terms.commodity_unknown"]


def test_another_companys_commodity_is_unknown(office: Office, offices: object) -> None:
    other = offices("IN")  # type: ignore[operator]
    foreign = other.do(SaveCommodity(code="COTTON", name="Cotton"))
    _, problems = resolved(office, TermsContent(commodity_id=foreign))
    assert [one.code for one in problems] == ["terms.commodity_unknown"]


@pytest.mark.parametrize("text", ["", "0", "-1", "1e3", "355,62", "1/2", "abc"])
def test_what_is_no_weight_is_none(text: str) -> None:
    assert agreed_kg(text) is None
