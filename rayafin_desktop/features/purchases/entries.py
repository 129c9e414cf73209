"""The ledger entry of a purchase document (rules.md 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..tax.categories import TaxHead
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind

INPUT_ROLES = {
    TaxHead.VAT: AccountRole.INPUT_VAT,
    TaxHead.CGST: AccountRole.INPUT_CGST,
    TaxHead.SGST: AccountRole.INPUT_SGST,
    TaxHead.UTGST: AccountRole.INPUT_UTGST,
    TaxHead.IGST: AccountRole.INPUT_IGST,
    TaxHead.CESS: AccountRole.INPUT_CESS,
}
RCM_INPUT_ROLES = {
    TaxHead.VAT: AccountRole.RCM_INPUT_VAT,
    TaxHead.CGST: AccountRole.RCM_INPUT_CGST,
    TaxHead.SGST: AccountRole.RCM_INPUT_SGST,
    TaxHead.UTGST: AccountRole.RCM_INPUT_UTGST,
    TaxHead.IGST: AccountRole.RCM_INPUT_IGST,
    TaxHead.CESS: AccountRole.RCM_INPUT_CESS,
}
RCM_PAYABLE_ROLES = {
    TaxHead.VAT: AccountRole.RCM_PAYABLE_VAT,
    TaxHead.CGST: AccountRole.RCM_PAYABLE_CGST,
    TaxHead.SGST: AccountRole.RCM_PAYABLE_SGST,
    TaxHead.UTGST: AccountRole.RCM_PAYABLE_UTGST,
    TaxHead.IGST: AccountRole.RCM_PAYABLE_IGST,
    TaxHead.CESS: AccountRole.RCM_PAYABLE_CESS,
}
ENTRY_KINDS = {
    PurchaseKind.BILL: "bill",
    PurchaseKind.DEBIT_NOTE: "debit_note",
    PurchaseKind.EXPENSE: "expense",
}

Target = AccountRole | UUID


def default_role(kind: PurchaseKind, *, has_item: bool, is_service: bool) -> AccountRole:
    """Where a line goes that names no account: goods are purchases, everything else an expense."""
    is_goods = has_item and not is_service and kind is not PurchaseKind.EXPENSE
    return AccountRole.PURCHASES if is_goods else AccountRole.EXPENSE


def entry_of(
    document: PurchaseDocument,
    lines: Sequence[BillLine],
    taxes: Sequence[BillTax],
    purchases_id: UUID | None = None,
) -> EntryDraft | None:
    """The entry of a posted document; None when it is worth nothing and moves no account.

    Bill: Dr cost of each account, input tax, round-off / Cr payable. Under reverse charge also Dr input
    / Cr payable to the tax office of the same head, which sum to zero; what cannot be claimed is cost.
    A debit note turns every sign; what was charged to purchases (`purchases_id`) comes back as purchase
    returns. An expense paid at once credits the money instead of the supplier.
    """
    is_note = document.kind is PurchaseKind.DEBIT_NOTE
    amounts: dict[Target, int] = {}

    def add(target: Target, minor: int) -> None:
        amounts[target] = amounts.get(target, 0) + minor

    for line in lines:
        target: Target = line.account_id or default_role(
            document.kind, has_item=line.item_id is not None, is_service=line.is_service
        )
        if is_note and target in (purchases_id, AccountRole.PURCHASES):
            target = AccountRole.PURCHASE_RETURNS
        add(target, line.cost_minor)
    for row in taxes:
        if not row.head:
            continue
        head = TaxHead(row.head)
        if row.is_creditable:
            add((RCM_INPUT_ROLES if row.is_self_assessed else INPUT_ROLES)[head], row.tax_minor)
        if row.is_self_assessed:
            add(RCM_PAYABLE_ROLES[head], -row.tax_minor)
    add(AccountRole.ROUND_OFF, document.round_off_minor)
    owed: Target = document.paid_from_id or AccountRole.PAYABLE
    add(owed, -document.total_minor)
    sign = -1 if is_note else 1
    legs = tuple(
        LegDraft(
            account_role=target if isinstance(target, AccountRole) else None,
            account_id=target if isinstance(target, UUID) else None,
            amount_minor=sign * minor,
            party_id=document.party_id if target is AccountRole.PAYABLE else None,
            currency=document.currency,
            rate=document.rate,
        )
        for target, minor in amounts.items()
        if minor
    )
    if not legs:
        return None
    words = " · ".join(filter(None, (document.number, document.supplier_reference)))
    return EntryDraft(
        posted_on=document.booked_on,
        kind=ENTRY_KINDS[document.kind],
        legs=legs,
        source_kind="bill",
        source_id=document.id,
        narration=words,
        branch_id=document.branch_id,
    )
