"""What purchases announce to the features above them, in the transaction of the document itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rayafin_desktop.engine.work import Happening

from .model import BillLine, PurchaseDocument


@dataclass(frozen=True, kw_only=True)
class BillPosted(Happening):
    """A bill or an expense got its number and stands in the ledger."""

    bill: PurchaseDocument
    lines: tuple[BillLine, ...]


@dataclass(frozen=True, kw_only=True)
class DebitNotePosted(Happening):
    """A debit note was posted; `bill` is what it takes back from, as it stands after that."""

    debit_note: PurchaseDocument
    lines: tuple[BillLine, ...]
    bill: PurchaseDocument


@dataclass(frozen=True, kw_only=True)
class BillVoided(Happening):
    """A purchase document of any kind was voided and its entry reversed."""

    bill: PurchaseDocument


@dataclass(frozen=True, kw_only=True)
class BillSettled(Happening):
    """Nothing is open any more."""

    bill: PurchaseDocument
    on: date


@dataclass(frozen=True, kw_only=True)
class BillReopened(Happening):
    """Something is open again, because an allocation or a debit note was taken back."""

    bill: PurchaseDocument
    on: date
