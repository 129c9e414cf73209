"""Setting up the trade desk makes what is usual, once, and changes nothing that is there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.commodities.commands import SaveCommodity
from rayafin_desktop.features.commodities.queries import (
    allowance_steps,
    allowance_table_of,
    clauses,
    commodities,
    commodity_coded,
    location_named,
    locations,
    parameters_of,
    standard_clauses,
    variety_called,
)
from rayafin_desktop.features.commodities.rules import TermKind
from rayafin_desktop.features.commodities.seed_places import places
from rayafin_desktop.features.commodities.seeding import SeedTradeDesk
from rayafin_desktop.features.commodities.seeds import ALLOWANCES, CLAUSES, COMMODITIES, PARAMETERS
from rayafin_desktop.features.companies.gst_states import STATES
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.items.model import Item
from tests.books import Office

# The codes of the message parser (trade.md 3.6).
CODES = """COTTON COTTONSEED YARN WHEAT MAIZE BARLEY RICE PADDY BAJRA JOWAR CHANA TUR MOONG URAD MASOOR
SOYBEAN SOYA_DOC MUSTARD_SEED GROUNDNUT SESAME CASTOR_SEED GUAR_SEED GUAR_GUM_SPLITS SUGAR JEERA TURMERIC"""


def test_a_company_that_does_not_trade_has_nothing_of_it(office: Office) -> None:
    assert not office.ask(commodities)
    assert not office.ask(locations)
    assert not office.ask(clauses)


def test_the_usual_is_made_once(office: Office) -> None:
    made = office.do(SeedTradeDesk())
    assert (made.commodities, made.items, made.clauses, made.allowance_tables) == (26, 26, 11, 2)
    assert {one.code for one in office.ask(commodities).values()} == set(CODES.split())
    again = office.do(SeedTradeDesk())
    assert (again.commodities, again.locations, again.clauses, again.items) == (0, 0, 0, 0)
    assert not [one for one in office.app.verify() if one.faults]


def test_cotton_is_traded_in_bales_and_priced_a_candy(office: Office) -> None:
    office.do(SeedTradeDesk())
    cotton = office.ask(commodity_coded, "COTTON")
    assert cotton is not None
    assert cotton.item_id is not None
    assert (cotton.unit, cotton.price_unit, cotton.package_kg) == (
        TradeUnit.BALE,
        TradeUnit.CANDY,
        Decimal(170),
    )
    assert cotton.kg_per_price_unit == ""  # exact, never 355.62
    limits = {one.code: (one.usual_min, one.usual_max) for one in office.ask(parameters_of, cotton.id)}
    assert limits["staple_mm"] == (Decimal(22), Decimal(34))
    assert limits["micronaire"] == (Decimal("2.5"), Decimal(6))
    assert office.ask(variety_called, cotton.id, "S-6") == "SHANKAR-6"
    table = office.ask(allowance_table_of, cotton.id)
    assert table is not None
    assert table.commodity_id == cotton.id
    assert len(office.ask(allowance_steps, table.id)) == 7
    with office.app.read(office.owner) as read:
        item = read.get(Item, cotton.item_id)
        assert (item.code, item.hsn, item.unit) == ("COTTON", "5201", "candy")
        assert item.tax_code_id is not None


def test_gujarats_clauses_say_what_the_desk_reckons_with(office: Office) -> None:
    office.do(SeedTradeDesk())
    passing = office.ask(clauses, TermKind.PASSING)
    assert [(one.days, one.in_working_days) for one in passing] == [(2, True)]
    discount = next(one for one in office.ask(clauses, TermKind.PAYMENT) if one.percent)
    assert (discount.days, discount.percent) == (15, Decimal(15))
    assert "CREDIT-15" not in {one.code for one in office.ask(standard_clauses)}


@pytest.mark.parametrize(
    ("text", "state", "country"),
    [
        ("rajkot", "24", "IN"),
        ("Yeotmal", "27", "IN"),
        ("vizag", "37", "IN"),
        ("chittagong", "", "BD"),
        ("Mundra", "24", "IN"),
    ],
)
def test_the_places_of_the_trade_are_known(office: Office, text: str, state: str, country: str) -> None:
    office.do(SeedTradeDesk())
    found = office.ask(location_named, text)
    assert found is not None
    assert (found.state, found.country) == (state, country)


def test_what_is_there_stays_as_it_is(office: Office) -> None:
    item = office.do(SaveItem(code="WHEAT", name="Our wheat", unit="kg"))
    own = office.do(SaveCommodity(code="CHANA", name="Our chana", tolerance_percent=Decimal(2)))
    made = office.do(SeedTradeDesk())
    assert (made.commodities, made.items) == (25, 24)
    known = {one.code: one for one in office.ask(commodities).values()}
    assert (known["CHANA"].id, known["CHANA"].name) == (own, "Our chana")
    assert known["WHEAT"].item_id == item


def test_another_country_gets_no_items_and_no_prices(offices: Callable[..., Office]) -> None:
    abroad = offices("DE")
    made = abroad.do(SeedTradeDesk())
    assert (made.commodities, made.items) == (26, 0)
    assert all(one.price_low is None for one in abroad.ask(commodities).values())


def test_a_cashier_sets_nothing_up(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.do(SeedTradeDesk(), as_=office.member(Role.CASHIER))


def test_seeds_are_whole() -> None:
    """Every parameter named is described, every name stands once, every state exists."""
    assert [one.code for one in COMMODITIES] == CODES.split()
    for one in COMMODITIES:
        codes = [entry.split()[0] for entry in one.parameters.split(";")]
        assert len(set(codes)) == len(codes)
        assert set(codes) <= set(PARAMETERS)
        assert one.allowance in ("", *ALLOWANCES)
    assert {step.parameter for steps in ALLOWANCES.values() for step in steps} <= set(PARAMETERS)
    names = [one.name for one in places()]
    assert len(set(names)) == len(names)
    assert {one.state for one in places() if one.country == "IN"} <= set(STATES)
    assert len({one.code for one in CLAUSES}) == len(CLAUSES)
