"""What others read of commodities, places and freight."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.commodities.commands import DeactivateCommodity, SaveCommodity, VarietyInput
from rayafin_desktop.features.commodities.contract_terms import SaveAllowanceTable, StepInput
from rayafin_desktop.features.commodities.places import (
    DeactivateLocation,
    RemoveFreightRate,
    SaveFreightRate,
    SaveLocation,
)
from rayafin_desktop.features.commodities.queries import (
    allowance_steps,
    commodity_coded,
    freight_per_mt,
    location_named,
    parameters_of,
    varieties_of,
    variety_called,
)
from rayafin_desktop.features.commodities.rules import AllowanceBasis, Direction
from tests.books import Office

from .traded import chana, cotton, place

TODAY = date(2026, 11, 21)


def test_a_commodity_is_found_by_its_code_while_in_use(office: Office) -> None:
    id_ = cotton(office)
    found = office.ask(commodity_coded, " cotton ")
    assert found is not None
    assert found.id == id_
    office.do(DeactivateCommodity(id=id_))
    assert office.ask(commodity_coded, "COTTON") is None


def test_parameters_stand_in_their_order_with_a_name_of_their_own(office: Office) -> None:
    id_ = cotton(office)
    shown = [(one.code, one.name, one.usual_max) for one in office.ask(parameters_of, id_)]
    assert shown == [("staple_mm", "Staple", None), ("moisture_pct", "Moisture", Decimal("9.5"))]


@pytest.mark.parametrize("text", ["shankar-6", "S6", "s-6", "SANKAR 6", "Shankar 6"])
def test_a_variety_is_known_by_each_of_its_names(office: Office, text: str) -> None:
    assert office.ask(variety_called, cotton(office), text) == "SHANKAR-6"


def test_a_variety_two_are_called_by_is_none(office: Office) -> None:
    id_ = chana(office, varieties=(VarietyInput(name="A", also="X"), VarietyInput(name="B", also="x")))
    assert office.ask(variety_called, id_, "x") is None
    assert office.ask(variety_called, id_, "") is None


def test_parts_that_are_not_sent_stay(office: Office) -> None:
    id_ = cotton(office)
    office.do(SaveCommodity(id=id_, code="COTTON", name="Cotton, lint"))
    assert len(office.ask(varieties_of, id_)) == 2
    office.do(SaveCommodity(id=id_, code="COTTON", name="Cotton, lint", varieties=()))
    assert office.ask(varieties_of, id_) == ()


def test_a_place_is_found_by_code_then_name_then_other_names(office: Office) -> None:
    guntur = place(office, "Guntur", state="37", also="Gtr")
    named = place(office, "GTR", code="GTR-2", state="37")
    found = [office.ask(location_named, text) for text in ("guntur", " GUNTUR ", "gtr", "gtr-2")]
    assert [one and one.id for one in found] == [guntur, guntur, named, named]


def test_a_place_two_are_called_by_is_none(office: Office) -> None:
    place(office, "Aurangabad", code="ABD-MH", state="27")
    place(office, "Aurangabad", code="ABD-BR", state="10")
    assert office.ask(location_named, "Aurangabad") is None
    found = office.ask(location_named, "abd-br")
    assert found is not None
    assert found.state == "10"


def test_a_place_out_of_use_is_not_found(office: Office) -> None:
    office.do(DeactivateLocation(id=place(office)))
    assert office.ask(location_named, "Guntur") is None


def test_freight_is_the_latest_that_had_begun_one_way_in_one_currency(office: Office) -> None:
    here, there = place(office, "Guntur"), place(office, "Mundra")
    way: dict[str, Any] = {"origin_id": here, "destination_id": there}
    office.do(SaveFreightRate(**way, from_on=TODAY - timedelta(days=30), per_mt=Decimal(2500)))
    newer = office.do(SaveFreightRate(**way, from_on=TODAY, per_mt=Decimal("2650.50")))
    office.do(SaveFreightRate(**way, from_on=TODAY, per_mt=Decimal(31), currency="usd"))

    def freight(origin: UUID, destination: UUID, on: date, currency: str = "INR") -> Decimal | None:
        return office.ask(freight_per_mt, origin, destination, on, currency)

    assert freight(here, there, TODAY) == Decimal("2650.5")
    assert freight(here, there, TODAY - timedelta(days=1)) == Decimal(2500)
    assert freight(here, there, TODAY - timedelta(days=31)) is None
    assert freight(here, there, TODAY, "USD") == Decimal(31)
    assert freight(there, here, TODAY) is None
    assert freight(here, here, TODAY) == 0
    office.do(RemoveFreightRate(id=newer))
    assert freight(here, there, TODAY) == Decimal(2500)


def test_a_freight_rate_of_the_same_day_replaces_the_other(office: Office) -> None:
    way: dict[str, Any] = {"origin_id": place(office), "destination_id": place(office, "Mundra")}
    first = office.do(SaveFreightRate(**way, per_mt=Decimal(2500)))
    assert office.do(SaveFreightRate(**way, per_mt=Decimal(2600))) == first
    assert office.ask(freight_per_mt, *way.values(), TODAY, "INR") == Decimal(2600)


def test_steps_of_an_allowance_table_in_their_order(office: Office) -> None:
    table = office.do(
        SaveAllowanceTable(
            name="Cotton",
            commodity_id=cotton(office),
            steps=(
                StepInput(
                    parameter="trash_pct",
                    direction=Direction.ABOVE,
                    step=Decimal("0.5"),
                    basis=AllowanceBasis.PRICE_PERCENT,
                    rate=Decimal("0.5"),
                ),
                StepInput(
                    parameter="staple_mm",
                    direction=Direction.BELOW,
                    step=Decimal("0.5"),
                    basis=AllowanceBasis.PER_PRICE_UNIT,
                    rate=Decimal(300),
                    reject_at=Decimal("1.5"),
                ),
            ),
        )
    )
    steps = office.ask(allowance_steps, table)
    assert [(one.parameter, one.rate, one.reject_at) for one in steps] == [
        ("trash_pct", Decimal("0.5"), None),
        ("staple_mm", Decimal(300), Decimal("1.5")),
    ]


def test_faults_are_told_all_at_once(office: Office) -> None:
    cotton(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SaveCommodity(
                code="cotton",
                name=" ",
                price_low=Decimal(10),
                package_kg=Decimal(0),
                varieties=(VarietyInput(name="X"), VarietyInput(name="x")),
            )
        )
    assert {(one.code, one.field) for one in refused.value.problems} == {
        ("commodity.code_taken", "code"),
        ("commodity.name_missing", "name"),
        ("commodity.band_half", "price_high"),
        ("commodity.above_zero", "package_kg"),
        ("commodity.variety_twice", "varieties.1.name"),
    }
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveLocation(name="", state="99", country="IN", maund_kg=Decimal(-1)))
    assert {one.code for one in refused.value.problems} == {
        "location.name_missing",
        "location.state",
        "location.maund",
    }


def test_a_cashier_looks_but_does_not_save(office: Office) -> None:
    cotton(office)
    cashier = office.member(Role.CASHIER)
    assert office.ask(commodity_coded, "COTTON", as_=cashier) is not None
    with pytest.raises(NotAllowed):
        office.do(SaveCommodity(code="TUR", name="Tur"), as_=cashier)
