"""Bills for brokerage: one invoice for each party and currency, and credit notes for what is taken back.

Within one side of one contract what was taken back nets with what is due. Beyond that a bill that was
posted is corrected by a credit note, as tax law wants it (CGST Act s.34), and the sub-brokers' shares
follow it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.work import Work

from ..billing.content import LineContent, Posted
from ..billing.credit_notes import CreditLine, PostCreditNote, post_credit_note
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.posting import IssueInvoice, issue_invoice
from ..billing.rules import DocumentKind
from ..commissions.accruing import AGREED_DOCUMENT
from ..commissions.agreed import Agreed, AgreedShare, agree_shares
from ..commissions.earning import (
    Source,
    accrual_rate,
    brokerage_tax_code,
    clear_exchange,
    in_base,
    move_to_accrued,
)
from ..commissions.settings import SERVICE_CODE
from ..commodities.rules import Side
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..parties.model import Party
from ..trades.model import Trade, TradeShare
from .model import BrokerageCharge, ChargeState
from .settings import SHARE_TRIGGER
from .wording import line_text

SOURCE = "brokerage_bill"
CREDIT_REASON = "Brokerage taken back"


@dataclass(frozen=True, kw_only=True, slots=True)
class BillLine:
    """One side of one contract on a bill."""

    trade: Trade
    side: Side
    charges: tuple[BrokerageCharge, ...]

    @property
    def minor(self) -> int:
        return sum(charge.amount_minor for charge in self.charges)


def bill_charges(work: Work, charges: Iterable[BrokerageCharge], on: date) -> list[Posted]:
    """Bill charges that are due: invoices first, then credit notes, by party and currency.

    RuleBroken `brokerage.no_customer` for a party that gets no invoices, with all such parties at once.
    """
    by_whom: dict[tuple[UUID, str], list[BrokerageCharge]] = {}
    for charge in sorted(charges, key=attrgetter("due_on", "id")):
        by_whom.setdefault((charge.party_id, charge.currency), []).append(charge)
    parties = work.by_ids(Party, {party_id for party_id, _currency in by_whom})
    problems = Problems()
    for party in parties.values():
        problems.require(party.is_customer, "brokerage.no_customer", "party_id", name=party.name)
    problems.raise_if_any()
    done: list[Posted] = []
    for (party_id, currency), ones in by_whom.items():
        lines, notes = sorted_out(work, ones)
        if lines:
            done.append(_invoice(work, parties[party_id], currency, lines, on))
        done += [_credit(work, invoice_id, some, on) for invoice_id, some in notes.items()]
    return done


def sorted_out(
    work: Work, charges: Sequence[BrokerageCharge]
) -> tuple[list[BillLine], dict[UUID, list[BrokerageCharge]]]:
    """What goes on an invoice, and what is credited on which bill; what nets to nothing waits."""
    by_side: dict[tuple[UUID, Side], list[BrokerageCharge]] = {}
    for charge in charges:
        by_side.setdefault((charge.trade_id, charge.side), []).append(charge)
    trades = work.by_ids(Trade, {trade_id for trade_id, _side in by_side})
    lines: list[BillLine] = []
    notes: dict[UUID, list[BrokerageCharge]] = {}
    for (trade_id, side), ones in by_side.items():
        whole = BillLine(trade=trades[trade_id], side=side, charges=tuple(ones))
        if whole.minor > 0:
            lines.append(whole)
            continue
        own = tuple(one for one in ones if one.against_id is None)
        if sum(one.amount_minor for one in own) > 0:
            lines.append(dataclasses.replace(whole, charges=own))
        for one in ones:
            if one.against_id is not None:
                notes.setdefault(one.against_id, []).append(one)
    return lines, notes


def _invoice(work: Work, party: Party, currency: str, lines: Sequence[BillLine], on: date) -> Posted:
    """Dr the principal / Cr sales, output tax; and Dr sales / Cr brokerage earned, not billed."""
    digits = currency_digits(currency)
    minor, booked = _sums(charge for line in lines for charge in line.charges)
    rate = accrual_rate(currency, base_currency(work), minor, booked)
    numbers = {line.trade.number for line in lines}
    tax_code = brokerage_tax_code(work)
    posted = issue_invoice(
        IssueInvoice(
            party_id=party.id,
            reference=min(numbers) if len(numbers) == 1 else "",
            issued_on=on,
            currency=currency,
            rate=rate,
            prices_include_tax=False,
            lines=tuple(
                LineContent(
                    description=line_text(work, line.trade, line.charges),
                    hsn=work.setting(SERVICE_CODE),
                    unit_price=to_major(line.minor, digits),
                    tax_code_id=tax_code,
                )
                for line in lines
            ),
            external_reference=f"{AGREED_DOCUMENT}{new_id('brokerage_bill')}",
        ),
        work,
    )
    invoice = work.get(SalesDocument, posted.id)
    for number, line in enumerate(lines, start=1):
        for charge in line.charges:
            _billed(work, charge, posted, number, against_id=None)
    _book(work, invoice, minor, booked, 1)
    _share(work, invoice, lines)
    return posted


def _sums(charges: Iterable[BrokerageCharge]) -> tuple[int, int]:
    """What charges come to, in their currency and in the company's."""
    minor = booked = 0
    for charge in charges:
        minor += charge.amount_minor
        booked += charge.booked_minor
    return minor, booked


