"""The tax on what we buy: what the supplier charges, and what we owe ourselves under reverse charge. Pure.

The supplier's side is decided by the same rules as a sale of its own; here stands what differs when the
recipient keeps the books. Sources: CGST Act ss.9(3), 9(4), 10; IGST Act s.5(3), 7(4), 7(5); Directive
2006/112/EC arts. 194, 196, 200.
"""

from __future__ import annotations

import dataclasses

from rayafin_desktop.base.errors import Problem

from ..companies.gst_states import STATES
from .categories import DatedRate, HeadRate, TaxCategory, TaxHead, Treatment
from .gst import decide_gst, gst_treatment
from .identifiers import EU_COUNTRIES
from .places import Decision, Levy, Reason, Registration, Supply
from .states import current_state, levies_utgst
from .vat import decide_vat, vat_treatment

_SELF_ASSESSED = (TaxCategory.REVERSE_CHARGE, TaxCategory.INTRA_COMMUNITY)


def decide_input(supply: Supply) -> Decision:
    """How a supply to us is taxed where we are; `supply.buyer` is our own company."""
    if supply.buyer.place.country == "IN":
        return _gst(supply)
    return _vat(supply)


def treat_input(country: str, category: TaxCategory, rate: DatedRate, decision: Decision) -> Treatment:
    """The treatment of a bought line of a company in `country`, from its tax code and the decision.

    Heads of a treatment under reverse charge are what we assess ourselves.
    """
    if country == "IN":
        if category is TaxCategory.GST_REVERSE_CHARGE and decision.category is TaxCategory.GST_NO_SUPPLY:
            # An unregistered supplier charges nothing; goods notified for reverse charge are taxed even so.
            decision = dataclasses.replace(decision, category=None)
        return gst_treatment(category, rate.rate, rate.cess_rate, decision)
    if decision.category in _SELF_ASSESSED and decision.category is not None:
        if category.bears_tax and rate.rate:
            return Treatment(decision.category, (HeadRate(TaxHead.VAT, rate.rate),), reverse_charge=True)
        return Treatment(decision.category)
    return vat_treatment(category, rate.rate, decision)


def needs_tax_code(decision: Decision) -> bool:
    """Whether a line without a tax code cannot be decided on."""
    category = decision.category
    return category is None or category.bears_tax or category in _SELF_ASSESSED


def may_claim(decision: Decision, supply: Supply) -> bool:
    """Whether input tax of this supply can be claimed at all: we are registered, and the tax is our state's.

    CGST and SGST of another state (a hotel there) are no credit of ours; neither is tax on a bill whose
    supplier is not named.
    """
    buyer = supply.buyer
    if not buyer.is_registered or buyer.registration is Registration.COMPOSITION:
        return False
    if decision.levy in (Levy.INTRA_STATE, Levy.UNION_TERRITORY):
        return decision.place_of_supply == current_state(buyer.tax_id)
    return True


def _gst(supply: Supply) -> Decision:
    supplier, buyer = supply.supplier, supply.buyer
    home = current_state(buyer.tax_id or buyer.place.state)

    def untaxed(category: TaxCategory, code: str, levy: Levy = Levy.NONE) -> Decision:
        return Decision(levy=levy, place_of_supply=home, category=category, reasons=(Reason(code),))

    if supplier.place.country != "IN":
        if not supply.is_service and not supply.reverse_charge:
            return untaxed(TaxCategory.GST_NO_SUPPLY, "input.import_of_goods")
        return _with_own_id(
            Decision(
                levy=Levy.INTER_STATE,
                place_of_supply=home,
                category=TaxCategory.GST_REVERSE_CHARGE,
                reasons=(Reason("input.import_of_services"),),
            ),
            supply,
        )
    if supplier.registration is Registration.COMPOSITION:
        return untaxed(TaxCategory.GST_COMPOSITION, "input.supplier_pays_composition")
    if not supplier.is_registered:
        if not supply.reverse_charge:
            state = current_state(supplier.place.state) or home
            return untaxed(
                TaxCategory.GST_NO_SUPPLY,
                "input.supplier_not_registered",
                _levy(state, current_state(supply.chosen_place) or home),
            )
        # Taxed as if it were registered where it is; the tax is ours to pay.
        registered = dataclasses.replace(
            supplier, tax_id=supplier.place.state or home, registration=Registration.REGULAR
        )
        supply = dataclasses.replace(supply, supplier=registered)
    if supply.reverse_charge and not buyer.is_registered:
        return _with_own_id(untaxed(TaxCategory.GST_NO_SUPPLY, "gst.recipient_pays"), supply)
    return decide_gst(supply)


def _levy(state: str, place: str) -> Levy:
    if state not in STATES or place not in STATES:
        return Levy.NONE
    if state != place:
        return Levy.INTER_STATE
    return Levy.UNION_TERRITORY if levies_utgst(place) else Levy.INTRA_STATE


def _vat(supply: Supply) -> Decision:
    supplier, buyer = supply.supplier, supply.buyer
    home, origin = buyer.place.country, supplier.place.country

    def decided(levy: Levy, category: TaxCategory | None, code: str) -> Decision:
        reason = Reason(code, {"country": origin})
        return Decision(levy=levy, place_of_supply=home, category=category, reasons=(reason,))

    if supply.reverse_charge:
        return _with_own_id(decided(Levy.NONE, TaxCategory.REVERSE_CHARGE, "input.reverse_charge"), supply)
    if origin == home:
        if not supplier.is_registered:
            return decided(Levy.NONE, TaxCategory.OUT_OF_SCOPE, "input.supplier_not_registered")
        return decide_vat(supply)
    if origin in EU_COUNTRIES and home in EU_COUNTRIES:
        if not supplier.is_registered:
            return decided(Levy.NONE, TaxCategory.OUT_OF_SCOPE, "input.supplier_not_registered")
        if not buyer.is_registered:
            return decided(Levy.VAT, None, "input.vat_of_supplier")
        if supply.is_service:
            return decided(Levy.NONE, TaxCategory.REVERSE_CHARGE, "input.service_in_union")
        return decided(Levy.NONE, TaxCategory.INTRA_COMMUNITY, "input.goods_in_union")
    if supply.is_service and buyer.is_registered:
        return decided(Levy.NONE, TaxCategory.REVERSE_CHARGE, "input.import_of_services")
    return decided(Levy.NONE, TaxCategory.OUT_OF_SCOPE, "input.import_of_goods")


def _with_own_id(decision: Decision, supply: Supply) -> Decision:
    """Reverse charge is for the registered: without a number of our own there is none to account for it."""
    if supply.buyer.is_registered:
        return decision
    return dataclasses.replace(decision, problems=(Problem("input.needs_own_tax_id", "reverse_charge"),))
