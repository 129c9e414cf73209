"""Value added tax in the European Union and elsewhere: which category a supply falls into.

Sources: Directive 2006/112/EC arts. 44, 138, 146, 196; EN 16931 for the category codes.
"""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.base.errors import Problem

from .categories import HeadRate, TaxCategory, TaxHead, Treatment
from .identifiers import EU_COUNTRIES
from .places import Decision, Levy, Reason, Supply

# VATEX codes of the EN 16931 code list; the sentences printed beside them are the feature's messages.
EXEMPTION_REASONS = {
    TaxCategory.REVERSE_CHARGE: "VATEX-EU-AE",
    TaxCategory.INTRA_COMMUNITY: "VATEX-EU-IC",
    TaxCategory.EXPORT: "VATEX-EU-G",
    TaxCategory.OUT_OF_SCOPE: "VATEX-EU-O",
}


def decide_vat(supply: Supply) -> Decision:
    """How a supply by a supplier outside India is taxed, with a reason for each step.

    Goods go where they are shipped to, services to a business go where the business is. A private
    buyer in another member state is charged the seller's own rate here; the distance-selling
    threshold and its one-stop shop are the seller's choice of tax code.
    """
    supplier, buyer = supply.supplier, supply.buyer
    home = supplier.place.country
    destination = buyer.place.country
    if not supply.is_service and supply.ship_to is not None:
        destination = supply.ship_to.country
    destination = supply.chosen_place or destination

    def decided(levy: Levy, category: TaxCategory | None, code: str, *problems: Problem) -> Decision:
        return Decision(
            levy=levy,
            place_of_supply=destination,
            category=category,
            reasons=(Reason(code, {"country": destination}),),
            problems=problems,
        )

    if not supplier.is_registered:
        return decided(Levy.NONE, TaxCategory.OUT_OF_SCOPE, "vat.supplier_not_registered")
    if supply.reverse_charge:
        return decided(Levy.NONE, TaxCategory.REVERSE_CHARGE, "vat.recipient_pays", *_both_ids(supply))
    if destination == home:
        return decided(Levy.VAT, None, "vat.domestic")
    if home in EU_COUNTRIES and destination in EU_COUNTRIES:
        if not buyer.is_registered:
            return decided(Levy.VAT, None, "vat.private_buyer_in_union")
        if supply.is_service:
            return decided(Levy.NONE, TaxCategory.REVERSE_CHARGE, "vat.service_in_union", *_both_ids(supply))
        return decided(Levy.NONE, TaxCategory.INTRA_COMMUNITY, "vat.goods_in_union", *_both_ids(supply))
    if supply.is_service:
        return decided(Levy.NONE, TaxCategory.OUT_OF_SCOPE, "vat.service_abroad")
    return decided(Levy.NONE, TaxCategory.EXPORT, "vat.export")


def _both_ids(supply: Supply) -> tuple[Problem, ...]:
    """AE and K are void without both VAT ids (EN 16931 BR-AE-02, BR-IC-02)."""
    problems = []
    if not supply.supplier.tax_id:
        problems.append(Problem("vat_id.needed", "seller_tax_id"))
    if not supply.buyer.tax_id:
        problems.append(Problem("vat_id.needed", "buyer_tax_id"))
    return tuple(problems)


def vat_treatment(category: TaxCategory, rate: Decimal, decision: Decision) -> Treatment:
    """A line's treatment: its tax code's category and rate, as the decision on the supply bends them."""
    if decision.category is not None:
        return Treatment(decision.category)
    if category.bears_tax and rate and decision.levy is Levy.VAT:
        return Treatment(category, (HeadRate(TaxHead.VAT, rate),))
    return Treatment(category)
