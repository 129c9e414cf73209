"""What people do on a device, chosen at random among what makes sense in its book at that moment.

Each action goes through the door. What the door refuses there and then was never entered. An action answers
what the server must have of it later, if it applies it as it was: a row and some of its values.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from rayafin_desktop.features.documents.commands import AttachFile
from rayafin_desktop.features.items.commands import DeactivateItem, ReactivateItem, SaveItem
from rayafin_desktop.features.items.model import Item
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.model import Account
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import DeactivateParty, ReactivateParty, SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    ReceivePayment,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.model import Allocation, Payment, PaymentStatus
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.purchases.content import BillLineContent
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.purchases.posting import IssueBill
from rayafin_desktop.features.tax.model import TaxCode

PRINTED = ("number", "total_minor")
_MOST_QUESTIONS = 5
_MOST_BYTES = 3000


@dataclass(frozen=True, slots=True)
class Expected:
    """A row the server must have once it has applied an operation as it was.

    Of its values those in `printed` are on paper that may be in a customer's hands.
    """

    table: str
    id: UUID
    values: dict[str, Any]
    printed: tuple[str, ...] = ()


@dataclass
class Desk:
    """A person at a book: a device's, or the server's own."""

    app: App
    actor: Actor
    random: Random

    def do(self, command: Command[Any]) -> Any:
        """Run a command, saying yes to whatever it asks."""
        confirmed: set[str] = set()
        for _ in range(_MOST_QUESTIONS):
            try:
                return self.app.execute(command, self.actor, confirmed=frozenset(confirmed)).result
            except NeedsConfirmation as asked:
                confirmed.add(asked.key)
        raise AssertionError(f"{type(command).__name__} asks without end")

    def all(self, cls: Any, *where: Any) -> list[Any]:
        with self.app.read(self.actor) as read:
            return read.all(cls, *where, order_by=(cls.c.id,))

    def one_of(self, cls: Any, *where: Any) -> Any:
        """One of the rows that fit; RayafinError where there is none, as for a person with nothing to do."""
        found = self.all(cls, *where)
        if not found:
            raise RayafinError("simulation.nothing_to_do")
        # The older ones are what several devices know, and so where they meet.
        return self.random.choice(found[:4] if self.random.random() < 0.6 else found)

    @property
    def today(self) -> Any:
        return self.app.clock.today()

    def price(self) -> Decimal:
        return Decimal(self.random.randint(100, 5_000_00)) / 100


def new_customer(desk: Desk) -> Expected:
    # Few codes for many customers: two devices will give out the same.
    code = desk.random.choice(("", "", f"N{desk.random.randint(1, 9)}"))
    name = f"Trader {desk.random.randint(1, 999)}"
    state = desk.random.choice(("27", "24", "29"))
    id_ = desk.do(SaveParty(code=code, name=name, state=state, email="b@example.com"))
    return Expected("parties", id_, {})


def edit_customer(desk: Desk) -> None:
    party = desk.one_of(Party, Party.c.is_customer)
    values = {name: getattr(party, name) for name in ("name", "state", "city", "email", "phone", "notes")}
    for name in desk.random.sample(("name", "city", "email", "phone", "notes"), 2):
        values[name] = f"{name}{desk.random.randint(1, 99)}@example.com"
    desk.do(SaveParty(id=party.id, version=party.version, code=party.code, **values))


def switch_customer(desk: Desk) -> None:
    party = desk.one_of(Party, Party.c.is_customer)
    desk.do(DeactivateParty(id=party.id) if party.is_active else ReactivateParty(id=party.id))


def new_item(desk: Desk) -> Expected:
    code = desk.random.choice(("", f"X{desk.random.randint(1, 9)}"))
    id_ = desk.do(
        SaveItem(code=code, name=f"Goods {desk.random.randint(1, 999)}", unit="kg", sale_price=desk.price())
    )
    return Expected("items", id_, {})


def edit_item(desk: Desk) -> None:
    item = desk.one_of(Item)
    desk.do(
        SaveItem(
            id=item.id, version=item.version, code=item.code, name=item.name, unit=item.unit, hsn=item.hsn,
            sale_price=desk.price(), tax_code_id=item.tax_code_id,
        )
    )  # fmt: skip


def switch_item(desk: Desk) -> None:
    item = desk.one_of(Item)
    desk.do(DeactivateItem(id=item.id) if item.is_active else ReactivateItem(id=item.id))


def _lines(desk: Desk) -> tuple[LineContent, ...]:
    items = desk.all(Item, Item.c.is_active, Item.c.tax_code_id.is_not(None))
    tax_code_id = desk.one_of(TaxCode, TaxCode.c.code == "GST18").id
    lines = []
    for _ in range(desk.random.randint(1, 3)):
        quantity = Decimal(desk.random.randint(1, 20))
        if items and desk.random.random() < 0.7:
            lines.append(LineContent(item_id=desk.random.choice(items[:3]).id, quantity=quantity))
        else:
            lines.append(
                LineContent(
                    description="Odd lot", quantity=quantity, unit_price=desk.price(), tax_code_id=tax_code_id
                )
            )
    return tuple(lines)


def _customer(desk: Desk) -> UUID:
    return desk.one_of(Party, Party.c.is_customer, Party.c.is_active).id  # type: ignore[no-any-return]


def draft(desk: Desk) -> Expected:
    saved = desk.do(SaveDraft(party_id=_customer(desk), issued_on=desk.today, lines=_lines(desk)))
    return Expected("invoices", saved.id, {})


def _a_draft(desk: Desk) -> Any:
    c = SalesDocument.c
    return desk.one_of(SalesDocument, c.state == DocumentState.DRAFT, c.deleted_at.is_(None))


def edit_draft(desk: Desk) -> None:
    found = _a_draft(desk)
    desk.do(
        SaveDraft(
            id=found.id,
            version=found.version,
            party_id=found.party_id,
            issued_on=desk.today,
            lines=_lines(desk),
        )
    )


def drop_draft(desk: Desk) -> None:
    desk.do(DeleteDraft(id=_a_draft(desk).id))


def post_draft(desk: Desk) -> Expected:
    found = _a_draft(desk)
    posted = desk.do(
        PostInvoice(invoice_id=found.id, version=found.version, order_reason="The clock was wrong")
    )
    return Expected(
        "invoices", posted.id, {"number": posted.number, "total_minor": posted.total_minor}, PRINTED
    )


def issue(desk: Desk) -> Expected:
    posted = desk.do(
        IssueInvoice(
            party_id=_customer(desk),
            issued_on=desk.today,
            lines=_lines(desk),
            order_reason="The clock was wrong",
        )
    )
    return Expected(
        "invoices", posted.id, {"number": posted.number, "total_minor": posted.total_minor}, PRINTED
    )


def _open_invoice(desk: Desk) -> Any:
    c = SalesDocument.c
    return desk.one_of(
        SalesDocument,
        c.state == DocumentState.POSTED,
        c.kind == DocumentKind.INVOICE,
        c.settled_minor < c.total_minor,
    )


def receive(desk: Desk) -> Expected:
    """Money for an invoice: all of it, a part, or too much."""
    invoice = _open_invoice(desk)
    open_minor = invoice.total_minor - invoice.settled_minor
    amount = desk.random.choice((open_minor, open_minor, max(1, open_minor // 3), open_minor + 5000))
    settles = min(amount, open_minor)
    by_hand = desk.random.random() < 0.6
    received = desk.do(
        ReceivePayment(
            party_id=invoice.party_id,
            amount=Decimal(amount) / 100,
            strategy=Strategy.MANUAL if by_hand else Strategy.FIFO,
            allocations=(AllocationLine(invoice_id=invoice.id, amount=Decimal(settles) / 100),)
            if by_hand
            else (),
        )
    )
    return Expected("payments", received.payment_id, {"amount_minor": amount, "total_minor": amount})


def on_account(desk: Desk) -> Expected:
    amount = desk.random.randint(100, 90_000)
    received = desk.do(ReceivePayment(party_id=_customer(desk), amount=Decimal(amount) / 100))
    return Expected("payments", received.payment_id, {"amount_minor": amount})


def allocate(desk: Desk) -> None:
    c = Payment.c
    payment = desk.one_of(
        Payment, c.status == PaymentStatus.POSTED, c.allocated_minor < c.total_minor, c.party_id.is_not(None)
    )
    desk.do(AllocatePayment(payment_id=payment.id, strategy=Strategy.FIFO))


def unallocate(desk: Desk) -> None:
    found = desk.one_of(Allocation, Allocation.c.reverses_id.is_(None))
    desk.do(Unallocate(allocation_id=found.id, reason="Wrong invoice"))


def reverse_payment(desk: Desk) -> None:
    found = desk.one_of(Payment, Payment.c.status == PaymentStatus.POSTED)
    desk.do(ReversePayment(payment_id=found.id, reason="Cheque returned"))


def credit(desk: Desk) -> Expected:
    c = SalesDocument.c
    invoice = desk.one_of(SalesDocument, c.state == DocumentState.POSTED, c.kind == DocumentKind.INVOICE)
    posted = desk.do(
        PostCreditNote(
            invoice_id=invoice.id,
            lines=(CreditLine(line_no=1, quantity=Decimal(1)),),
            reason="Torn",
            issued_on=max(desk.today, invoice.issued_on),
        )
    )
    return Expected("invoices", posted.id, {"total_minor": posted.total_minor}, PRINTED)


def void(desk: Desk) -> None:
    desk.do(VoidInvoice(invoice_id=_open_invoice(desk).id, reason="Entered twice"))


def journal(desk: Desk) -> Expected:
    c = Account.c
    accounts = desk.all(Account, c.role.is_(None), c.is_group.is_(False), c.is_active)
    one, other = desk.random.sample(accounts, 2)
    amount = desk.price()
    posted = desk.do(
        PostJournal(
            posted_on=desk.today,
            narration="Put right",
            lines=(
                JournalLine(account_id=one.id, debit=amount),
                JournalLine(account_id=other.id, credit=amount),
            ),
        )
    )
    return Expected("journal_entries", posted.entry_id, {"total_minor": int(amount * 100)})


def expense(desk: Desk) -> Expected:
    cash = desk.one_of(Account, Account.c.role == AccountRole.CASH)
    posted = desk.do(RecordExpense(amount=desk.price(), description="Tea", paid_from_id=cash.id))
    return Expected("bills", posted.id, {"total_minor": posted.total_minor}, PRINTED)


def bill(desk: Desk) -> Expected:
    supplier = desk.one_of(Party, Party.c.is_supplier, Party.c.is_active)
    posted = desk.do(
        IssueBill(
            party_id=supplier.id,
            supplier_reference=f"B{desk.random.randint(1, 10**6)}",
            issued_on=desk.today,
            lines=(BillLineContent(description="Yarn", quantity=Decimal(2), unit_price=desk.price()),),
        )
    )
    return Expected("bills", posted.id, {"total_minor": posted.total_minor}, PRINTED)


def attach(desk: Desk) -> Expected:
    party = desk.one_of(Party)
    content = desk.random.randbytes(desk.random.randint(1, _MOST_BYTES))
    id_ = desk.do(
        AttachFile(
            kind="party",
            record_id=party.id,
            name=f"paper{desk.random.randint(1, 99)}.bin",
            content=base64.b64encode(content).decode(),
        )
    )
    return Expected("attachments", id_, {})


Action = Callable[[Desk], Expected | None]
# How often each is done, roughly as in a trading office.
ACTIONS: dict[Action, int] = {
    new_customer: 6, edit_customer: 8, switch_customer: 2, new_item: 3, edit_item: 3, switch_item: 1,
    draft: 7, edit_draft: 6, drop_draft: 2, post_draft: 6, issue: 14, receive: 16, on_account: 4,
    allocate: 4, unallocate: 2, reverse_payment: 2, credit: 3, void: 3, journal: 4, expense: 3, bill: 3,
    attach: 3,
}  # fmt: skip
_CHOICE, _WEIGHTS = tuple(ACTIONS), tuple(ACTIONS.values())


def act(desk: Desk) -> tuple[str, Expected | None, str]:
    """Do something; answers what, what to expect of it, and the code if the door refused it."""
    (action,) = desk.random.choices(_CHOICE, _WEIGHTS)
    try:
        return action.__name__, action(desk), ""
    except RayafinError as refusal:
        return action.__name__, None, refusal.problems[0].code
