"""The tax a new payment to a supplier proposes to keep back, while nobody types another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.payments.content import PaymentContent
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.open_documents import open_documents
from rayafin_desktop.features.payments.rules import Allocated, Funds, Strategy, propose, suggest
from rayafin_desktop.features.payments.withholding_due import withholding_due
from rayafin_desktop.features.tax.categories import ZERO
from rayafin_desktop.features.withholding.rules import Withheld


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How the money of the page is spread: by a strategy, or by the amounts that stand in the content.

    `gross_minor` is what the ticked bills come to where the amount follows them, tax and all; None where
    the amount is typed, and is what the supplier gets.
    """

    strategy: Strategy | None
    by_hand: bool
    instructed: Sequence[UUID]
    gross_minor: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A payment with the tax that is due on it, and why it is; `due` None where no law asks for any."""

    content: PaymentContent
    due: Withheld | None = None


def with_tax_due(read: Read, content: PaymentContent, spread: Spread) -> Kept:
    """The payment with what is to be withheld from it in place of what the content says."""
    plain = replace(content, withheld=None, section="")
    bills = open_documents(read, Side.PAYABLE, party_id=content.party_id)
    day = content.dated_on or read.today
    due = withholding_due(read, content.party_id, day, content.currency, list(bills))
    if due is None:
        return Kept(content=plain)
    digits = currency_digits(content.currency)
    also = to_minor(content.discount or ZERO, digits) - to_minor(content.tcs or ZERO, digits)
    given = [
        Allocated(
            document_id=line.document_id,
            amount_minor=to_minor(line.amount, digits),
            write_off_minor=to_minor(line.write_off or ZERO, digits),
        )
        for line in content.allocations
        if line.document_id is not None
    ]

    def parts(minor: int) -> Sequence[Allocated]:
        if spread.by_hand:
            return given
        funds = Funds(
            party_id=content.party_id,
            currency=content.currency,
            received_on=day,
            allocated_on=day,
            available_minor=minor,
        )
        items = [one.item for one in bills.values()]
        if spread.strategy is None:
            return suggest(items, funds, instructed=spread.instructed).parts
        return propose(items, funds, spread.strategy, instructed=spread.instructed).parts

    if spread.gross_minor is not None:
        found = due.of(given, spread.gross_minor)
        amount = to_major(max(0, spread.gross_minor - also - found.tax_minor), digits)
    else:
        found = due.on_top_of(max(0, to_minor(content.amount, digits) + also), parts)
        amount = content.amount
    kept = replace(
        plain,
        amount=amount,
        withheld=to_major(found.tax_minor, digits) if found.tax_minor else None,
        section=found.cites if found.tax_minor else "",
    )
    return Kept(content=kept, due=found)
