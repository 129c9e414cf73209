"""The units a new company starts with.

Codes of the Indian returns are those of the GST portal's Unique Quantity Code list; codes for e-invoices
are UN/ECE Recommendation 20.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class UnitSeed(NamedTuple):
    """One unit to make."""

    code: str
    name: str
    decimals: int
    gst_code: str
    unece_code: str


UNITS: Sequence[UnitSeed] = (
    UnitSeed("pcs", "Pieces", 0, "PCS", "C62"),
    UnitSeed("nos", "Numbers", 0, "NOS", "C62"),
    UnitSeed("kg", "Kilograms", 3, "KGS", "KGM"),
    UnitSeed("g", "Grams", 3, "GMS", "GRM"),
    UnitSeed("qtl", "Quintals (100 kg)", 3, "QTL", "DTN"),
    UnitSeed("t", "Tonnes", 3, "MTS", "TNE"),
    UnitSeed("bale", "Bales", 0, "BAL", "BL"),
    UnitSeed("bag", "Bags", 0, "BAG", "BG"),
    UnitSeed("candy", "Candies (355.62 kg)", 3, "OTH", "C62"),
    UnitSeed("l", "Litres", 3, "LTR", "LTR"),
    UnitSeed("m", "Metres", 3, "MTR", "MTR"),
    UnitSeed("sqm", "Square metres", 3, "SQM", "MTK"),
    UnitSeed("box", "Boxes", 0, "BOX", "BX"),
    UnitSeed("doz", "Dozens", 2, "DOZ", "DZN"),
    UnitSeed("set", "Sets", 0, "SET", "SET"),
    UnitSeed("roll", "Rolls", 0, "ROL", "RO"),
    UnitSeed("hour", "Hours", 2, "OTH", "HUR"),
    UnitSeed("day", "Days", 2, "OTH", "DAY"),
    UnitSeed("lump", "Lump sum", 2, "OTH", "LS"),
)
