"""The ledger entry of a document (rules.md 2.8): each leg finds its account by role."""

from __future__ import annotations

from collections.abc import Sequence

from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..tax.categories import TaxHead
from .model import InvoiceTax, SalesDocument
from .rules import DocumentKind

OUTPUT_ROLES = {
    TaxHead.VAT: AccountRole.OUTPUT_VAT,
    TaxHead.CGST: AccountRole.OUTPUT_CGST,
    TaxHead.SGST: AccountRole.OUTPUT_SGST,
    TaxHead.UTGST: AccountRole.OUTPUT_UTGST,
    TaxHead.IGST: AccountRole.OUTPUT_IGST,
    TaxHead.CESS: AccountRole.OUTPUT_CESS,
}


def entry_of(document: SalesDocument, taxes: Sequence[InvoiceTax]) -> EntryDraft | None:
    """The entry of a posted document; None when it is worth nothing and moves no account.

    Invoice: Dr receivable / Cr sales, output tax, round-off. A credit note turns every sign and takes
    sales returns for sales.
    """
    is_invoice = document.kind is DocumentKind.INVOICE
    sign = 1 if is_invoice else -1
    amounts: dict[AccountRole, int] = {
        AccountRole.RECEIVABLE: document.total_minor,
        AccountRole.SALES if is_invoice else AccountRole.SALES_RETURNS: -document.net_minor,
    }
    for row in taxes:
        if row.head and not row.is_self_assessed:
            role = OUTPUT_ROLES[TaxHead(row.head)]
            amounts[role] = amounts.get(role, 0) - row.tax_minor
    amounts[AccountRole.ROUND_OFF] = -document.round_off_minor
    legs = tuple(
        LegDraft(
            account_role=role,
            amount_minor=sign * minor,
            party_id=document.party_id if role is AccountRole.RECEIVABLE else None,
            currency=document.currency,
            rate=document.rate,
        )
        for role, minor in amounts.items()
        if minor
    )
    if not legs:
        return None
    return EntryDraft(
        posted_on=document.issued_on,
        kind="invoice" if is_invoice else "credit_note",
        legs=legs,
        source_kind="invoice",
        source_id=document.id,
        narration=document.number or "",
        branch_id=document.branch_id,
    )
