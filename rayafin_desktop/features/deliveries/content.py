"""What is entered of a lorry: the fields lifting and delivery share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.commands import Amount, Exact

from .rules import DeductionKind, WeighedAt


@dataclass(frozen=True, kw_only=True)
class LoadedLot:
    """Packages of a lot on the lorry."""

    lot_id: UUID
    packages: int


@dataclass(frozen=True, kw_only=True)
class SlipContent:
    """A weighbridge slip; weights in kg."""

    at: WeighedAt
    slip_no: str = ""
    weighed_on: date | None = None
    bridge: str = ""
    gross_kg: Exact
    tare_kg: Exact


@dataclass(frozen=True, kw_only=True)
class DeductionContent:
    """Kilograms taken off the weight. Without a weight tare and shortage follow from the settings."""

    kind: DeductionKind
    weight_kg: Exact | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ChargeContent:
    """Something added to the bill, or taken off where `amount` is negative; major units."""

    name: str
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class LorryContent:
    """A lorry as entered. What is None stays as it was entered before; for a new one it is empty.

    `lots` None takes the contract's where there is no choice: its only lot, or all that is left of all.
    `packages` None is the sum of the lots. Freight and its advance are in major units of the contract's
    currency.
    """

    lifted_on: date | None = None
    lorry_no: str | None = None
    lr_no: str | None = None
    transporter_id: UUID | None = None
    driver_phone: str | None = None
    packages: int | None = None
    lots: tuple[LoadedLot, ...] | None = None
    weighings: tuple[SlipContent, ...] | None = None
    freight: Amount | None = None
    freight_advance: Amount | None = None
    seller_bill_no: str | None = None
    seller_bill_on: date | None = None
    notes: str | None = None
