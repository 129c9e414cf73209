"""What the page of a receipt and that of a payment to a supplier call things."""

from __future__ import annotations

from dataclasses import dataclass

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.payments.kinds import FLOWS, PaymentKind, Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One page's labels, already in the language of the window."""

    kind: PaymentKind
    page: str
    permission: str
    title: str
    icon: str
    lookup: str
    party: str
    party_label: str
    missing: str
    form: str
    amount: str
    account: str
    discount: str
    section: str
    post_and_print: str
    who: str
    choose: str
    waiting: str
    documents: str
    document: str
    owes: str
    owes_nothing: str
    kept: str
    too_much: str

    @property
    def side(self) -> Side:
        return FLOWS[self.kind].side


def words_of(kind: PaymentKind) -> Words:
    """The labels for a receipt, or for a payment to a supplier."""
    if kind is PaymentKind.PAYMENT:
        return Words(
            kind=kind,
            page="payment.pay",
            permission="payment.pay",
            title=tr("Pay supplier"),
            icon="hand-coins",
            lookup="supplier_lookup",
            party=tr("supplier"),
            party_label=tr("To"),
            missing=tr("Choose whom we pay"),
            form="supplier.form",
            amount=tr("Amount paid"),
            account=tr("Out of"),
            discount=tr("Discount received"),
            section="194C",
            post_and_print=tr("Post and print advice"),
            who=tr("Who is paid?"),
            choose=tr("Choose the supplier, and what is open stands here, ready to be ticked."),
            waiting=tr("What will be posted stands here once supplier and amount are known."),
            documents=tr("Open bills"),
            document=tr("Bill"),
            owes=tr("We owe"),
            owes_nothing=tr("Nothing is owed to {name}. What is paid is kept as an advance.", name="{name}"),
            kept=tr("What is left over is kept as an advance to the supplier."),
            too_much=tr("Lower an amount, or pay more."),
        )
    return Words(
        kind=kind,
        page="payment.receive",
        permission="payment.receive",
        title=tr("Receive payment"),
        icon="banknote",
        lookup="customer_lookup",
        party=tr("customer"),
        party_label=tr("From"),
        missing=tr("Choose who paid"),
        form="customer.form",
        amount=tr("Amount received"),
        account=tr("Into"),
        discount=tr("Discount given"),
        section="194H",
        post_and_print=tr("Post and print receipt"),
        who=tr("Who paid?"),
        choose=tr("Choose the customer, and what is open stands here, ready to be ticked."),
        waiting=tr("What will be posted stands here once customer and amount are known."),
        documents=tr("Open invoices"),
        document=tr("Invoice"),
        owes=tr("Owes"),
        owes_nothing=tr("{name} owes nothing. What comes in is kept as an advance.", name="{name}"),
        kept=tr("What is left over is kept as the customer's advance."),
        too_much=tr("Lower an amount, or receive more."),
    )
