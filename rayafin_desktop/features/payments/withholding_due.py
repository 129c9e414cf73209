"""The tax to keep back from a payment to a supplier (TDS), from what the year has brought so far.

The duty arises on what is credited or paid, whichever comes first (Income-tax Act 1961, ch. XVII-B;
Income-tax Act 2025, s. 393). This book withholds when it pays, so the base is what payments settle:

- of a bill the share of its net without GST, as the law leaves GST out where the bill shows it apart (CBDT
  circular 23/2017);
- of money on account everything, since no bill has shown any GST yet;
- less what debit notes pay along and what is written off, as nobody gets that. A discount stays in the base:
  the supplier was credited with the whole bill.

All of it in the company's currency, at the payment's rate. Within a year the shares of a bill add up to its
net exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.money import EXACT, multiply, round_to_int
from rayafin_desktop.engine.work import Read

from ..billing.rules import DocumentState
from ..companies.queries import fiscal_year
from ..currencies.queries import own_currency
from ..purchases.model import PurchaseDocument, PurchaseKind
from ..withholding.queries import PartyDuties, PartyDuty, duties_of, rounded_to
from ..withholding.rules import HUNDRED, Withheld, WithholdingKind, YearSoFar
from .kinds import PaymentKind
from .legs import in_base, relief_in_base
from .model import Allocation, Payment, PaymentStatus
from .rules import Allocated

_ROUNDS = 60
"""More than a payment can need: at 20 percent each round adds a fifth of what the one before did."""


@dataclass(slots=True)
class _Nets:
    """The nets of bills, given out in step with what settles them."""

    bills: Mapping[UUID, tuple[int, int]]
    settled: dict[UUID, int] = field(default_factory=dict)

    def share(self, bill_id: UUID, minor: int) -> int:
        """What of the bill's net the next `minor` of it settle."""
        total, net = self.bills.get(bill_id, (0, 0))
        before = self.settled.get(bill_id, 0)
        self.settled[bill_id] = before + minor
        return relief_in_base(total, net, before, before + minor)


@dataclass(frozen=True, slots=True)
class WithholdingDue:
    """What applies to payments to one party on a day, with its year so far."""

    duty: PartyDuty
    so_far: YearSoFar
    whole: int
    nets: _Nets

    def of(self, parts: Iterable[Allocated], total_minor: int) -> Withheld:
        """The tax of a payment of `total_minor` (tax and all) whose parts settle bills, the rest being on
        account; in the company's currency."""
        nets = _Nets(self.nets.bills, dict(self.nets.settled))
        base = left = 0
        for part in parts:
            base += nets.share(part.document_id, part.amount_minor - part.write_off_minor)
            left += part.amount_minor
        return self.duty.withheld(base + max(0, total_minor - left), self.so_far, self.whole)

    def on_top_of(self, amount_minor: int, spread: Callable[[int], Iterable[Allocated]]) -> Withheld:
        """The tax of a payment of which the supplier gets `amount_minor`: what comes with the tax is spread,
        and may bear tax, too. The least sum that leaves the supplier his amount."""
        found = self.of(spread(amount_minor), amount_minor)
        for _round in range(_ROUNDS):
            total = amount_minor + found.tax_minor
            again = self.of(spread(total), total)
            if again.tax_minor == found.tax_minor:
                break
            found = again
        return found


def withholding_due(
    read: Read, party_id: UUID, on: date, currency: str, bills: Sequence[UUID] = ()
) -> WithholdingDue | None:
    """What applies to a payment to a party on a day that may settle these bills.

    None where nothing is withheld from the party: no section was ever said of it, or the money is in
    another currency, of which this law knows no thresholds.
    """
    read.actor.require("payment.read")
    duties = duties_of(read, party_id)
    duty = duties.on(on) if duties is not None else None
    if duties is None or duty is None or duty.section.kind is not WithholdingKind.TDS:
        return None
    if currency != own_currency(read):
        return None
    so_far, nets = _year_so_far(read, party_id, on, duties, bills)
    return WithholdingDue(duty=duty, so_far=so_far, whole=rounded_to(read), nets=nets)


