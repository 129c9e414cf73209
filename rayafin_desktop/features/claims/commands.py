"""Raising a claim, talking it over, taking it to arbitration."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.work import Work

from ..commodities.rules import Side
from ..deliveries.model import Delivery, DeliveryState
from ..lots.model import Lot
from ..trades.model import Numbered, Trade
from ..trades.numbers import take_number
from .deadlines import claim_window
from .facts import facts_of
from .happenings import ClaimOpened
from .model import Claim, ClaimKind, ClaimState, ClaimStep, StepKind
from .settings import SETTLE_DAYS
from .working_days import deadline

LATE = "claim.late"


@dataclass(frozen=True, kw_only=True)
class OpenClaim(Command[UUID]):
    """A side of a contract claims for quality or weight: on a lorry, on a lot, or on the contract.

    `amount` is in major units of the contract's currency, without tax; None is what the test or the slips
    come to by the contract. Past the contract's deadline a claim needs `late_reason` and a confirmation.
    `due_on` is the day by which it should be settled; without it the settings say.
    """

    permission: ClassVar[str] = "claim.save"
    trade_id: UUID
    delivery_id: UUID | None = None
    lot_id: UUID | None = None
    kind: ClaimKind = ClaimKind.QUALITY
    side: Side = Side.BUY
    amount: Amount | None = None
    text: str = ""
    opened_on: date | None = None
    late_reason: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddClaimStep(Command[UUID]):
    """Note what was said of a claim; `due_on` moves the day by which it should be settled."""

    permission: ClassVar[str] = "claim.save"
    claim_id: UUID
    text: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProposeSettlement(Command[UUID]):
    """A side proposes an amount, in major units of the claim's currency."""

    permission: ClassVar[str] = "claim.save"
    claim_id: UUID
    side: Side
    amount: Amount
    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TakeToArbitration(Command[UUID]):
    """Nobody agrees: the claim goes to an arbitration body, the contract's if none is named."""

    permission: ClassVar[str] = "claim.save"
    claim_id: UUID
    body: str = ""
    case_no: str = ""
    on: date | None = None
    text: str = ""
    due_on: date | None = None


def open_claim(command: OpenClaim, work: Work) -> UUID:
    trade = work.get(Trade, command.trade_id, field="trade_id")
    delivery = _delivery(work, command, trade)
    lot = None if command.lot_id is None else work.get(Lot, command.lot_id, field="lot_id")
    on = command.opened_on or work.today
    facts = facts_of(work, trade, command.kind, delivery, lot)
    window = claim_window(work, trade, delivery)
    problems = Problems()
    minor = facts.suggested_minor or 0
    if command.amount is not None:
        minor = _minor(command.amount, trade.currency, problems)
    elif not minor:
        problems.add("claim.amount_missing", "amount")
    problems.require(minor > 0 or problems, "claim.amount_not_positive", "amount")
    problems.require(on <= work.today, "claim.in_future", "opened_on")
    is_late = window is not None and on > window.last
    if is_late and window is not None:
        problems.require(
            command.late_reason.strip(), "claim.late_reason_missing", "late_reason", deadline=window.last
        )
    due_on = command.due_on or deadline(work, on, work.setting(SETTLE_DAYS), in_working_days=True)
    problems.require(due_on >= on, "claim.due_before", "due_on")
    problems.raise_if_any()
    if is_late and window is not None:
        work.confirm(LATE, LATE, field="late_reason", deadline=window.last)
    sides = {Side.BUY: trade.buyer_id, Side.SELL: trade.seller_id}
    claim = work.new(
        Claim,
        number=take_number(work, Numbered.CLAIM, on),
        trade_id=trade.id,
        delivery_id=None if delivery is None else delivery.id,
        lot_id=None if lot is None else lot.id,
        kind=command.kind,
        side=command.side,
        party_id=sides[command.side],
        against_id=sides[command.side.other],
        opened_on=on,
        opened_by=work.actor.name,
        counted_from=None if window is None else window.counted_from,
        deadline_on=None if window is None else window.last,
        late_reason=command.late_reason.strip() if is_late else "",
        due_on=due_on,
        text=command.text.strip(),
        currency=trade.currency,
        claimed_minor=minor,
        facts=dict(facts.frozen),
        branch_id=trade.branch_id,
    )
    work.index("claim", claim.id, f"{claim.number} {trade.number} {claim.text}")
    is_ours = command.side is Side.BUY and delivery is not None
    work.announce(
        ClaimOpened(
            claim=claim,
            invoice_id=delivery.invoice_id if delivery is not None and is_ours else None,
            bill_id=delivery.bill_id if delivery is not None and is_ours else None,
        )
    )
    return claim.id


