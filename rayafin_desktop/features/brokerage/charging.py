"""Charging: whatever happens to a contract, each side's brokerage is brought to what the formula says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.work import Read, Work

from ..commissions.earning import Source, accrue_brokerage, in_base
from ..commodities.rules import Side
from ..currencies.queries import missing_rate, rate_on
from ..periods.queries import first_open_day
from ..trades.brokerages import brokerage_due
from ..trades.model import BrokerageBasis, Trade, TradeBrokerage
from .model import BrokerageCharge, Cause, ChargeState
from .rules import Counted, counted, rate_text, why
from .settings import COUNTS_ALLOWANCES
from .standing import allowed_minor, delivered_of, expected_of

SOURCE = "brokerage_charge"


@dataclass(frozen=True, kw_only=True, slots=True)
class SideStanding:
    """What one side of a contract should be charged now, minor units of the contract's currency."""

    side: Side
    party_id: UUID
    lines: tuple[TradeBrokerage, ...]
    base: Counted
    target_minor: int
    rates: str


def bring(work: Work, trade: Trade, cause: Cause, on: date, delivery_id: UUID | None = None) -> None:
    """Bring both sides' charges to what the formula says; nothing where they are there already."""
    c = BrokerageCharge.c
    charges = work.all(BrokerageCharge, c.trade_id == trade.id, order_by=(c.side, c.step))
    if not charges and not is_brokered(trade):
        return
    lines = work.parts(TradeBrokerage, trade.id)
    for side in Side:
        known = [charge for charge in charges if charge.side is side]
        own = tuple(line for line in lines if line.side is side)
        if known or own:
            _bring_side(work, trade, side, own, known, _Event(cause, on, delivery_id))


@dataclass(frozen=True, slots=True)
class _Event:
    cause: Cause
    on: date
    delivery_id: UUID | None


def is_brokered(trade: Trade) -> bool:
    """Whether we broke a contract between two others; of our own trades nobody owes us brokerage."""
    return trade.buyer_id is not None and trade.seller_id is not None


def standing_of(
    read: Read,
    trade: Trade,
    side: Side,
    lines: Sequence[TradeBrokerage],
    *,
    counts_allowances: bool,
    without: UUID | None = None,
) -> SideStanding | None:
    """What the formula says of one side now; None for our own firm, and where nothing is agreed.

    `without` is a lorry that is being taken back: its row may still say delivered.
    """
    party_id = trade.buyer_id if side is Side.BUY else trade.seller_id
    if party_id is None or not is_brokered(trade) or not lines:
        return None
    allowed = allowed_minor(read, trade.id, without=without) if counts_allowances else 0
    delivered, expected = delivered_of(trade), expected_of(trade)
    target, bases = 0, []
    for line in lines:
        base = counted(line.trigger, trade.state, expected, delivered, allowed, trade.currency)
        bases.append(base)
        if base.has_happened:
            target += brokerage_due(trade, line, base.minor, base.kg, base.packages)
    rates = " + ".join(
        rate_text(line.basis, line.rate, line.unit.value if line.unit else "", trade.currency)
        for line in lines
    )
    return SideStanding(
        side=side,
        party_id=party_id,
        lines=tuple(lines),
        base=bases[0],
        target_minor=target,
        rates=rates,
    )


def _bring_side(
    work: Work,
    trade: Trade,
    side: Side,
    lines: tuple[TradeBrokerage, ...],
    known: list[BrokerageCharge],
    event: _Event,
) -> None:
    counts = known[0].counts_allowances if known else work.setting(COUNTS_ALLOWANCES)
    gone = event.delivery_id if event.cause is Cause.TAKEN_BACK else None
    now = standing_of(work, trade, side, lines, counts_allowances=counts, without=gone)
    whom = None if now is None else (now.party_id, trade.currency)
    # Whoever was charged before an amendment and is not the side any more gets all of it back.
    for other in dict.fromkeys((charge.party_id, charge.currency) for charge in known):
        if other != whom:
            ones = [charge for charge in known if (charge.party_id, charge.currency) == other]
            _add(work, trade, known, ones, _taken_back(ones), event)
    if now is not None:
        ones = [charge for charge in known if (charge.party_id, charge.currency) == whom]
        _add(work, trade, known, ones, _Step.of(now, trade, counts), event)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """What the next charge of somebody is made of."""

    side: Side
    party_id: UUID
    currency: str
    line: TradeBrokerage | BrokerageCharge
    is_lump: bool
    counts_allowances: bool
    base: Counted
    target_minor: int
    rates: str

    @classmethod
    def of(cls, now: SideStanding, trade: Trade, counts_allowances: bool) -> _Step:
        return cls(
            side=now.side,
            party_id=now.party_id,
            currency=trade.currency,
            line=now.lines[0],
            is_lump=all(line.basis is BrokerageBasis.LUMP for line in now.lines),
            counts_allowances=counts_allowances,
            base=now.base,
            target_minor=now.target_minor,
            rates=now.rates,
        )