def year_so_far(read: Read, party_id: UUID, on: date) -> YearSoFar:
    """What was paid to a party in the financial year until a day, and how much of it bore tax.

    Payments that withheld under another section count for nothing here. Expenses paid at once count with
    their net.
    """
    read.actor.require("payment.read")
    duties = duties_of(read, party_id)
    return YearSoFar() if duties is None else _year_so_far(read, party_id, on, duties, ())[0]


def _year_so_far(
    read: Read, party_id: UUID, on: date, duties: PartyDuties, bills: Sequence[UUID]
) -> tuple[YearSoFar, _Nets]:
    first, own = fiscal_year(read, on).starts_on, own_currency(read)
    payments = _payments(read, party_id, first, on)
    allocated = _allocated(read, [one.id for one in payments])
    wanted = {*bills, *(row.bill_id for rows in allocated.values() for row in rows)}
    nets = _Nets(
        {one.id: (one.total_minor, one.net_minor) for one in read.by_ids(PurchaseDocument, wanted).values()}
    )
    paid = [(row.booked_on, None, row) for row in _paid_at_once(read, party_id, first, on)]
    order: list[tuple[date, Any, Any]] = [*paid, *((one.dated_on, one.id, one) for one in payments)]
    order.sort(key=lambda one: (one[0], one[1] is not None, str(one[1] or one[2].id)))
    year = YearSoFar()
    for day, payment_id, row in order:
        if payment_id is None:
            base = in_base(row.net_minor, row.rate, row.currency, own)
            year = YearSoFar(paid_minor=year.paid_minor + base, taxed_minor=year.taxed_minor)
            continue
        if row.section and not duties.covers(row.section):
            continue
        base = row.total_minor - row.allocated_minor
        for part in allocated.get(payment_id, ()):
            share = nets.share(part.bill_id, -part.minor if part.funds else part.minor)
            base += share
        base = in_base(base, row.rate, row.currency, own)
        withheld = in_base(row.withheld_minor, row.rate, row.currency, own)
        year = _next(year, base, withheld, duties.on(day), rounded_to(read))
    return year, nets


def _next(year: YearSoFar, base: int, withheld: int, duty: PartyDuty | None, whole: int) -> YearSoFar:
    """The year after one more payment.

    Where exactly the tax of its day was withheld, all it was due on has borne tax, those before it too where
    it made up for them; another amount has borne what it comes to at the rate of its day, never more than
    was paid.
    """
    paid = year.paid_minor + base
    taxed = year.taxed_minor
    if withheld and duty is not None:
        due = duty.withheld(base, year, whole)
        if due.tax_minor == withheld:
            taxed += due.base_minor
        elif due.rate:
            worth = EXACT.divide(multiply(Decimal(withheld), HUNDRED), due.rate)
            taxed = min(paid, taxed + round_to_int(worth))
    return YearSoFar(paid_minor=paid, taxed_minor=taxed)


def _payments(read: Read, party_id: UUID, first: date, last: date) -> Sequence[Any]:
    p = Payment.c
    names = ("id", "dated_on", "currency", "rate", "withheld_minor", "section", "total_minor")
    return read.fetch(
        select(*(p[name] for name in names), p.allocated_minor).where(
            p.company_id == read.company_id,
            p.party_id == party_id,
            p.dated_on.between(first, last),
            p.kind == PaymentKind.PAYMENT,
            p.status == PaymentStatus.POSTED,
        )
    )


def _allocated(read: Read, payment_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Any]]:
    """What payments pay of each bill without what was given up, and what notes brought in."""
    a = Allocation.c
    rows = read.fetch(
        select(a.payment_id, a.bill_id, a.funds, func.sum(a.amount_minor - a.write_off_minor).label("minor"))
        .where(a.company_id == read.company_id, a.payment_id.in_(payment_ids), a.bill_id.is_not(None))
        .group_by(a.payment_id, a.bill_id, a.funds)
    )
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        if row.minor:
            found.setdefault(row.payment_id, []).append(row)
    return found


def _paid_at_once(read: Read, party_id: UUID, first: date, last: date) -> Sequence[Any]:
    b = PurchaseDocument.c
    return read.fetch(
        select(b.id, b.booked_on, b.net_minor, b.currency, b.rate).where(
            b.company_id == read.company_id,
            b.party_id == party_id,
            b.kind == PurchaseKind.EXPENSE,
            b.state == DocumentState.POSTED,
            b.paid_from_id.is_not(None),
            b.booked_on.between(first, last),
        )
    )
