"""Short builders for billing tests: a customer, lines of a tax code, an invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.model import InvoiceLine, InvoiceTax, SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.companies.commands import UpdateCompany
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.ledger.model import Account, Leg
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.tax.queries import tax_code_named
from tests.books import Office

TODAY = date(2026, 11, 21)  # the day of the tests' clock
SELLER_GSTIN, LOCAL_GSTIN, GUJARAT_GSTIN = "27AAPFU0939F1ZV", "27AABCU9603R1ZN", "24AAACC1206D1ZM"


def customer(office: Office, name: str = "Gokul Mills", state: str = "27", **values: object) -> UUID:
    """A customer; its state decides the tax."""
    fields = {"name": name, "state": state, "email": "accounts@example.com", **values}
    return office.do(SaveParty(**fields))  # type: ignore[arg-type]


def tax(office: Office, code: str = "GST18") -> UUID:
    found = office.ask(tax_code_named, code)
    assert found is not None
    return found.id


def line(
    office: Office, price: str, quantity: str = "1", code: str = "GST18", **values: object
) -> LineContent:
    fields = {
        "description": "Cotton bales",
        "quantity": Decimal(quantity),
        "unit_price": Decimal(price),
        "tax_code_id": tax(office, code),
        **values,
    }
    return LineContent(**fields)  # type: ignore[arg-type]


def issue(office: Office, party_id: UUID, *lines: LineContent, on: date = TODAY, **values: object) -> Posted:
    """Make and post an invoice."""
    return office.do(IssueInvoice(party_id=party_id, issued_on=on, lines=lines, **values))  # type: ignore[arg-type]


def document(office: Office, invoice_id: UUID) -> SalesDocument:
    with office.app.read(office.owner) as read:
        return read.get(SalesDocument, invoice_id)


def lines_of(office: Office, invoice_id: UUID) -> list[InvoiceLine]:
    with office.app.read(office.owner) as read:
        return read.parts(InvoiceLine, invoice_id)


def taxes_of(office: Office, invoice_id: UUID) -> list[InvoiceTax]:
    with office.app.read(office.owner) as read:
        return read.parts(InvoiceTax, invoice_id)


def legs_of(office: Office, invoice_id: UUID) -> dict[str, int]:
    """The entry of a document: account role -> signed base amount."""
    entry_id = document(office, invoice_id).entry_id
    assert entry_id is not None
    with office.app.read(office.owner) as read:
        roles = {account.id: account.role for account in read.all(Account)}
        legs = read.parts(Leg, entry_id)
    return {str(roles[leg.account_id]): leg.base_minor for leg in legs}


def register(office: Office) -> None:
    """Give the company its GSTIN, so that it charges tax."""
    detail = office.ask(company_detail)
    office.do(
        UpdateCompany(
            version=detail.version, name=detail.name, locale="en_IN", state="27", tax_id=SELLER_GSTIN
        )
    )


def faults(office: Office) -> list[str]:
    """What `verify` says of billing and everything below it."""
    found: list[str] = []
    with office.app.read(office.owner) as read:
        for feature in office.app.catalogue.features:
            found += [
                f"{fault.check}: {fault.evidence}" for check in feature.checks for fault in check.run(read)
            ]
            if feature.name == "billing":
                break
    return found
