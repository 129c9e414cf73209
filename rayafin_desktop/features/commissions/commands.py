"""Plans, and the way of an entry to its money: approve, settle, pay."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..ledger.posting import post_entry, problems_of_day
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..payments.numbers import take_number
from .model import CommissionEntry, CommissionSettlement, SettlementStatus
from .rules import Status, may_become
from .settings import SETTLEMENT_NUMBER

@dataclass(frozen=True, kw_only=True)
class ApproveCommission(Command[int]):
    """Approve an earned entry with all else that is earned on its invoice; answers how many.

    An entry that is approved already stays so, and nothing happens.
    """

    permission: ClassVar[str] = "commission.approve"
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement: its number and what it pays, in minor units of `currency`."""

    settlement_id: UUID
    number: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class SettleCommissions(Command[Settled]):
    """Put all approved entries of one member and currency, clawbacks too, into one settlement."""

    permission: ClassVar[str] = "commission.settle"
    member_id: UUID
    currency: str = ""
    settled_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PayCommissionSettlement(Command[Settled]):
    """The member got his money. `withheld` is tax we keep back (TDS), in major units, None for none.

    `rate` is needed for a foreign currency: the company's currency per unit on the day of payment.
    """

    permission: ClassVar[str] = "commission.settle"
    settlement_id: UUID
    account_id: UUID | None = None
    paid_on: date | None = None
    withheld: Amount | None = None
    rate: Exact | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class CancelCommissionSettlement(Command[None]):
    """Give the entries of an unpaid settlement back; they can be approved and settled again."""

    permission: ClassVar[str] = "commission.settle"
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
    problems.require(not is_own, "commission.own_approval", "entry_id")
    problems.raise_if_any()
    c = CommissionEntry.c
    together = work.all(CommissionEntry, c.commission_id == chosen.commission_id, c.status == Status.EARNED)
    for entry in together:
        work.save(dataclasses.replace(entry, status=Status.APPROVED))
    return len(together)


def settle_commissions(command: SettleCommissions, work: Work) -> Settled:
    work.get(Member, command.member_id, field="member_id")
    currency = command.currency.strip().upper() or base_currency(work)
    on = command.settled_on or work.today
    c = CommissionEntry.c
    entries = work.all(
        CommissionEntry,
        c.member_id == command.member_id,
        c.currency == currency,
        c.status == Status.APPROVED,
        c.happened_on <= on,
        order_by=(c.happened_on, c.id),
    )
    total = sum(entry.amount_minor for entry in entries)
    if not entries:
        raise RuleBroken([Problem("commission.nothing_approved", "member_id", {"currency": currency})])
    if total <= 0:
        raise RuleBroken([Problem("commission.nothing_to_pay", "member_id", {"currency": currency})])
    settlement = work.new(
        CommissionSettlement,
        number=take_number(work, SETTLEMENT_NUMBER, "commission", on),
        member_id=command.member_id,
        currency=currency,
        settled_on=on,
        amount_minor=total,
    )
    for entry in entries:
        work.save(dataclasses.replace(entry, status=Status.SETTLED, settlement_id=settlement.id))
    return _settled(settlement)


def pay_commission_settlement(command: PayCommissionSettlement, work: Work) -> Settled:
    settlement = work.get(CommissionSettlement, command.settlement_id, field="settlement_id")
    on = command.paid_on or work.today
    digits = currency_digits(settlement.currency)
    withheld = command.withheld or Decimal(0)
    own = base_currency(work)
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
    problems.require(on >= settlement.settled_on, "commission_settlement.paid_too_early", "paid_on")
    problems.require(account is not None and account.holds_money, "commission.no_account", "account_id")
    problems.require(is_exact(withheld, digits), "commission.too_many_decimals", "withheld")
    problems.require(
        0 <= to_minor(withheld, digits) < settlement.amount_minor,
        "commission.withheld_out_of_range",
        "withheld",
    )
    foreign = settlement.currency != own
    problems.require(not foreign or command.rate, "commission.rate_missing", "rate")
    problems.extend(problems_of_day(work, on, "paid_on"))
    problems.raise_if_any()
    if account is None:
        raise RuleBroken([Problem("commission.no_account", "account_id")])
    paid = work.save(
        dataclasses.replace(
            settlement,
            status=SettlementStatus.PAID,
            paid_on=on,
            account_id=account.id,
            reference=command.reference.strip(),
        )
    )
    entries = _entries_of(work, settlement.id)
    for entry in entries:
        work.save(dataclasses.replace(entry, status=Status.PAID))
    _post_payment(work, paid, entries, to_minor(withheld, digits), command.rate or Decimal(1))
    return _settled(paid)


def _post_payment(
    work: Work,
    settlement: CommissionSettlement,
    entries: Sequence[CommissionEntry],
    withheld: int,
    rate: Decimal,
) -> None:
    """Dr commission owed, at the rates it was accrued / Cr bank, tax withheld; the rest is exchange."""
    currency = settlement.currency
    accrued = sum(entry.base_minor for entry in entries)
    total = settlement.amount_minor
    shift = currency_digits(base_currency(work)) - currency_digits(currency)
    paid_base = to_minor(Decimal(total) * rate, shift)
    kept_base = to_minor(Decimal(withheld) * rate, shift)
    legs = [
        LegDraft(
            amount_minor=total,
            account_role=AccountRole.COMMISSION_ACCRUED,
            currency=currency,
            rate=rate,
            base_minor=accrued,
        ),
        LegDraft(
            amount_minor=withheld - total,
            account_id=settlement.account_id,
            currency=currency,
            rate=rate,
            base_minor=kept_base - paid_base,
        ),
    ]
    if withheld:
        legs.append(
            LegDraft(
                amount_minor=-withheld,
                account_role=AccountRole.TDS_PAYABLE,
                currency=currency,
                rate=rate,
                base_minor=-kept_base,
            )
        )
    difference = paid_base - accrued
    if difference:
        role = AccountRole.FX_LOSS if difference > 0 else AccountRole.FX_GAIN
        legs.append(LegDraft(amount_minor=0, account_role=role, base_minor=difference))
    draft = EntryDraft(
        posted_on=settlement.paid_on or work.today,
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
    problems.require(
        settlement.status is SettlementStatus.OPEN, "commission_settlement.not_open", "settlement_id"
    )
    problems.require(command.reason.strip(), "commission.why_missing", "reason")
    problems.raise_if_any()
    work.why = command.reason.strip()
    for entry in _entries_of(work, settlement.id):
        work.save(dataclasses.replace(entry, status=Status.EARNED, settlement_id=None))
    work.save(dataclasses.replace(settlement, status=SettlementStatus.CANCELLED))


def _entries_of(work: Work, settlement_id: UUID) -> list[CommissionEntry]:
    return work.all(CommissionEntry, CommissionEntry.c.settlement_id == settlement_id)


def _settled(settlement: CommissionSettlement) -> Settled:
    return Settled(
        settlement_id=settlement.id,
        number=settlement.number,
        amount_minor=settlement.amount_minor,
        currency=settlement.currency,
    )
