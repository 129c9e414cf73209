"""Indian goods and services tax: place of supply, inter- or intra-state, heads.

Sources: IGST Act ss.5, 7, 8, 10, 12, 13, 16; CGST Act ss.9, 10; CBIC circular 209/3/2024.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rayafin_desktop.base.errors import Problem

from ..companies.gst_states import OTHER_COUNTRIES, STATES
from .categories import HeadRate, TaxCategory, TaxHead, Treatment
from .places import Decision, Levy, Reason, Registration, Supply
from .states import current_state, levies_utgst

# A broker's service to a foreign principal was supplied where the broker is (IGST s.13(8)(b)) up to
# this day. What follows is reported in two ways, so the decision carries a warning from then on.
INTERMEDIARY_CLAUSE_UNTIL = date(2026, 3, 29)


def place_of_supply(supply: Supply) -> tuple[str, Reason]:
    """The GST state code a supply is taxed in, `96` for abroad, and why. Empty when it is not known."""
    buyer, ship_to = supply.buyer, supply.ship_to
    if supply.chosen_place:
        state = current_state(supply.chosen_place)
        return state, Reason("place.chosen", {"state": STATES.get(state, "")})
    buyer_state = current_state(buyer.tax_id or buyer.place.state)
    if buyer.place.country != "IN":
        if supply.is_service:
            if supply.is_intermediary and supply.on <= INTERMEDIARY_CLAUSE_UNTIL:
                return current_state(supply.supplier.place.state), Reason("place.intermediary")
            return OTHER_COUNTRIES, Reason("place.recipient_abroad")
        if ship_to is not None and ship_to.country == "IN":
            state = current_state(ship_to.state)
            return state, Reason("place.foreign_buyer_delivered_in_india", {"state": STATES.get(state, "")})
        return OTHER_COUNTRIES, Reason("place.goods_leave_india")
    if not supply.is_service and ship_to is not None:
        if ship_to.country != "IN":
            return OTHER_COUNTRIES, Reason("place.goods_leave_india")
        state = current_state(ship_to.state)
        if supply.shipped_to_buyer or not buyer.is_registered:
            return state, Reason("place.goods_end_there", {"state": STATES.get(state, "")})
        return buyer_state, Reason("place.bill_to_ship_to", {"state": STATES.get(buyer_state, "")})
    code = "place.registered_buyer" if buyer.is_registered else "place.buyer_address"
    return buyer_state, Reason(code, {"state": STATES.get(buyer_state, "")})


def decide_gst(supply: Supply) -> Decision:
    """How a supply by an Indian supplier is taxed, with a reason for each step."""
    supplier, buyer = supply.supplier, supply.buyer
    place, why = place_of_supply(supply)
    reasons = [why]

    def untaxed(category: TaxCategory, code: str) -> Decision:
        return Decision(
            levy=Levy.NONE, place_of_supply=place, category=category, reasons=(*reasons, Reason(code))
        )

    if supplier.registration is Registration.COMPOSITION:
        return untaxed(TaxCategory.GST_COMPOSITION, "gst.supplier_pays_composition")
    if not supplier.is_registered:
        return untaxed(TaxCategory.GST_NO_SUPPLY, "gst.supplier_not_registered")
    if supplier.tax_id == buyer.tax_id:
        return untaxed(TaxCategory.GST_NO_SUPPLY, "gst.same_registration")

    home = current_state(supplier.tax_id)
    warnings: list[Problem] = []
    if supply.is_intermediary and place == OTHER_COUNTRIES:
        warnings.append(Problem("gst.intermediary_rule_uncertain"))
    sez = Registration.SEZ in (supplier.registration, buyer.registration)
    zero_rated = place == OTHER_COUNTRIES or (buyer.registration is Registration.SEZ and place)
    if zero_rated:
        abroad = place == OTHER_COUNTRIES
        if not supply.export_with_payment:
            category = TaxCategory.GST_EXPORT_UNPAID if abroad else TaxCategory.GST_SEZ_UNPAID
            levy, code = Levy.NONE, "gst.zero_rated_under_undertaking"
        else:
            category = TaxCategory.GST_EXPORT_PAID if abroad else TaxCategory.GST_SEZ_PAID
            levy, code = Levy.INTER_STATE, "gst.zero_rated_with_payment"
        return Decision(
            levy=levy,
            place_of_supply=place,
            category=category,
            reasons=(*reasons, Reason(code)),
            warnings=tuple(warnings),
        )
    if not place:
        return Decision(
            levy=Levy.NONE,
            reasons=tuple(reasons),
            problems=(Problem("place_of_supply.unknown", "buyer_state"),),
        )

    if sez:
        levy, code = Levy.INTER_STATE, "gst.special_economic_zone"
    elif place != home:
        levy, code = Levy.INTER_STATE, "gst.other_state"
    elif levies_utgst(place):
        levy, code = Levy.UNION_TERRITORY, "gst.same_union_territory"
    else:
        levy, code = Levy.INTRA_STATE, "gst.same_state"
    reasons.append(Reason(code, {"state": STATES[place], "home": STATES.get(home, "")}))
    problems: list[Problem] = []
    if supply.reverse_charge:
        reasons.append(Reason("gst.recipient_pays"))
        if not buyer.is_registered:
            problems.append(Problem("reverse_charge.needs_tax_id", "buyer_tax_id"))
    return Decision(
        levy=levy,
        place_of_supply=place,
        category=TaxCategory.GST_REVERSE_CHARGE if supply.reverse_charge else None,
        reasons=tuple(reasons),
        problems=tuple(problems),
    )


def gst_heads(rate: Decimal, cess_rate: Decimal, levy: Levy) -> tuple[HeadRate, ...]:
    """The heads of one GST rate in percent: two halves within a state, one whole between states.

    Each half is charged at half the rate on the full base (CGST Act s.9), never half of a rounded tax.
    """
    heads: list[HeadRate] = []
    if rate:
        if levy is Levy.INTER_STATE:
            heads.append(HeadRate(TaxHead.IGST, rate))
        elif levy is not Levy.NONE:
            second = TaxHead.UTGST if levy is Levy.UNION_TERRITORY else TaxHead.SGST
            heads += [HeadRate(TaxHead.CGST, rate / 2), HeadRate(second, rate / 2)]
    if cess_rate and levy is not Levy.NONE:
        heads.append(HeadRate(TaxHead.CESS, cess_rate))
    return tuple(heads)


def gst_treatment(category: TaxCategory, rate: Decimal, cess_rate: Decimal, decision: Decision) -> Treatment:
    """A line's treatment: its tax code's category and rate, as the decision on the supply bends them.

    What is no GST supply at all stays so whatever the decision; exempt and nil-rated goods bear no
    tax but leave as an export when they are exported.
    """
    if category is TaxCategory.NON_GST:
        return Treatment(category)
    if category.bears_tax:
        final = decision.category or category
        heads = gst_heads(rate, cess_rate, decision.levy) if final.bears_tax else ()
        return Treatment(final, heads, final is TaxCategory.GST_REVERSE_CHARGE and bool(heads))
    overriding = decision.category if decision.category and not decision.category.bears_tax else None
    return Treatment(overriding or category)


def wrong_split(heads: frozenset[TaxHead]) -> bool:
    """Whether heads are mixed as no supply can bear them: IGST beside CGST, or a half without its twin."""
    halves = heads & {TaxHead.CGST, TaxHead.SGST, TaxHead.UTGST}
    if TaxHead.IGST in heads:
        return bool(halves)
    return bool(halves) and (TaxHead.CGST not in halves or len(halves) != 2)
