"""Short builders for what payments and commissions are tested on: customers, posted invoices, balances."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.ledger.model import Leg
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import Received, ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from tests.books import Office

GSTIN = "27AAPFU0939F1ZV"


def customer(office: Office, name: str = "Kaveri Spinning Mills", **values: Any) -> UUID:
    values = {"state": "27", "email": "accounts@example.com"} | values
    return office.do(SaveParty(name=name, **values))


def invoice(office: Office, party_id: UUID, amount: str, on: date | None = None, **values: Any) -> Posted:
    """A posted invoice of one line; without a tax code its total is the amount."""
    line = LineContent(
        description="Cotton", unit_price=Decimal(amount), tax_code_id=values.pop("tax_code_id", None)
    )
    day = on or office.clock.today()
    return office.do(IssueInvoice(party_id=party_id, issued_on=day, lines=(line,), **values))


def receive(
    office: Office, party_id: UUID, amount: str, *pays: tuple[Posted, str], **values: Any
) -> Received:
    """Receive an amount and allocate it by hand."""
    lines = tuple(AllocationLine(invoice_id=one.id, amount=Decimal(part)) for one, part in pays)
    return office.do(ReceivePayment(party_id=party_id, amount=Decimal(amount), allocations=lines, **values))


def open_minor(office: Office, document: Posted) -> int:
    def read_open(read: Read) -> int:
        return read.get(SalesDocument, document.id).open_minor

    return office.ask(read_open)


def balance(office: Office, role: AccountRole, party_id: UUID | None = None) -> int:
    """What stands on the account of a role in the company's currency, debits positive."""

    def read_balance(read: Read) -> int:
        account = accounts(read).by_role[role]
        where = [Leg.c.company_id == read.company_id, Leg.c.account_id == account.id]
        if party_id is not None:
            where.append(Leg.c.party_id == party_id)
        return int(read.scalar(select(func.coalesce(func.sum(Leg.c.base_minor), 0)).where(*where)))

    return office.ask(read_balance)


def verify(office: Office) -> list[str]:
    """The evidence of every broken invariant of the company."""

    def run(read: Read) -> list[str]:
        checks = [check for feature in office.app.catalogue.features for check in feature.checks]
        return [fault.evidence for check in checks for fault in check.run(read)]

    return office.ask(run)
