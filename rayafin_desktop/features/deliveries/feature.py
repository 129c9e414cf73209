"""Deliveries: lorries under a contract, weighed, reckoned and billed."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import Delivery, DeliveryCharge, DeliveryDeduction, DeliveryLot, DeliveryWeighing

FEATURE = Feature(
    name="deliveries",
    entities=(
        Delivery,
        DeliveryWeighing,
        DeliveryDeduction,
        DeliveryCharge,
        DeliveryLot,
    ),
    grants={"delivery.read": EVERYONE},
)
