"""Money from one of our accounts to another (contra), also across currencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import EXACT, currency_digits
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Read, Work

from ..ledger.model import JournalEntry, Leg
from ..ledger.posting import post_entry, problems_of_day, reverse_entry
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import AccountFacts, EntryDraft, LegDraft
from ..periods.meanwhile import on_open_day
from .cash import confirm_cash
from .kinds import PaymentKind
from .legs import in_base
from .model import Method, Payment
from .numbers import next_number
from .preparing import minor_of, money_account
from .rates import rate_taken


@dataclass(frozen=True, kw_only=True)
class TransferContent:
    """A transfer as entered; `amount` and `charges` in major units of the account it leaves.

    `received` is what reaches the other account, in that one's currency; without it the same amount.
    `rate` is what a unit of the currency that leaves is worth in the company's (without it what the
    account's own balance stands at, else the rate of the day), `to_rate` the same of the currency that
    arrives.
    """

    account_id: UUID
    to_account_id: UUID
    amount: Amount
    received: Amount | None = None
    charges: Amount | None = None
    rate: Exact | None = None
    to_rate: Exact | None = None
    dated_on: date | None = None
    reference: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Transferred:
    """A posted transfer."""

    payment_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class TransferMoney(TransferContent, Command[Transferred]):
    """Move money between two cash or bank accounts of ours; an exchange difference goes to its account.

    A cash account that would go below zero asks first.
    """

    permission: ClassVar[str] = "payment.transfer"
    offline: ClassVar[Offline] = Offline.FACT


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedTransfer:
    """A transfer worked out; with `problems` nothing of it may be posted."""

    dated_on: date
    currency: str
    to_currency: str
    rate: Decimal
    amount_minor: int
    to_amount_minor: int
    charges_minor: int
    legs: tuple[LegDraft, ...]
    problems: tuple[Problem, ...]


def prepare_transfer(read: Read, content: TransferContent) -> PreparedTransfer:
    """Work a transfer out and collect everything that is wrong with it."""
    problems: list[Problem] = []
    own = base_currency(read)
    dated_on = content.dated_on or read.today
    problems += problems_of_day(read, dated_on, "dated_on")
    giver = money_account(read, content.account_id, Method.BANK, problems)
    taker = money_account(read, content.to_account_id, Method.BANK, problems, "to_account_id")
    if content.account_id == content.to_account_id:
        problems.append(Problem("payment.same_account", "to_account_id"))
    currency, to_currency = (one.currency or own if one else own for one in (giver, taker))
    amount = minor_of(content.amount, currency, "amount", problems)
    charges = minor_of(content.charges, currency, "charges", problems)
    if not amount and not problems:
        problems.append(Problem("payment.amount_missing", "amount"))
    if content.received is not None:
        received = minor_of(content.received, to_currency, "received", problems)
    else:
        received = amount
        if currency != to_currency:
            problems.append(Problem("payment.received_missing", "received", {"currency": to_currency}))
    if currency == to_currency and received != amount:
        problems.append(Problem("payment.received_differs", "received"))
    entered = _rate(read, giver, content.rate, currency, own, dated_on)
    rate = rate_taken(read, currency, entered, dated_on, problems).rate
    legs: tuple[LegDraft, ...] = ()
    if not problems:
        out = in_base(amount, rate, currency, own)
        if to_currency == own:
            arrived = received
        elif content.to_rate is not None and content.to_rate > 0:
            arrived = in_base(received, content.to_rate, to_currency, own)
        else:
            arrived = out
        legs = _legs(content, (currency, to_currency), rate, (amount, received, charges), (out, arrived), own)
    return PreparedTransfer(
        dated_on=dated_on,
        currency=currency,
        to_currency=to_currency,
        rate=rate,
        amount_minor=amount,
        to_amount_minor=received,
        charges_minor=charges,
        legs=legs,
        problems=tuple(problems),
    )


def _legs(
    content: TransferContent,
    currencies: tuple[str, str],
    rate: Decimal,
    minors: tuple[int, int, int],
    bases: tuple[int, int],
    own: str,
) -> tuple[LegDraft, ...]:
    (currency, to_currency), (amount, received, charges), (out, arrived) = currencies, minors, bases
    charged = in_base(charges, rate, currency, own)
    legs = [
        LegDraft(
            amount_minor=received, account_id=content.to_account_id, currency=to_currency, base_minor=arrived
        )
    ]
    if charges:
        legs.append(
            LegDraft(
                amount_minor=charges,
                account_role=AccountRole.BANK_CHARGES,
                currency=currency,
                rate=rate,
                base_minor=charged,
            )
        )
    legs.append(
        LegDraft(
            amount_minor=-amount - charges,
            account_id=content.account_id,
            currency=currency,
            rate=rate,
            base_minor=-out - charged,
        )
    )
    difference = out - arrived
    if difference:
        role = AccountRole.FX_GAIN if difference < 0 else AccountRole.FX_LOSS
        legs.append(LegDraft(amount_minor=0, account_role=role, base_minor=difference))
    return tuple(legs)


def _rate(
    read: Read, account: AccountFacts | None, entered: Decimal | None, currency: str, own: str, on: date
) -> Decimal | None:
    """What a unit that leaves the account is worth: as entered, else what its balance stands at."""
    if currency == own:
        return Decimal(1)
    if entered is not None or account is None:
        return entered
    c = Leg.c
    row = read.first(
        select(func.coalesce(func.sum(c.amount_minor), 0), func.coalesce(func.sum(c.base_minor), 0)).where(
            c.company_id == read.company_id, c.account_id == account.id, c.posted_on <= on
        )
    )
    if row is None or int(row[0]) <= 0 or int(row[1]) <= 0:
        return None
    shift = currency_digits(currency) - currency_digits(own)
    exact = EXACT.divide(Decimal(int(row[1])).scaleb(shift), Decimal(int(row[0])))
    return exact.quantize(Decimal("0.000001"))


def transfer_money(command: TransferMoney, work: Work) -> Transferred:
    command = on_open_day(work, command, "dated_on")
    prepared = prepare_transfer(work, command)
    if prepared.problems:
        raise RuleBroken(prepared.problems)
    if prepared.dated_on > work.today:
        work.confirm("future_date", "payment.future_date", field="dated_on", dated_on=prepared.dated_on)
    out = prepared.amount_minor + prepared.charges_minor
    confirm_cash(work, command.account_id, out, prepared.currency, prepared.dated_on)
    payment = work.new(
        Payment,
        kind=PaymentKind.TRANSFER,
        number=next_number(work, PaymentKind.TRANSFER, prepared.dated_on),
        dated_on=prepared.dated_on,
        account_id=command.account_id,
        currency=prepared.currency,
        rate=prepared.rate,
        amount_minor=prepared.amount_minor,
        charges_minor=prepared.charges_minor,
        total_minor=prepared.amount_minor,
        allocated_minor=prepared.amount_minor,
        reference=command.reference.strip(),
        memo=command.memo.strip(),
        to_account_id=command.to_account_id,
        to_amount_minor=prepared.to_amount_minor,
        to_currency=prepared.to_currency,
    )
    draft = EntryDraft(
        posted_on=prepared.dated_on,
        kind="contra",
        legs=prepared.legs,
        source_kind="payment",
        source_id=payment.id,
        narration=payment.memo or payment.number,
    )
    post_entry(work, draft)
    work.index("payment", payment.id, f"{payment.number} {payment.reference}")
    return Transferred(payment.id, payment.number)


def reverse_transfer(work: Work, payment: Payment, on: date, why: str) -> None:
    """Post the exact reverse of a transfer's entry."""
    entry = JournalEntry.c
    found = work.find(
        JournalEntry,
        entry.source_kind == "payment",
        entry.source_id == payment.id,
        entry.kind == "contra",
    )
    if found is not None:
        reverse_entry(work, found.id, on, why)
