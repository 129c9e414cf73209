"""What a line of a bill says of the contract and the lorries behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rayafin_desktop.base.formats import format_decimal, number_style
from rayafin_desktop.engine.read import Read

from ..companies.queries import company_detail
from ..companies.reporting import day_text
from ..deliveries.model import Delivery
from ..trades.model import Trade
from .model import BrokerageCharge
from .rules import rate_text


def line_text(read: Read, trade: Trade, charges: Sequence[BrokerageCharge]) -> str:
    """`Brokerage, contract CN/26-27/0001 of 12/11/2026, GJ03AB1234, 33,850 kg, 0.5 %`."""
    last = charges[-1]
    parts = [f"Brokerage, contract {trade.number} of {day_text(read, trade.traded_on)}"]
    ids = {charge.delivery_id for charge in charges if charge.delivery_id is not None}
    lorries = sorted(read.by_ids(Delivery, ids).values(), key=lambda one: (one.lifted_on, one.number))
    if lorries:
        names = [one.lorry_no or one.number for one in lorries]
        parts.append(names[0] if len(names) == 1 else f"{len(names)} lorries")
        parts.append(weight_text(read, sum((one.billed_kg for one in lorries), Decimal(0))))
    parts.append(rate_text(last.basis, last.rate, last.unit.value if last.unit else "", last.currency))
    return ", ".join(parts)


def weight_text(read: Read, kg: Decimal) -> str:
    """A weight as the company writes figures: `33,850 kg`."""
    return f"{format_decimal(kg, number_style(company_detail(read).locale))} kg"
