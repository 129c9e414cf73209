"""The way of an entry to its money: approve, settle, pay."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..currencies.queries import rate_on
from ..ledger.posting import post_entry, problems_of_day
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..parties.model import Party
from ..periods.meanwhile import on_open_day
from .earning import exchange
from .model import Commission, CommissionEntry, CommissionSettlement, Seat, SettlementStatus
from .papers import issue_paper, void_paper
from .rules import Status, may_become
from .runs import Whose, carried_forward
from .settling import (
    accrued_base,
    give_back,
    mark_paid,
    settle_entries,
    undo_carrying,
)


@dataclass(frozen=True, kw_only=True)
class ApproveCommission(Command[int]):
    """Approve an earned entry with all else that is earned on its invoice; answers how many.

    Brokerage is approved for both sides at once. An entry that is approved already stays so, and nothing
    happens.
    """

    permission: ClassVar[str] = "commission.approve"
    offline: ClassVar[Offline] = Offline.SERVER
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement: its number and what it pays, in minor units of `currency`.

    `amount_minor` is the sum of its entries, negative if it is carried forward; `payable_minor` is that
    less what was kept back. `paper` is the number of its bill or invoice.
    """

    settlement_id: UUID
    number: str
    amount_minor: int
    currency: str
    payable_minor: int = 0
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class SettleCommissions(Command[Settled]):
    """Put all approved entries of one member or outside agent and one currency, clawbacks too, into one
    settlement.

    A negative sum is carried forward and made up for by what comes. An agent gets a bill in his name.
    """

    permission: ClassVar[str] = "commission.settle"
    offline: ClassVar[Offline] = Offline.SERVER
    member_id: UUID | None = None
    party_id: UUID | None = None
    currency: str = ""
    settled_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PayCommissionSettlement(Command[Settled]):
    """The member got his money. `withheld` is tax we keep back (TDS), in major units, None for none.

    Of a foreign currency `rate` is the company's currency per unit on the day of payment; without it the
    table's rate of that day.
    """

    permission: ClassVar[str] = "commission.settle"
    offline: ClassVar[Offline] = Offline.FACT
    settlement_id: UUID
    account_id: UUID | None = None
    paid_on: date | None = None
    withheld: Amount | None = None
    rate: Exact | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class CancelCommissionSettlement(Command[None]):
    """Give the entries of an unpaid settlement back; they can be approved and settled again.

    Its bill or invoice is voided.
    """

    permission: ClassVar[str] = "commission.settle"
    offline: ClassVar[Offline] = Offline.SERVER
    settlement_id: UUID
    reason: str


def approve_commission(command: ApproveCommission, work: Work) -> int:
    chosen = work.get(CommissionEntry, command.entry_id, field="entry_id")
    if chosen.status is Status.APPROVED:
        return 0
    problems = Problems()
    may = may_become(chosen.status, Status.APPROVED)
    problems.require(may, "commission.not_earned", "entry_id", status=chosen.status.value.lower())
    # Four eyes; an owner has nobody above him.
    is_own = chosen.member_id == work.actor.member_id and work.actor.role is not Role.OWNER
    problems.require(not is_own or chosen.member_id is None, "commission.own_approval", "entry_id")
    problems.raise_if_any()
    c = CommissionEntry.c
    together = work.all(
        CommissionEntry, c.commission_id.in_(_both_sides(work, chosen)), c.status == Status.EARNED
    )
    for entry in together:
        work.save(dataclasses.replace(entry, status=Status.APPROVED))
    return len(together)


def _both_sides(work: Work, entry: CommissionEntry) -> list[UUID]:
    """The entry's commission, and of brokerage the other side's of the same plan."""
    if not entry.seat.is_income:
        return [entry.commission_id]
    one, c = work.get(Commission, entry.commission_id), Commission.c
    sides = work.all(
        Commission,
        c.invoice_id == one.invoice_id,
        c.cycle == one.cycle,
        c.plan_id == one.plan_id,
        c.seat.in_((Seat.BUYER, Seat.SELLER)),
    )
    return [side.id for side in sides]


def settle_commissions(command: SettleCommissions, work: Work) -> Settled:
    problems = Problems()
    one = (command.member_id is None) != (command.party_id is None)
    problems.require(one, "commission_settlement.for_whom", "member_id")
    problems.raise_if_any()
    if command.member_id is not None:
        work.get(Member, command.member_id, field="member_id")
    if command.party_id is not None:
        work.get(Party, command.party_id, field="party_id")
    currency = command.currency.strip().upper() or base_currency(work)
    on = command.settled_on or work.today
    c = CommissionEntry.c
    whose = c.member_id == command.member_id if command.member_id else c.party_id == command.party_id
    entries = work.all(
        CommissionEntry,
        whose,
        c.currency == currency,
        c.seat.in_((Seat.AGENT, Seat.SUB_AGENT)),
        c.status == Status.APPROVED,
        c.happened_on <= on,
        order_by=(c.happened_on, c.id),
    )
    field = "member_id" if command.member_id else "party_id"
    if not entries:
        raise RuleBroken([Problem("commission.nothing_approved", field, {"currency": currency})])
    if sum(entry.amount_minor for entry in entries) == 0:
        raise RuleBroken([Problem("commission.nothing_to_pay", field, {"currency": currency})])
    settlement = settle_entries(
        work, Whose(command.member_id, command.party_id, False, currency), entries, on
    )
    settlement, paper = issue_paper(work, settlement, on)
    return settled(settlement, paper)


