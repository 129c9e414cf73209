"""How far a supplier's own sums may lie from ours."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.engine.settings import Setting

TAX_TOLERANCE: Setting[Decimal] = Setting(
    key="purchases.tax_tolerance",
    default=Decimal("1.00"),
    label="Tax as printed may differ by",
    help="How far the tax on a supplier's bill may be corrected by hand, for each head of tax.",
    section="Purchases",
)

SETTINGS = (TAX_TOLERANCE,)
