"""Freezing: the snapshots of an invoice, all seats at once, with costs and turnover as they are then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select, true

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, divide_half_up
from rayafin_desktop.base.quantity import FACTOR, from_scaled, plain
from rayafin_desktop.engine.work import Work

from ..billing.model import InvoiceLine
from ..companies.commands import own_company
from ..items.model import Item
from .applying import Group, Seated
from .model import Commission, CommissionLine
from .periods import period_of
from .positions import Standing, scaled_sum
from .rules import Basis, Position, TierBy, commission_due
from .snapshots import frozen_terms
from .units import factor


def is_due(standing: Standing, group: Group) -> bool:
    """Whether a plan gives something now, before anything of it is frozen."""
    if not group.terms.rule.rate and not group.terms.rule.tiers:
        return False
    position = standing.position(
        group.terms.rule, group.terms.counted, _lines(standing, group, _no_costs(group))
    )
    return commission_due(group.terms.rule, position, 0).whole_minor != 0


def freeze(work: Work, standing: Standing, groups: Sequence[Group], on: date) -> list[Commission]:
    """Freeze the snapshots of all seats; RuleBroken `commission.cost_missing` where a margin has no cost."""
    invoice = standing.invoice
    c = Commission.c
    earlier = work.scalar(
        select(func.max(c.cycle)).where(c.company_id == work.company_id, c.invoice_id == invoice.id)
    )
    frozen: list[Commission] = []
    for group in groups:
        terms = group.terms
        rule, counted = terms.rule, terms.counted
        costs = _costs(work, standing, group.lines or ()) if rule.basis is Basis.MARGIN else _no_costs(group)
        lines = _lines(standing, group, costs)
        position = standing.position(rule, counted, lines)
        turnover = _turnover(position, rule.basis)
        period_from = before = None
        if terms.plan is not None and rule.tiers and rule.tier_by is TierBy.TURNOVER:
            first_month = own_company(work).fiscal_year_first_month
            period_from, _last = period_of(invoice.issued_on, terms.plan.period, first_month)
            before = _turnover_before(work, terms.plan.id, group.seats[0], period_from)
        for seated in group.seats:
            cut = seated.cut
            snapshot = work.new(
                Commission,
                invoice_id=invoice.id,
                seat=seated.seat,
                seat_no=len(frozen) + 1,
                member_id=seated.member_id,
                party_id=seated.party_id,
                cycle=int(earlier or 0) + 1,
                plan_id=terms.plan.id if terms.plan else None,
                plan_version=terms.plan.revision if terms.plan else 0,
                basis=rule.basis,
                trigger=rule.trigger,
                rate=rule.rate,
                counts_write_off=rule.counts_write_off,
                terms=frozen_terms(rule, counted),
                percents=[plain(percent) for percent in cut.percents] if cut else None,
                share_at=cut.at if cut else None,
                is_whole=lines is None,
                currency=invoice.currency,
                fx_rate=invoice.rate,
                gross_minor=position.gross_minor,
                net_minor=position.net_minor,
                cost_minor=sum(line.cost_minor for line in lines or ()),
                quantity=_six(Fraction(position.quantity)),
                period_from=period_from,
                turnover=turnover if period_from else Decimal(0),
                turnover_before=before or Decimal(0),
                frozen_on=on,
            )
            work.insert_many(_own(snapshot.id, line) for line in lines or ())
            frozen.append(snapshot)
    return frozen


def _lines(standing: Standing, group: Group, costs: Sequence[int]) -> list[CommissionLine] | None:
    """The group's lines as a snapshot keeps them; None where it counts the document as a whole."""
    if group.lines is None:
        return None
    return [
        CommissionLine(
            company_id=line.company_id,
            commission_id=standing.invoice.id,  # replaced by the snapshot's own
            line_no=line.line_no,
            net_minor=standing.base_of_line(line, group.terms.counted),
            cost_minor=cost,
            quantity=line.quantity,
            unit=line.unit,
        )
        for line, cost in zip(group.lines, costs, strict=True)
    ]


def _own(commission_id: UUID, line: CommissionLine) -> CommissionLine:
    return CommissionLine(
        company_id=line.company_id,
        commission_id=commission_id,
        line_no=line.line_no,
        net_minor=line.net_minor,
        cost_minor=line.cost_minor,
        quantity=line.quantity,
        unit=line.unit,
    )


def _no_costs(group: Group) -> list[int]:
    return [0] * len(group.lines or ())


def _costs(work: Work, standing: Standing, lines: Sequence[InvoiceLine]) -> list[int]:
    """What each line cost in the document's currency, at the items' cost prices of now."""
    items = work.by_ids(Item, [line.item_id for line in lines if line.item_id is not None])
    invoice = standing.invoice
    costs: list[int] = []
    problems: list[Problem] = []
    for line in lines:
        item = items.get(line.item_id) if line.item_id is not None else None
        units = factor(line.unit, item.unit) if item is not None else None
        if item is None or item.cost_price is None or units is None:
            problems.append(
                Problem(
                    "commission.cost_missing",
                    f"lines.{line.line_no - 1}.item_id",
                    {"line": line.line_no, "item": item.name if item else line.description},
                )
            )
            continue
        exact = Fraction(line.quantity) * units * Fraction(item.cost_price) / Fraction(invoice.rate)
        exact *= 10 ** currency_digits(invoice.currency)
        costs.append(divide_half_up(exact.numerator, exact.denominator))
    if problems:
        raise RuleBroken(problems)
    return costs


def _turnover(position: Position, basis: Basis) -> Decimal:
    """What a document adds to the period: units, or money of the company's currency."""
    if basis is Basis.QUANTITY:
        return _six(Fraction(position.quantity))
    minor = position.margin_minor if basis is Basis.MARGIN else position.net_minor
    scale = 10 ** currency_digits(position.currency)
    return _six(max(Fraction(0), Fraction(minor) * Fraction(position.fx_rate) / scale))


def _six(value: Fraction) -> Decimal:
    return from_scaled(divide_half_up(value.numerator * FACTOR, value.denominator))


def _turnover_before(work: Work, plan_id: UUID, whom: Seated, period_from: date) -> Decimal:
    """What the period has turned over for this beneficiary under this plan, without what was voided."""
    c = Commission.c
    sum_ = work.scalar(
        select(scaled_sum(c.turnover)).where(
            c.company_id == work.company_id,
            c.plan_id == plan_id,
            c.period_from == period_from,
            c.is_live == true(),
            c.seat == whom.seat,
            c.member_id == whom.member_id if whom.member_id else c.party_id == whom.party_id,
        )
    )
    return from_scaled(int(sum_ or 0))
