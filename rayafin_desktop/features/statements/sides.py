"""The two sides of the books that age: what customers owe, and what is owed to suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind
from ..ledger.roles import AccountRole
from ..purchases.model import PurchaseDocument, PurchaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One control account with the documents that make it up.

    `owed` are the kinds that raise it, `credits` those that lower it; `allocated` is the column of
    allocations that names the document. `sign` is that of a leg which raises what is open: a debit on
    the receivable, a credit on the payable.
    """

    name: str
    control: AccountRole
    advance: AccountRole
    documents: FromClause
    dated: str  # the column with the day of the ledger entry
    owed: tuple[str, ...]
    credits: tuple[str, ...]
    record_kinds: Mapping[str, str]  # kind of document -> kind of record a row opens
    allocated: str
    sign: int

    @property
    def d(self) -> ReadOnlyColumnCollection[str, Any]:
        """The columns of the documents."""
        return self.documents.c


RECEIVABLES = Side(
    name="receivables",
    control=AccountRole.RECEIVABLE,
    advance=AccountRole.CUSTOMER_ADVANCE,
    documents=SalesDocument.mapping.table,
    dated="issued_on",
    owed=(DocumentKind.INVOICE,),
    credits=(DocumentKind.CREDIT_NOTE,),
    record_kinds={DocumentKind.INVOICE: "invoice", DocumentKind.CREDIT_NOTE: "invoice"},
    allocated="invoice_id",
    sign=1,
)
PAYABLES = Side(
    name="payables",
    control=AccountRole.PAYABLE,
    advance=AccountRole.SUPPLIER_ADVANCE,
    documents=PurchaseDocument.mapping.table,
    dated="booked_on",
    owed=(PurchaseKind.BILL, PurchaseKind.EXPENSE),
    credits=(PurchaseKind.DEBIT_NOTE,),
    record_kinds=dict.fromkeys(PurchaseKind, "bill"),
    allocated="bill_id",
    sign=-1,
)
