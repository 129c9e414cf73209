"""What an invoice or credit note shows on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.work import Read
from rayafin_desktop.paper.invoice import render_invoice
from rayafin_desktop.paper.invoice_paper import Charge, InvoicePaper, TaxGroup, TaxHead
from rayafin_desktop.paper.invoice_paper import InvoiceLine as PaperLine
from rayafin_desktop.paper.letterhead import Contact, Status
from rayafin_desktop.paper.qr import epc_payload, upi_payload

from ..companies.gst_states import STATES
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..tax.categories import TaxCategory
from ..tax.queries import tax_codes
from .model import SalesDocument
from .queries import InvoiceDetail, invoice_detail, invoice_numbered
from .rules import DocumentKind, DocumentState, DocumentStatus

_GST_HALVES = frozenset({"CGST", "SGST", "UTGST"})
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_BANK_LABELS = (
    ("bank", "Bank"),
    ("account_no", "Account"),
    ("ifsc", "IFSC"),
    ("iban", "IBAN"),
    ("bic", "BIC"),
)


def invoice_pdf(read: Read, number: str, kind: DocumentKind = DocumentKind.INVOICE) -> bytes:
    """The posted document with this number as a PDF; NotFound `invoice.not_found`."""
    return render_invoice(invoice_paper(read, invoice_numbered(read, number, kind)))


def invoice_paper(read: Read, invoice_id: UUID) -> InvoicePaper:
    """What a document, draft or posted, shows on paper."""
    return paper_of(read, invoice_detail(read, invoice_id))


def paper_of(read: Read, detail: InvoiceDetail) -> InvoicePaper:
    """What a document shows on paper, also one that is only being typed."""
    company = company_detail(read)
    document = detail.document
    # With inclusive prices the lines are shown at their net, so that the tax can stand below them.
    is_net = not document.prices_include_tax
    return InvoicePaper(
        seller=Contact(
            name=company.printed_name,
            address=tuple(company.address.splitlines()),
            tax_id=labelled(company.tax_label, document.seller_tax_id or company.tax_id),
            phone=company.phone,
            email=company.email,
            logo=company_logo(read),
        ),
        buyer=Contact(
            name=document.buyer_name,
            address=tuple(document.buyer_address.splitlines()),
            tax_id=labelled(company.tax_label, document.buyer_tax_id),
        ),
        ship_to=_ship_to(document),
        title=_title(detail),
        number=document.number or "",
        status=_status(detail),
        issued_on=document.issued_on,
        due_on=document.due_on if document.kind is DocumentKind.INVOICE else None,
        place_of_supply=place_name(document.place_of_supply),
        reference=document.reference,
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
        notes=document.notes,
        terms=document.terms,
        bank=bank_lines(company) if document.kind is DocumentKind.INVOICE else (),
        payment_code=_payment_code(company, document),
        right_to_left=is_right_to_left(company.locale),
    )


def is_right_to_left(locale: str) -> bool:
    """Whether papers of a locale are read from right to left."""
    return locale.split("_", maxsplit=1)[0] in _RIGHT_TO_LEFT


def labelled(label: str, number: str) -> str:
    """A tax number with what it is called; empty without one."""
    return f"{label} {number}" if number else ""


def _title(detail: InvoiceDetail) -> str:
    document = detail.document
    if document.kind is DocumentKind.CREDIT_NOTE:
        return "Credit note"
    categories = {line.category for line in detail.lines}
    # A bill of supply stands in for a tax invoice where no tax may be charged (CGST Act s.31(3)(c)).
    untaxed = {TaxCategory.GST_COMPOSITION, TaxCategory.GST_EXEMPT}
    if categories and categories <= untaxed:
        return "Bill of supply"
    return "Tax invoice" if document.seller_tax_id else "Invoice"


def _status(detail: InvoiceDetail) -> Status | None:
    document = detail.document
    if document.state is DocumentState.DRAFT:
        return Status("Draft, not an invoice yet", "draft", "DRAFT")
    if document.state is DocumentState.VOID:
        return Status("Void", "void", "VOID")
    if document.kind is DocumentKind.CREDIT_NOTE:
        return Status(f"For invoice {detail.original_number}", "notice")
    if detail.status is DocumentStatus.PAID and document.total_minor:
        return Status("Paid", "paid", "PAID")
    return None


def _ship_to(document: SalesDocument) -> Contact | None:
    ship_to = document.ship_to
    if not ship_to:
        return None
    return Contact(
        name=ship_to["name"] or document.buyer_name,
        address=tuple(line for line in (*ship_to["address"].splitlines(), _state(ship_to["state"])) if line),
    )


def _state(code: str) -> str:
    return f"{code} {STATES[code]}" if code in STATES else code


def place_name(place: str) -> str:
    """Named on Indian documents only (CGST Rule 46(n)); elsewhere it says nothing to the reader."""
    return _state(place) if place in STATES else ""


class TaxedLine(Protocol):
    """A stored line of a document of billing or purchases, as far as paper shows it."""

    @property
    def description(self) -> str: ...
    @property
    def hsn(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...
    @property
    def unit_price(self) -> Decimal: ...
    @property
    def price_per(self) -> str | None: ...
    @property
    def line_discount_minor(self) -> int: ...
    @property
    def amount_minor(self) -> int: ...
    @property
    def net_minor(self) -> int: ...
    @property
    def tax_minor(self) -> int: ...
    @property
    def taxes(self) -> Any: ...
    @property
    def category(self) -> TaxCategory: ...
    @property
    def tax_code_id(self) -> UUID | None: ...


def paper_line(line: TaxedLine, *, is_net: bool) -> PaperLine:
    """A line as it is printed, at its price less discount or at its net."""
    return PaperLine(
        description=line.description,
        code=line.hsn,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        price_per=line.price_per or "",
        discount_minor=line.line_discount_minor if is_net else 0,
        net_minor=line.amount_minor - line.line_discount_minor if is_net else line.net_minor,
        tax=_tax_label([(head, rate) for head, rate, _ in line.taxes]),
        tax_minor=line.tax_minor,
    )


def _percent(rate: object) -> str:
    return f"{rate}%"


def _tax_label(heads: Sequence[tuple[str, str]]) -> str:
    """The heads of a line in short: the two halves of GST as one rate, `GST 18% + CESS 12%`."""
    halves = [Decimal(rate) for head, rate in heads if head in _GST_HALVES]
    rest = [(head, rate) for head, rate in heads if head not in _GST_HALVES]
    whole = [("GST", plain(sum(halves, Decimal(0))))] if halves else []
    return " + ".join(f"{head} {_percent(rate)}" for head, rate in (*whole, *rest))


def paper_tax_groups(lines: Sequence[TaxedLine]) -> tuple[TaxGroup, ...]:
    """Lines taxed alike, in order of appearance; untaxed ones are told by the note."""
    taxable: dict[tuple[tuple[str, str], ...], int] = {}
    amounts: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for line in lines:
        heads = tuple((head, rate) for head, rate, _ in line.taxes)
        if not heads:
            continue
        taxable[heads] = taxable.get(heads, 0) + line.net_minor
        sums = amounts.setdefault(heads, [0] * len(heads))
        for place, (_, _, minor) in enumerate(line.taxes):
            sums[place] += minor
    return tuple(
        TaxGroup(
            label=_tax_label(heads),
            taxable_minor=minor,
            heads=tuple(
                TaxHead(name=head, rate=_percent(rate), amount_minor=amount)
                for (head, rate), amount in zip(heads, amounts[heads], strict=True)
            ),
        )
        for heads, minor in taxable.items()
    )


# What the law wants printed where a supply bears no tax, if the tax code itself says nothing.
_NOTES: Mapping[TaxCategory, str] = {
    TaxCategory.GST_COMPOSITION: "Composition taxable person, not eligible to collect tax on supplies",
    TaxCategory.GST_REVERSE_CHARGE: "Tax is payable on reverse charge",
    TaxCategory.GST_EXPORT_UNPAID: "Supply meant for export under letter of undertaking without payment of "
    "integrated tax",
    TaxCategory.GST_EXPORT_PAID: "Supply meant for export on payment of integrated tax",
    TaxCategory.GST_SEZ_UNPAID: "Supply to a special economic zone under letter of undertaking without "
    "payment of integrated tax",
    TaxCategory.GST_SEZ_PAID: "Supply to a special economic zone on payment of integrated tax",
    TaxCategory.REVERSE_CHARGE: "Reverse charge: VAT is due from the recipient",
    TaxCategory.INTRA_COMMUNITY: "Intra-Community supply, exempt from VAT",
    TaxCategory.EXPORT: "Export, exempt from VAT",
}


def untaxed_note(read: Read, lines: Sequence[TaxedLine]) -> str:
    """The reasons for untaxed lines, each once: the category's own words, else the tax code's."""
    codes = tax_codes(read)
    notes: list[str] = []
    for line in lines:
        if not line.category.needs_reason and line.category not in _NOTES:
            continue
        code = codes.get(line.tax_code_id) if line.tax_code_id else None
        note = _NOTES.get(line.category) or (code.exemption_reason if code else "")
        if note and note not in notes:
            notes.append(note)
    return ". ".join(notes)


def bank_lines(company: CompanyDetail) -> tuple[str, ...]:
    """Where to pay, as it is printed."""
    lines = [company.account_name] if company.account_name else []
    lines += [f"{label} {value}" for name, label in _BANK_LABELS if (value := getattr(company, name))]
    return tuple(lines)


def _payment_code(company: CompanyDetail, document: SalesDocument) -> str:
    """What the customer scans to pay what is open."""
    if document.kind is not DocumentKind.INVOICE:
        return ""
    return payment_code(company, document.currency, document.open_minor, document.number or "")


def payment_code(company: CompanyDetail, currency: str, minor: int, note: str) -> str:
    """What is scanned to pay an amount: UPI in rupees, a SEPA transfer in euros; empty if there is none."""
    if minor <= 0:
        return ""
    try:
        if currency == "INR" and company.upi:
            return upi_payload(company.upi, company.printed_name, minor, note)
        if currency == "EUR" and company.iban:
            return epc_payload(company.printed_name, company.iban, minor, note, company.bic)
    except RuleBroken:
        # Details that make no code still print as text beside it.
        return ""
    return ""
