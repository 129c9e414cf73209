"""Ending a claim: an allowance with its credit or debit note, the contract invoiced back, or withdrawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_major, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..billing.credit_notes import CreditLine, PostCreditNote, creditable, credited_lines, post_credit_note
from ..billing.crediting import Creditable, remaining_of
from ..billing.model import InvoiceLine, SalesDocument
from ..commodities.rules import Side
from ..deliveries.model import Delivery
from ..purchases.debit_notes import IssueDebitNote, debitable, debited_lines, issue_debit_note
from ..purchases.model import BillLine, PurchaseDocument
from ..trades.ending import DefaultTrade, default_trade
from ..trades.model import Trade, TradeState
from .commands import open_one
from .happenings import ClaimSettled
from .model import Claim, ClaimState, Resolution


@dataclass(frozen=True, kw_only=True)
class SettleClaim(Command[UUID]):
    """End a claim.

    ALLOWANCE: `amount` in major units, without tax where the prices are without; None is the latest
    proposal. On a sale of our own it is credited on the delivery's invoice, on a purchase of our own the
    delivery's bill is debited; between others it is noted only. INVOICE_BACK: the side claimed against has
    failed the contract, whose balance is invoiced back at `market_price` (per price unit).
    """

    permission: ClassVar[str] = "claim.settle"
    offline: ClassVar[Offline] = Offline.SERVER
    claim_id: UUID
    resolution: Resolution
    amount: Amount | None = None
    market_price: Exact | None = None
    outcome: str = ""
    on: date | None = None


def settle_claim(command: SettleClaim, work: Work) -> UUID:
    claim = open_one(work, command.claim_id)
    trade = work.get(Trade, claim.trade_id)
    on = command.on or work.today
    minor = _checked(command, claim, trade, on, work)
    if command.resolution is Resolution.ALLOWANCE:
        claim = _with_paper(work, claim, trade, minor, on)
    if command.resolution is Resolution.INVOICE_BACK:
        _invoice_back(work, claim, command)
    settled = work.save(
        dataclasses.replace(
            claim,
            state=ClaimState.SETTLED,
            resolution=command.resolution,
            agreed_minor=minor,
            outcome=command.outcome.strip(),
            settled_on=on,
            settled_by=work.actor.name,
        )
    )
    work.why = command.outcome.strip() or None
    work.announce(ClaimSettled(claim=settled))
    return settled.id


def _checked(command: SettleClaim, claim: Claim, trade: Trade, on: date, work: Work) -> int:
    """The agreed amount in minor units; RuleBroken with all that is wrong."""
    problems = Problems()
    problems.require(claim.opened_on <= on <= work.today, "claim.settled_day", "on")
    minor = 0
    if command.resolution is Resolution.ALLOWANCE:
        minor = claim.proposed_minor or 0
        if command.amount is not None:
            digits = currency_digits(claim.currency)
            exact = problems.require(is_exact(command.amount, digits), "claim.amount_too_fine", "amount")
            minor = to_minor(command.amount, digits) if exact else 0
        problems.require(minor > 0 or problems, "claim.agreed_missing", "amount")
    else:
        problems.require(command.amount is None, "claim.no_amount_here", "amount")
    if command.resolution is Resolution.INVOICE_BACK:
        runs = trade.state in (TradeState.OPEN, TradeState.PART_DELIVERED)
        problems.require(runs, "claim.trade_over", "resolution", number=trade.number)
        problems.require(command.market_price is not None, "claim.market_price_missing", "market_price")
    problems.raise_if_any()
    return minor


def _with_paper(work: Work, claim: Claim, trade: Trade, minor: int, on: date) -> Claim:
    """The claim with its credit or debit note; claims between others or of a seller have none."""
    ours = trade.seller_id is None or trade.buyer_id is None
    if not ours or claim.side is Side.SELL:
        return claim
    delivery = None if claim.delivery_id is None else work.get(Delivery, claim.delivery_id)
    if trade.seller_id is None:
        invoice_id = None if delivery is None else delivery.invoice_id
        if invoice_id is None:
            raise RuleBroken([Problem("claim.not_invoiced", "resolution", {"number": trade.number})])
        return dataclasses.replace(claim, invoice_id=_credit(work, claim, invoice_id, minor, on))
    bill_id = None if delivery is None else delivery.bill_id
    if bill_id is None:
        raise RuleBroken([Problem("claim.not_billed", "resolution", {"number": trade.number})])
    return dataclasses.replace(claim, bill_id=_debit(work, claim, bill_id, minor, on))


def _invoice_back(work: Work, claim: Claim, command: SettleClaim) -> None:
    default_trade(
        DefaultTrade(
            id=claim.trade_id,
            failed_side=claim.side.other,
            market_price=command.market_price or Decimal(0),
            reason=f"Claim {claim.number} {command.outcome.strip()}".strip(),
        ),
        work,
    )


def _credit(work: Work, claim: Claim, invoice_id: UUID, minor: int, on: date) -> UUID:
    invoice = work.get(SalesDocument, invoice_id)
    taken = credited_lines(work, invoice_id)
    left = {
        line.line_no: _left(creditable(line), taken.get(line.line_no, ()), invoice.prices_include_tax)
        for line in work.parts(InvoiceLine, invoice_id)
    }
    command = PostCreditNote(
        invoice_id=invoice_id,
        issued_on=on,
        reason=f"Claim {claim.number}",
        lines=_spread(left, minor, claim.currency),
    )
    return post_credit_note(command, work).id


def _debit(work: Work, claim: Claim, bill_id: UUID, minor: int, on: date) -> UUID:
    bill = work.get(PurchaseDocument, bill_id)
    taken = debited_lines(work, bill_id)
    left = {
        line.line_no: _left(debitable(line), taken.get(line.line_no, ()), bill.prices_include_tax)
        for line in work.parts(BillLine, bill_id)
    }
    command = IssueDebitNote(
        bill_id=bill_id,
        issued_on=on,
        reason=f"Claim {claim.number}",
        lines=_spread(left, minor, claim.currency),
        supplier_reference=claim.number,
    )
    return issue_debit_note(command, work).id


def _left(whole: Creditable, taken: Sequence[Creditable], inclusive: bool) -> int:
    """What can still be taken off a line, in the terms of its prices."""
    remaining = remaining_of(whole, taken)
    return max(0, remaining.total_minor if inclusive else remaining.net_minor)


def _spread(left: Mapping[int, int], minor: int, currency: str) -> tuple[CreditLine, ...]:
    """An amount over the lines of a document, each as far as it goes; RuleBroken where it is too much."""
    digits = currency_digits(currency)
    lines = []
    rest = minor
    for number, most in left.items():
        part = min(rest, most)
        if part:
            lines.append(CreditLine(line_no=number, amount=to_major(part, digits)))
            rest -= part
    if rest:
        raise RuleBroken([Problem("claim.more_than_invoiced", "amount")])
    return tuple(lines)
