"""What payments announce to the features above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.work import Happening

from ..billing.model import SalesDocument
from ..purchases.model import PurchaseDocument
from .model import Payment


@dataclass(frozen=True, kw_only=True)
class PaymentReceived(Happening):
    """Money came in and was posted; its allocations have been announced by billing already."""

    payment: Payment


@dataclass(frozen=True, kw_only=True)
class PaymentMade(Happening):
    """Money went out and was posted: to a supplier, or back to a customer."""

    payment: Payment


@dataclass(frozen=True, kw_only=True)
class PaymentReversed(Happening):
    """A payment was reversed on this day; the documents it paid are open again."""

    payment: Payment
    on: date


@dataclass(frozen=True, kw_only=True)
class AllocationsChanged(Happening):
    """A payment settles these invoices or bills more or less than before; they come as they stand now."""

    payment_id: UUID
    invoices: tuple[SalesDocument, ...] = ()
    bills: tuple[PurchaseDocument, ...] = ()
    on: date


@dataclass(frozen=True, kw_only=True)
class NumberRefused(Happening):
    """A device gave out a number in a refused operation, of a series that is none of those known here.

    Whose series it is moves its counter past it and writes the number down as void.
    """

    prefix: str
    operation_id: UUID
    reason: str
    number: TakenNumber
