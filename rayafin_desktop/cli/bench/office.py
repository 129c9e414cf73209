"""The company the workload is carried out in: W(n) as commands, through the program's one door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.application import App, Clock
from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import actor_for, sign_in
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.companies.commands import CreateCompany
from rayafin_desktop.features.exchange.masters import ImportParties
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.payments.commands import Received, ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.tax.queries import tax_codes

from .sign_in_words import EMAIL, PASSWORD
from .workload import CUSTOMERS, LAST_DAY, Receipt, Sale, customer_name

CODE = "BENCH"
_TAX_CODES = {20: "STD", 5: "REDUCED"}

# The day after the workload: what is open then is what its payments leave open.
CLOCK = Clock(now=lambda: datetime(2025, 1, 1, 9, tzinfo=UTC), today=lambda: date(2025, 1, 1))


@dataclass(slots=True)
class Office:
    """The opened book with its owner. `invoices` holds (id, customer, day, total in minor units)."""

    app: App
    owner: Actor
    parties: list[UUID]
    tax_codes: dict[int, UUID]
    invoices: list[tuple[UUID, int, date, int]] = field(default_factory=list)

    def issuing(self, sale: Sale) -> IssueInvoice:
        """The command a person sends with Post."""
        return IssueInvoice(
            party_id=self.parties[sale.customer],
            issued_on=LAST_DAY,
            lines=tuple(
                LineContent(
                    description=line.description,
                    quantity=Decimal(line.quantity),
                    unit_price=to_major(line.unit_minor, 2),
                    tax_code_id=self.tax_codes[line.rate],
                )
                for line in sale.lines
            ),
        )

    def receiving(self, receipt: Receipt, owed: Sequence[tuple[UUID, int]]) -> ReceivePayment:
        """The command that records a payment over (invoice, minor), allocated as the payer says."""
        return ReceivePayment(
            party_id=self.parties[receipt.customer],
            amount=to_major(sum(minor for _, minor in owed), 2),
            dated_on=receipt.on,
            strategy=Strategy.INSTRUCTION,
            invoices=tuple(invoice for invoice, _ in owed),
        )

    def post(self, command: IssueInvoice) -> Posted:
        return self.app.execute(command, self.owner).result

    def importing(self, batch: Sequence[Sale]) -> ImportInvoices:
        """The command that imports these sales as posted invoices."""
        return ImportInvoices(invoices=tuple(map(self._imported, batch)))

    def import_batch(self, command: ImportInvoices, batch: Sequence[Sale]) -> None:
        """Carry the import of these sales out, and remember their ids for the payments."""
        ids = self.app.execute(command, self.owner).result.ids
        self.invoices += [
            (id_, sale.customer, sale.on, sale.total_minor) for id_, sale in zip(ids, batch, strict=True)
        ]

    def _imported(self, sale: Sale) -> ImportedInvoice:
        return ImportedInvoice(
            number=sale.number,
            external_reference=sale.number,
            party_id=self.parties[sale.customer],
            issued_on=sale.on,
            lines=tuple(
                ImportedLine(
                    description=line.description,
                    quantity=Decimal(line.quantity),
                    unit_price=to_major(line.unit_minor, 2),
                    tax_code_id=self.tax_codes[line.rate],
                )
                for line in sale.lines
            ),
        )

    def receive(self, command: ReceivePayment) -> Received:
        return self.app.execute(command, self.owner).result

    def owed(self, receipt: Receipt) -> list[tuple[UUID, int]]:
        """What a payment settles: (invoice, minor)."""
        return [(self.invoices[at][0], self.invoices[at][3]) for at in receipt.sales]


def found_office(app: App) -> Office:
    """A VAT-registered British company with the workload's customers, in a book that has no company."""
    company = app.execute(
        CreateCompany(code=CODE, name="Bench Traders", country="GB", tax_id="GB434031494"), the_book()
    ).result
    added = app.execute(
        AddUser(email=EMAIL, name="Bench Owner", role=Role.OWNER, password=PASSWORD), the_book(company.key)
    ).result
    owner = actor_for(app, added.user_id, company.key)
    customers = tuple(
        SaveParty(code=_code(n), name=customer_name(n), email=f"ap{n + 1}@example.com")
        for n in range(CUSTOMERS)
    )
    app.execute(ImportParties(parties=customers), owner)
    return _office(app, owner)


def returned_to(app: App) -> Office:
    """The office of a book in which it was founded earlier."""
    return _office(app, sign_in(app, EMAIL, PASSWORD))


def _office(app: App, owner: Actor) -> Office:
    with app.read(owner) as read:
        codes = {code.code: code.id for code in tax_codes(read).values()}
        parties = {party.code: party.id for party in read.all(Party)}
    return Office(
        app,
        owner,
        [parties[_code(n)] for n in range(CUSTOMERS)],
        {rate: codes[code] for rate, code in _TAX_CODES.items()},
    )


def _code(customer: int) -> str:
    return f"C{customer + 1:04d}"
