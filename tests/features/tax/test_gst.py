"""Indian goods and services tax: where a supply takes place and which heads follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.features.tax.categories import DatedRate, TaxCategory, TaxHead, date_of_supply, rate_on
from rayafin_desktop.features.tax.decisions import decide, treat
from rayafin_desktop.features.tax.gst import gst_heads, wrong_split
from rayafin_desktop.features.tax.places import Decision, Levy, Place, Registration, Supply, TaxParty

MAHARASHTRA, GUJARAT, KARNATAKA = "27AAPFU0939F1ZV", "24AAACC1206D1ZM", "29AAGCB7383J1Z4"
DAY = date(2026, 5, 4)
SELLER = TaxParty(place=Place(country="IN", state="27"), tax_id=MAHARASHTRA)
ABROAD = TaxParty(place=Place(country="AE"), registration=Registration.UNREGISTERED)


def registered(gstin: str, registration: Registration = Registration.REGULAR) -> TaxParty:
    return TaxParty(place=Place(country="IN", state=gstin[:2]), tax_id=gstin, registration=registration)


def consumer(state: str) -> TaxParty:
    return TaxParty(place=Place(country="IN", state=state), registration=Registration.UNREGISTERED)


def supplied(buyer: TaxParty, **more: object) -> Decision:
    return decide(Supply(**{"supplier": SELLER, "buyer": buyer, "on": DAY, **more}))  # type: ignore[arg-type]


def heads_at_18(decision: Decision) -> list[tuple[TaxHead, Decimal]]:
    treatment = treat("IN", TaxCategory.GST, DatedRate(date(2017, 7, 1), Decimal(18)), decision)
    return [(head, rate) for head, rate in treatment.heads]


def test_within_a_state_both_halves_between_states_one_whole() -> None:
    assert heads_at_18(supplied(consumer("27"))) == [(TaxHead.CGST, Decimal(9)), (TaxHead.SGST, Decimal(9))]
    assert heads_at_18(supplied(registered(GUJARAT))) == [(TaxHead.IGST, Decimal(18))]


def test_a_union_territory_without_legislature_takes_utgst() -> None:
    chandigarh = TaxParty(place=Place(country="IN", state="04"), tax_id="04AABCU9603R1ZV")
    decision = supplied(consumer("04"), supplier=chandigarh)
    assert heads_at_18(decision) == [(TaxHead.CGST, Decimal(9)), (TaxHead.UTGST, Decimal(9))]
    delhi = TaxParty(place=Place(country="IN", state="07"), tax_id="07AABCU9603R1ZP")
    assert supplied(consumer("07"), supplier=delhi).levy is Levy.INTRA_STATE


@pytest.mark.parametrize(
    ("buyer", "more", "place", "levy", "reason"),
    [
        # Goods sent to a third person on the buyer's order are taxed at the buyer's principal place.
        (
            registered(GUJARAT),
            {"ship_to": Place(country="IN", state="27")},
            "24",
            "INTER_STATE",
            "place.bill_to_ship_to",
        ),
        # The buyer's own godown in our state: the goods' movement ends here.
        (
            registered(GUJARAT),
            {"ship_to": Place(country="IN", state="27"), "shipped_to_buyer": True},
            "27",
            "INTRA_STATE",
            "place.goods_end_there",
        ),
        (
            consumer("24"),
            {"ship_to": Place(country="IN", state="27")},
            "27",
            "INTRA_STATE",
            "place.goods_end_there",
        ),
        # A service does not move.
        (
            registered(GUJARAT),
            {"ship_to": Place(country="IN", state="27"), "is_service": True},
            "24",
            "INTER_STATE",
            "place.registered_buyer",
        ),
        # A foreign buyer, goods delivered inside India.
        (
            ABROAD,
            {"ship_to": Place(country="IN", state="27")},
            "27",
            "INTRA_STATE",
            "place.foreign_buyer_delivered_in_india",
        ),
        (ABROAD, {}, "96", "NONE", "place.goods_leave_india"),
        (ABROAD, {"is_service": True}, "96", "NONE", "place.recipient_abroad"),
        (ABROAD, {"export_with_payment": True}, "96", "INTER_STATE", "place.goods_leave_india"),
    ],
)
def test_place_of_supply(
    buyer: TaxParty, more: dict[str, object], place: str, levy: str, reason: str
) -> None:
    decision = supplied(buyer, **more)
    assert (decision.place_of_supply, decision.levy, decision.reasons[0].code) == (place, Levy(levy), reason)


def test_a_brokers_fee_from_abroad_is_indian_until_the_clause_fell_and_warned_of_after() -> None:
    fee = {"is_service": True, "is_intermediary": True}
    before = supplied(ABROAD, on=date(2026, 3, 29), **fee)
    assert (before.place_of_supply, before.levy, before.warnings) == ("27", Levy.INTRA_STATE, ())
    after = supplied(ABROAD, on=date(2026, 3, 30), **fee)
    assert after.place_of_supply == "96"
    assert [warning.code for warning in after.warnings] == ["gst.intermediary_rule_uncertain"]


def test_a_special_economic_zone_is_between_states_even_next_door() -> None:
    zone = registered("27AABCU9603R1ZN", Registration.SEZ)
    unpaid = supplied(zone)
    assert (unpaid.category, heads_at_18(unpaid)) == (TaxCategory.GST_SEZ_UNPAID, [])
    paid = supplied(zone, export_with_payment=True)
    assert paid.category is TaxCategory.GST_SEZ_PAID
    assert heads_at_18(paid) == [(TaxHead.IGST, Decimal(18))]
    from_zone = supplied(consumer("27"), supplier=registered(MAHARASHTRA, Registration.SEZ))
    assert heads_at_18(from_zone) == [(TaxHead.IGST, Decimal(18))]


def test_no_tax_between_places_of_one_registration() -> None:
    decision = supplied(registered(MAHARASHTRA))
    assert (decision.levy, decision.category) == (Levy.NONE, TaxCategory.GST_NO_SUPPLY)
    assert decision.reasons[-1].code == "gst.same_registration"


def test_composition_and_unregistered_suppliers_charge_none() -> None:
    composition = registered(MAHARASHTRA, Registration.COMPOSITION)
    assert supplied(consumer("24"), supplier=composition).category is TaxCategory.GST_COMPOSITION
    assert heads_at_18(supplied(registered(GUJARAT), supplier=consumer("27"))) == []


def test_an_unknown_state_is_a_problem_and_not_a_guess() -> None:
    decision = supplied(consumer(""))
    assert [(p.code, p.field) for p in decision.problems] == [("place_of_supply.unknown", "buyer_state")]


def test_reverse_charge_needs_the_buyers_number_and_keeps_its_rate() -> None:
    assert supplied(consumer("27"), reverse_charge=True).problems[0].code == "reverse_charge.needs_tax_id"
    decision = supplied(registered(GUJARAT), reverse_charge=True)
    treatment = treat("IN", TaxCategory.GST, DatedRate(date(2017, 7, 1), Decimal(5)), decision)
    assert (treatment.category, treatment.reverse_charge) == (TaxCategory.GST_REVERSE_CHARGE, True)
    assert treatment.rate == Decimal(5)


@pytest.mark.parametrize("category", [TaxCategory.GST_NIL, TaxCategory.GST_EXEMPT, TaxCategory.NON_GST])
def test_what_is_free_of_tax_stays_free(category: TaxCategory) -> None:
    rate = DatedRate(date(2017, 7, 1), Decimal(0))
    assert treat("IN", category, rate, supplied(registered(GUJARAT))).category is category
    assert treat("IN", category, rate, supplied(registered(GUJARAT), reverse_charge=True)).heads == ()


def test_exempt_goods_leave_as_an_export_but_petrol_does_not() -> None:
    rate = DatedRate(date(2017, 7, 1), Decimal(0))
    assert (
        treat("IN", TaxCategory.GST_EXEMPT, rate, supplied(ABROAD)).category is TaxCategory.GST_EXPORT_UNPAID
    )
    assert treat("IN", TaxCategory.NON_GST, rate, supplied(ABROAD)).category is TaxCategory.NON_GST


def test_half_of_a_quarter_percent_keeps_its_decimals_and_cess_rides_along() -> None:
    assert gst_heads(Decimal("0.25"), Decimal(12), Levy.INTRA_STATE) == (
        (TaxHead.CGST, Decimal("0.125")),
        (TaxHead.SGST, Decimal("0.125")),
        (TaxHead.CESS, Decimal(12)),
    )


@pytest.mark.parametrize(
    ("heads", "wrong"),
    [
        ({"IGST"}, False),
        ({"CGST", "SGST", "CESS"}, False),
        ({"CGST", "UTGST"}, False),
        ({"CGST", "IGST"}, True),
        ({"CGST"}, True),
        ({"SGST", "UTGST"}, True),
        ({"CGST", "SGST", "UTGST"}, True),
        ({"VAT"}, False),
    ],
)
def test_mixed_heads_are_seen(heads: set[str], wrong: bool) -> None:
    assert wrong_split(frozenset(TaxHead(head) for head in heads)) is wrong


def test_the_rate_in_force_is_the_one_that_began_last() -> None:
    rates = [
        DatedRate(date(2025, 9, 22), Decimal(18)),
        DatedRate(date(2017, 7, 1), Decimal(28), until_on=date(2025, 9, 21)),
    ]
    assert [rate_on(rates, day).rate for day in (date(2025, 9, 21), date(2025, 9, 22))] == [28, 18]  # type: ignore[union-attr]
    assert rate_on(rates, date(2017, 6, 30)) is None


CHANGE = date(2025, 9, 22)
BEFORE, AFTER = date(2025, 9, 10), date(2025, 10, 5)


@pytest.mark.parametrize(
    ("supplied_on", "invoiced_on", "paid_on", "old_rate"),
    [
        (BEFORE, AFTER, AFTER, False),
        (BEFORE, BEFORE, AFTER, True),
        (BEFORE, AFTER, BEFORE, True),
        (AFTER, BEFORE, AFTER, False),
        (AFTER, BEFORE, BEFORE, True),
        (AFTER, AFTER, BEFORE, False),
        (BEFORE, BEFORE, None, True),
        (BEFORE, AFTER, None, False),
    ],
)
def test_two_of_three_events_choose_the_rate(
    supplied_on: date, invoiced_on: date, paid_on: date | None, old_rate: bool
) -> None:
    """CGST Act s.14."""
    assert (date_of_supply(supplied_on, invoiced_on, paid_on, CHANGE) < CHANGE) is old_rate
