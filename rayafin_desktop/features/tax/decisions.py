"""One door to the tax rules of every country: decide on a supply, then treat each of its lines."""

from __future__ import annotations

from .categories import DatedRate, TaxCategory, Treatment
from .gst import decide_gst, gst_treatment
from .places import Decision, Supply
from .vat import decide_vat, vat_treatment


def decide(supply: Supply) -> Decision:
    """How a supply is taxed where its supplier is."""
    return decide_gst(supply) if supply.supplier.place.country == "IN" else decide_vat(supply)


def treat(country: str, category: TaxCategory, rate: DatedRate, decision: Decision) -> Treatment:
    """The treatment of a line of a supplier in `country`, from its tax code and the decision."""
    if country == "IN":
        return gst_treatment(category, rate.rate, rate.cess_rate, decision)
    return vat_treatment(category, rate.rate, decision)
