"""What a debit note or a self-invoice shows on paper, and our own record of a bill."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from rayafin_desktop.engine.work import Read
from rayafin_desktop.paper.invoice import render_invoice
from rayafin_desktop.paper.invoice_paper import Charge, InvoicePaper
from rayafin_desktop.paper.letterhead import Contact, Status

from ..billing.document import (
    is_right_to_left,
    labelled,
    paper_line,
    paper_tax_groups,
    place_name,
    untaxed_note,
)
from ..billing.rules import DocumentState
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from .model import PurchaseDocument, PurchaseKind
from .queries import BillDetail, bill_detail, bill_numbered, self_invoice_numbered

_TITLES = {
    PurchaseKind.BILL: "Purchase bill",
    PurchaseKind.DEBIT_NOTE: "Debit note",
    PurchaseKind.EXPENSE: "Expense",
}


def purchase_pdf(read: Read, number: str, kind: PurchaseKind) -> bytes:
    """The posted document with our number as a PDF; NotFound `bill.not_found`."""
    return bill_pdf(read, bill_numbered(read, number, kind))


def self_invoice_pdf(read: Read, number: str) -> bytes:
    """The self-invoice with this number as a PDF; NotFound `bill.not_found`."""
    return render_invoice(self_invoice_paper(read, self_invoice_numbered(read, number)))


def bill_pdf(read: Read, bill_id: UUID) -> bytes:
    """A document, draft or posted, as it is or will be printed: its self-invoice where it has one."""
    detail = bill_detail(read, bill_id)
    if detail.document.self_number:
        return render_invoice(self_invoice_paper(read, bill_id))
    return render_invoice(_paper(read, detail))


def bill_paper(read: Read, bill_id: UUID) -> InvoicePaper:
    """What a document shows on paper."""
    return _paper(read, bill_detail(read, bill_id))


def self_invoice_paper(read: Read, bill_id: UUID) -> InvoicePaper:
    """The invoice we write ourselves for a supply under reverse charge (CGST Act s.31(3)(f)).

    It shows the supplier as the seller and the tax as what we owe: net and tax are its total, though
    the supplier is paid the net alone.
    """
    detail = bill_detail(read, bill_id)
    document = detail.document
    lines = tuple(
        dataclasses.replace(
            line, taxes=line.own_taxes, tax_minor=sum(minor for _, _, minor in line.own_taxes)
        )
        for line in detail.lines
    )
    paper = _paper(read, dataclasses.replace(detail, lines=lines))
    return dataclasses.replace(
        paper,
        title="Self-invoice",
        number=document.self_number or "",
        issued_on=document.booked_on,
        due_on=None,
        status=paper.status if document.state is DocumentState.VOID else Status("Reverse charge", "notice"),
        reference=" · ".join(filter(None, (document.number, document.supplier_reference))),
        tax_note="Tax is payable on reverse charge",
        tax_minor=document.self_assessed_minor,
        round_off_minor=0,
        total_minor=document.net_minor + document.self_assessed_minor,
        paid_minor=0,
        balance_minor=0,
        signed_by=paper.buyer.name,  # the recipient issues it
    )


def _paper(read: Read, detail: BillDetail) -> InvoicePaper:
    company, document = company_detail(read), detail.document
    # With inclusive prices the lines are shown at their net, so that the tax can stand below them.
    is_net = not document.prices_include_tax
    ours, theirs = _us(read, company, document), _supplier(company, document)
    we_write = document.kind is PurchaseKind.DEBIT_NOTE
    reference = document.supplier_reference
    if we_write:
        reference = " · ".join(filter(None, (detail.original_number, reference)))
    return InvoicePaper(
        seller=ours if we_write else theirs,
        buyer=theirs if we_write else ours,
        title=_TITLES[document.kind],
        number=document.number or "",
        status=_status(detail),
        issued_on=document.issued_on,
        due_on=None if we_write else document.due_on,
        place_of_supply=place_name(document.place_of_supply),
        reference=reference,
        currency=document.currency,
        locale=company.locale,
        lines=tuple(paper_line(line, is_net=is_net) for line in detail.lines),
        net_minor=document.lines_minor if is_net else document.net_minor,
        discount_minor=document.document_discount_minor if is_net else 0,
        charges=(Charge(label="Charges", amount_minor=document.charges_minor),)
        if is_net and document.charges_minor
        else (),
        tax_groups=paper_tax_groups(detail.lines),
        tax_note=untaxed_note(read, detail.lines),
        tax_minor=document.tax_minor,
        round_off_minor=document.round_off_minor,
        total_minor=document.total_minor,
        paid_minor=document.settled_minor,
        balance_minor=document.open_minor,
        notes="\n".join(filter(None, (document.reason if we_write else "", document.notes))),
        right_to_left=is_right_to_left(company.locale),
    )


def _us(read: Read, company: CompanyDetail, document: PurchaseDocument) -> Contact:
    return Contact(
        name=company.printed_name,
        address=tuple(company.address.splitlines()),
        tax_id=labelled(company.tax_label, document.own_tax_id or company.tax_id),
        phone=company.phone,
        email=company.email,
        logo=company_logo(read) if document.kind is PurchaseKind.DEBIT_NOTE else None,
    )


def _supplier(company: CompanyDetail, document: PurchaseDocument) -> Contact:
    return Contact(
        name=document.supplier_name,
        address=tuple(document.supplier_address.splitlines()),
        tax_id=labelled(company.tax_label, document.supplier_tax_id),
    )


def _status(detail: BillDetail) -> Status | None:
    state = detail.document.state
    if state is DocumentState.DRAFT:
        return Status("Draft, not booked yet", "draft", "DRAFT")
    if state is DocumentState.VOID:
        return Status("Void", "void", "VOID")
    if detail.document.kind is PurchaseKind.DEBIT_NOTE:
        return Status(f"For bill {detail.original_number}", "notice")
    return None