def _billed(
    work: Work, charge: BrokerageCharge, posted: Posted, line_no: int, *, against_id: UUID | None
) -> None:
    state = ChargeState.BILLED if posted.open_minor else ChargeState.SETTLED
    work.save(
        dataclasses.replace(
            charge, state=state, invoice_id=posted.id, invoice_line_no=line_no, against_id=against_id
        )
    )


def _book(work: Work, document: SalesDocument, minor: int, booked: int, sign: int) -> None:
    """Take what a bill put into sales (a note into returns) to what was accrued; `sign` -1 undoes it."""
    source = Source(kind=SOURCE, id=document.id, narration=document.number or "", currency=document.currency)
    is_note = document.kind is DocumentKind.CREDIT_NOTE
    base = in_base(work, document.currency, minor, document.rate)
    out_of = AccountRole.SALES_RETURNS if is_note else AccountRole.SALES
    move_to_accrued(work, source, document.issued_on, sign * minor, sign * base, out_of=out_of)
    clear_exchange(work, source, document.issued_on, sign * (booked - base))


def undo_bill(work: Work, document: SalesDocument, charges: Sequence[BrokerageCharge]) -> None:
    """What voiding a bill leaves to undo: its charges are accrued and not billed again."""
    minor, booked = _sums(charges)
    _book(work, document, minor, booked, -1)


def _share(work: Work, invoice: SalesDocument, lines: Sequence[BillLine]) -> None:
    """Sub-brokers get their percents of what a side of a contract is billed; the rest is the house's."""
    rows = {row.line_no: row for row in work.parts(InvoiceLine, invoice.id)}
    agreed = []
    for number, line in enumerate(lines, start=1):
        shares = tuple(
            AgreedShare(member_id=share.member_id, party_id=share.party_id, percent=share.percent)
            for share in work.parts(TradeShare, line.trade.id)
            if share.side is line.side
        )
        agreed.append(Agreed(lines=(rows[number],), shares=shares))
    agree_shares(work, invoice, agreed, work.setting(SHARE_TRIGGER))


def _credit(work: Work, invoice_id: UUID, charges: Sequence[BrokerageCharge], on: date) -> Posted:
    """Credit what was taken back from a bill, on the lines that billed it."""
    invoice = work.get(SalesDocument, invoice_id)
    digits = currency_digits(invoice.currency)
    c = BrokerageCharge.c
    line_of = {
        (one.trade_id, one.side): one.invoice_line_no or 0
        for one in work.all(BrokerageCharge, c.invoice_id == invoice_id)
    }
    amounts: dict[int, int] = {}
    for charge in charges:
        number = line_of.get((charge.trade_id, charge.side), 0)
        amounts[number] = amounts.get(number, 0) - charge.amount_minor
    try:
        posted = post_credit_note(
            PostCreditNote(
                invoice_id=invoice_id,
                issued_on=max(on, invoice.issued_on),
                reason=CREDIT_REASON,
                lines=tuple(
                    CreditLine(line_no=number, amount=to_major(minor, digits))
                    for number, minor in amounts.items()
                ),
                external_reference=f"{AGREED_DOCUMENT}{new_id('brokerage_bill')}",
            ),
            work,
        )
    except RuleBroken as broken:
        if any(problem.code == "credit.worth_more_than_remains" for problem in broken.problems):
            problem = Problem("brokerage.credited_already", "party_id", {"number": invoice.number or ""})
            raise RuleBroken([problem]) from broken
        raise
    note = work.get(SalesDocument, posted.id)
    numbers = {row.original_line_no: row.line_no for row in work.parts(InvoiceLine, note.id)}
    for charge in charges:
        number = line_of.get((charge.trade_id, charge.side), 0)
        _billed(work, charge, posted, numbers.get(number, 1), against_id=invoice_id)
    minor, booked = _sums(charges)
    _book(work, note, minor, booked, 1)
    return posted