def pay_commission_settlement(command: PayCommissionSettlement, work: Work) -> Settled:
    command = on_open_day(work, command, "paid_on")
    settlement = work.get(CommissionSettlement, command.settlement_id, field="settlement_id")
    on = command.paid_on or work.today
    digits = currency_digits(settlement.currency)
    withheld = command.withheld or Decimal(0)
    chart = accounts(work)
    account = (
        chart.by_role.get(AccountRole.BANK)
        if command.account_id is None
        else chart.by_id.get(command.account_id)
    )
    problems = Problems()
    problems.require(
        settlement.status is SettlementStatus.OPEN, "commission_settlement.not_open", "settlement_id"
    )
    problems.require(settlement.member_id is not None, "commission_settlement.has_paper", "settlement_id")
    problems.require(on >= settlement.settled_on, "commission_settlement.paid_too_early", "paid_on")
    problems.require(account is not None and account.holds_money, "commission.no_account", "account_id")
    problems.require(is_exact(withheld, digits), "commission.too_many_decimals", "withheld")
    problems.require(
        0 <= to_minor(withheld, digits) < max(settlement.payable_minor, 1),
        "commission.withheld_out_of_range",
        "withheld",
    )
    own = settlement.currency == base_currency(work)
    found = rate_on(work, settlement.currency, on) if own or command.rate is None else None
    rate = found.rate if found is not None else command.rate or Decimal(0)
    problems.require(rate > 0, "commission.rate_missing", "rate")
    problems.extend(problems_of_day(work, on, "paid_on"))
    problems.raise_if_any()
    if account is None:
        raise RuleBroken([Problem("commission.no_account", "account_id")])
    kept = to_minor(withheld, digits)
    changed = dataclasses.replace(settlement, reference=command.reference.strip(), withheld_minor=kept)
    _post_payment(work, changed, account.id, on, kept, rate)
    return settled(mark_paid(work, changed, on, account.id))


def _post_payment(
    work: Work, settlement: CommissionSettlement, account_id: UUID, on: date, withheld: int, rate: Decimal
) -> None:
    """Dr commission owed, at the rates it was accrued / Cr bank, tax withheld, what is recovered; the rest
    is exchange."""
    currency = settlement.currency
    recovered_accrued, paid_accrued = accrued_base(work, settlement)
    shift = currency_digits(base_currency(work)) - currency_digits(currency)
    paid_base = to_minor(Decimal(settlement.payable_minor) * rate, shift)
    kept_base = to_minor(Decimal(withheld) * rate, shift)

    def leg(role: AccountRole | None, minor: int, base: int) -> LegDraft:
        return LegDraft(
            amount_minor=minor,
            account_role=role,
            account_id=None if role else account_id,
            currency=currency,
            rate=rate,
            base_minor=base,
        )

    accrued = recovered_accrued + paid_accrued
    legs = [
        leg(AccountRole.COMMISSION_ACCRUED, settlement.amount_minor, accrued),
        leg(None, withheld - settlement.payable_minor, kept_base - paid_base),
    ]
    if withheld:
        legs.append(leg(AccountRole.TDS_PAYABLE, -withheld, -kept_base))
    if settlement.recovered_minor:
        legs.append(
            leg(
                AccountRole.COMMISSION_RECOVERABLE,
                -settlement.recovered_minor,
                -settlement.recovered_base_minor,
            )
        )
    difference = paid_base + settlement.recovered_base_minor - accrued
    legs += [
        LegDraft(amount_minor=0, account_role=role, base_minor=base)
        for role, _minor, base in exchange(difference)
    ]
    draft = EntryDraft(
        posted_on=on,
        kind="commission_payment",
        legs=tuple(legs),
        source_kind="commission_settlement",
        source_id=settlement.id,
        narration=settlement.number,
    )
    post_entry(work, draft)


def cancel_commission_settlement(command: CancelCommissionSettlement, work: Work) -> None:
    settlement = work.get(CommissionSettlement, command.settlement_id, field="settlement_id")
    problems = Problems()
    is_carried = settlement.status is SettlementStatus.CARRIED
    problems.require(
        is_carried or settlement.status is SettlementStatus.OPEN,
        "commission_settlement.not_open",
        "settlement_id",
    )
    problems.require(command.reason.strip(), "commission.why_missing", "reason")
    whose = Whose(settlement.member_id, settlement.party_id, False, settlement.currency)
    untouched = not is_carried or carried_forward(work).get(whose, (0, 0))[0] >= -settlement.amount_minor
    problems.require(untouched, "commission_settlement.recovered", "settlement_id")
    problems.raise_if_any()
    work.why = command.reason.strip()
    on = max(work.today, settlement.settled_on)
    if is_carried:
        undo_carrying(work, settlement, on)
        give_back(work, settlement)
    elif settlement.invoice_id or settlement.bill_id:
        # Voiding the paper gives the entries back, from wherever it is done.
        void_paper(work, settlement, command.reason.strip())
    else:
        give_back(work, settlement)


def settled(settlement: CommissionSettlement, paper: str = "") -> Settled:
    """A settlement as commands answer it."""
    return Settled(
        settlement_id=settlement.id,
        number=settlement.number,
        amount_minor=settlement.amount_minor,
        currency=settlement.currency,
        payable_minor=settlement.payable_minor,
        paper=paper,
    )