def _delivery(work: Work, command: OpenClaim, trade: Trade) -> Delivery | None:
    if command.delivery_id is None:
        return None
    delivery = work.get(Delivery, command.delivery_id, field="delivery_id")
    fits = delivery.trade_id == trade.id and delivery.state is not DeliveryState.VOID
    if not fits:
        raise RuleBroken([Problem("claim.other_delivery", "delivery_id", {"number": delivery.number})])
    return delivery


def add_claim_step(command: AddClaimStep, work: Work) -> UUID:
    claim = open_one(work, command.claim_id)
    problems = Problems()
    problems.require(command.text.strip(), "claim.text_missing", "text")
    _check_due(command.due_on, work, problems)
    problems.raise_if_any()
    add_step(work, claim, StepKind.NOTE, command.text)
    if command.due_on is not None:
        work.save(dataclasses.replace(claim, due_on=command.due_on))
    return claim.id


def propose_settlement(command: ProposeSettlement, work: Work) -> UUID:
    claim = open_one(work, command.claim_id)
    problems = Problems()
    minor = _minor(command.amount, claim.currency, problems)
    problems.require(minor >= 0, "claim.proposal_negative", "amount")
    _check_due(command.due_on, work, problems)
    problems.raise_if_any()
    add_step(work, claim, StepKind.PROPOSAL, command.text, side=command.side, amount_minor=minor)
    return work.save(
        dataclasses.replace(claim, proposed_minor=minor, due_on=command.due_on or claim.due_on)
    ).id


def take_to_arbitration(command: TakeToArbitration, work: Work) -> UUID:
    claim = open_one(work, command.claim_id)
    trade = work.get(Trade, claim.trade_id)
    body = command.body.strip() or trade.arbitration
    on = command.on or work.today
    problems = Problems()
    problems.require(claim.state is ClaimState.OPEN, "claim.in_arbitration", "claim_id", number=claim.number)
    problems.require(body, "claim.body_missing", "body")
    problems.require(claim.opened_on <= on <= work.today, "claim.arbitration_day", "on")
    _check_due(command.due_on, work, problems)
    problems.raise_if_any()
    said = ", ".join(filter(None, (body, command.case_no.strip(), command.text.strip())))
    add_step(work, claim, StepKind.ARBITRATION, said)
    return work.save(
        dataclasses.replace(
            claim,
            state=ClaimState.ARBITRATION,
            arbitration_body=body,
            arbitration_no=command.case_no.strip(),
            arbitration_on=on,
            due_on=command.due_on or claim.due_on,
        )
    ).id


def open_one(work: Work, claim_id: UUID) -> Claim:
    """A claim that is not settled; RuleBroken `claim.settled_already`."""
    claim = work.get(Claim, claim_id, field="claim_id")
    if claim.state is ClaimState.SETTLED:
        raise RuleBroken([Problem("claim.settled_already", "claim_id", {"number": claim.number})])
    return claim


def add_step(
    work: Work,
    claim: Claim,
    kind: StepKind,
    text: str,
    *,
    side: Side | None = None,
    amount_minor: int | None = None,
) -> None:
    """Write something into the history of a claim."""
    work.add(
        ClaimStep(
            company_id=work.company_id,
            claim_id=claim.id,
            line_no=len(work.parts(ClaimStep, claim.id)) + 1,
            kind=kind,
            noted_at=work.now,
            name=work.actor.name,
            side=side,
            text=text.strip(),
            amount_minor=amount_minor,
        )
    )


def _check_due(due_on: date | None, work: Work, problems: Problems) -> None:
    problems.require(due_on is None or due_on >= work.today, "claim.due_passed", "due_on")


def _minor(amount: Decimal, currency: str, problems: Problems) -> int:
    digits = currency_digits(currency)
    if not problems.require(is_exact(amount, digits), "claim.amount_too_fine", "amount"):
        return 0
    return to_minor(amount, digits)
