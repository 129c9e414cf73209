"""How lorries are weighed and what is usually taken off, where a delivery does not say otherwise."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.engine.settings import Setting

from .rules import WeightRule

WEIGHT_RULE: Setting[WeightRule] = Setting(
    key="deliveries.weight_rule",
    default=WeightRule.AVERAGE,
    label="Weight of a lorry",
    help="Which weighbridge slips count: all on average, that of loading or of unloading, or the lowest.",
    section="Trade desk",
    choices=(
        (WeightRule.AVERAGE, "Average of the slips"),
        (WeightRule.LOADING, "Loading slip"),
        (WeightRule.UNLOADING, "Unloading slip"),
        (WeightRule.LOWER, "Lowest slip"),
    ),
)
TARE_PER_100: Setting[Decimal] = Setting(
    key="deliveries.tare_per_100",
    default=Decimal(50),
    label="Tare per 100 bales, kg",
    help="Taken off the weight for the packing of bales, pro rata; 50 kg are usual in Gujarat.",
    section="Trade desk",
)
SHORTAGE_KG: Setting[Decimal] = Setting(
    key="deliveries.shortage_kg",
    default=Decimal(50),
    label="Shortage allowed per lorry, kg",
    help="More than this is taken off only when somebody confirms it; 50 kg are usual in Gujarat.",
    section="Trade desk",
)

SETTINGS = (WEIGHT_RULE, TARE_PER_100, SHORTAGE_KG)