def _taken_back(ones: Sequence[BrokerageCharge]) -> _Step:
    last = ones[-1]
    nothing = Counted(minor=0, kg=Decimal(0), packages=0, has_happened=False, text="not this side any more")
    return _Step(
        side=last.side,
        party_id=last.party_id,
        currency=last.currency,
        line=last,
        is_lump=False,
        counts_allowances=last.counts_allowances,
        base=nothing,
        target_minor=0,
        rates="0",
    )


def _add(
    work: Work,
    trade: Trade,
    known: list[BrokerageCharge],
    ones: list[BrokerageCharge],
    step: _Step,
    event: _Event,
) -> None:
    """Add the charge that is missing to the target, accrue it, and cancel what takes itself back."""
    already = sum(charge.amount_minor for charge in ones)
    amount = step.target_minor - already
    if not amount:
        return
    rate = ones[0].fx_rate if ones else _rate(work, step.currency, event.on)
    parts = [(amount, None)] if amount > 0 else take_back(ones, -amount)
    added: list[BrokerageCharge] = []
    for part, against_id in parts:
        charge = _charge(work, trade, step, event, [*ones, *added], part, len(known) + 1, rate)
        lumps = sum(one.lump_no is not None for one in known)
        is_lump = step.is_lump and part > 0
        charge = dataclasses.replace(charge, against_id=against_id, lump_no=lumps + 1 if is_lump else None)
        known.append(work.add(charge))
        added.append(charge)
        source = Source(kind=SOURCE, id=charge.id, narration=trade.number, currency=charge.currency)
        accrue_brokerage(work, source, first_open_day(work, event.on), part, charge.booked_minor)
    settle_among_themselves(work, [*ones, *added])


def take_back(ones: Sequence[BrokerageCharge], minor: int) -> list[tuple[int, UUID | None]]:
    """Parts of what is taken back, negative, each with the bill it comes from.

    First what waits for its bill, then the bills, the latest first; what no bill has left stays by itself.
    """
    waits = sum(one.amount_minor for one in ones if one.state is ChargeState.DUE and one.against_id is None)
    left: dict[UUID | None, int] = {None: max(0, waits)}
    for one in sorted(ones, key=attrgetter("step"), reverse=True):
        bill_id = one.against_id or one.invoice_id
        if bill_id is not None and one.state is not ChargeState.CANCELLED:
            left[bill_id] = left.get(bill_id, 0) + one.amount_minor
    parts: list[tuple[int, UUID | None]] = []
    for bill_id, most in left.items():
        part = min(minor, max(0, most))
        if part:
            parts.append((-part, bill_id))
            minor -= part
    if minor:
        parts.append((-minor, None))
    return parts


def _charge(
    work: Work,
    trade: Trade,
    step: _Step,
    event: _Event,
    before: Sequence[BrokerageCharge],
    amount: int,
    number: int,
    rate: Decimal,
) -> BrokerageCharge:
    """The next charge, not yet added; its booked amount is what the sum in the company's currency lacks."""
    already = sum(charge.amount_minor for charge in before)
    booked = in_base(work, step.currency, already + amount, rate)
    return BrokerageCharge(
        id=new_id("brokerage_charge"),
        company_id=work.company_id,
        created_at=work.now,
        updated_at=work.now,
        trade_id=trade.id,
        delivery_id=event.delivery_id,
        side=step.side,
        party_id=step.party_id,
        step=number,
        cause=event.cause,
        happened_on=event.on,
        due_on=event.on,
        basis=step.line.basis,
        trigger=step.line.trigger,
        rate=step.line.rate,
        unit=step.line.unit,
        counts_allowances=step.counts_allowances,
        base_minor=step.base.minor,
        kg=step.base.kg,
        packages=step.base.packages,
        target_minor=step.target_minor,
        amount_minor=amount,
        currency=step.currency,
        fx_rate=rate,
        booked_minor=booked - sum(charge.booked_minor for charge in before),
        why=why(step.base, step.rates, step.target_minor, already, step.currency),
        branch_id=trade.branch_id,
    )


def settle_among_themselves(work: Work, charges: Iterable[BrokerageCharge]) -> None:
    """Cancel charges of one contract, side and party that were taken back before they were billed.

    Those of one delivery that come to nothing, then all that wait if they do: no bill shows them.
    """
    due = [charge for charge in charges if charge.state is ChargeState.DUE]
    by_delivery: dict[UUID | None, list[BrokerageCharge]] = {}
    for charge in due:
        by_delivery.setdefault(charge.delivery_id, []).append(charge)
    gone = [
        one
        for ones in (*by_delivery.values(), due)
        if len(ones) > 1 and not sum(charge.amount_minor for charge in ones)
        for one in ones
    ]
    for charge in {one.id: one for one in gone}.values():
        work.save(dataclasses.replace(charge, state=ChargeState.CANCELLED))


def _rate(work: Work, currency: str, on: date) -> Decimal:
    found = rate_on(work, currency, on)
    if found is None:
        raise RuleBroken([missing_rate(currency, on, "currency")])
    return found.rate
