"""Quotes and orders: their states, and how much of a discount goes with a part. Pure; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rayafin_desktop.base.money import divide_half_up


class OrderKind(StrEnum):
    """An offer that binds nobody yet, or what a customer ordered."""

    QUOTE = "QUOTE"
    ORDER = "ORDER"


class OrderState(StrEnum):
    """What is stored: a quote is DRAFT, SENT, ACCEPTED or DECLINED, an order one of the others or DRAFT."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    OPEN = "OPEN"
    PART = "PART"
    INVOICED = "INVOICED"
    CLOSED = "CLOSED"


class OrderStatus(StrEnum):
    """What a person sees: the state, and EXPIRED for a sent quote whose last day is over."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    EXPIRED = "EXPIRED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    OPEN = "OPEN"
    PART = "PART"
    INVOICED = "INVOICED"
    CLOSED = "CLOSED"


class DrawState(StrEnum):
    """How far an invoice that draws on an order has come."""

    DRAFT = "DRAFT"
    POSTED = "POSTED"
    VOID = "VOID"


RUNNING = frozenset({OrderState.OPEN, OrderState.PART, OrderState.INVOICED})
"""States of an order that follow from its lines."""

_MOVES: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset({OrderState.SENT, OrderState.OPEN}),
    OrderState.SENT: frozenset({OrderState.ACCEPTED, OrderState.DECLINED}),
    OrderState.ACCEPTED: frozenset({OrderState.DECLINED}),
    OrderState.DECLINED: frozenset({OrderState.SENT}),
    OrderState.OPEN: frozenset({OrderState.CLOSED}),
    OrderState.PART: frozenset({OrderState.CLOSED}),
    OrderState.INVOICED: frozenset(),
    OrderState.CLOSED: frozenset({OrderState.OPEN}),
}


def may_become(state: OrderState, wanted: OrderState) -> bool:
    """Whether a person may bring a quote or an order from one state to another."""
    return wanted in _MOVES[state]


def order_status(state: OrderState, due_on: date, today: date) -> OrderStatus:
    """The status of today; a sent quote is expired from the day after its last one."""
    if state is OrderState.SENT and due_on < today:
        return OrderStatus.EXPIRED
    return OrderStatus(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePart:
    """A line of an order as far as shares of amounts look at it.

    `value_minor` is what it is worth after its own discount; `before` and `after` are how much of
    `quantity` was taken before a conversion and is taken after it.
    """

    quantity: Decimal
    value_minor: int
    before: Decimal
    after: Decimal


def line_share(amount_minor: int, line: LinePart) -> int:
    """The part of an amount of the whole line that goes with `after - before` of its quantity.

    What was given before is taken off the share of both together, so that all parts of a line add up
    to the amount exactly, in however many steps: round(a x after / q) - round(a x before / q), half up.
    """
    if not line.quantity:
        return 0
    return _portion(amount_minor, _ratio(line.after, line.quantity)) - _portion(
        amount_minor, _ratio(line.before, line.quantity)
    )


def document_share(amount_minor: int, lines: Sequence[LinePart]) -> int:
    """The part of a document's discount or charges that goes with what is taken, in proportion to value.

    Cumulative as `line_share`; where lines are worth nothing in all, the last part takes the whole.
    """
    worth = sum(abs(line.value_minor) for line in lines)
    if not worth:
        done = all(line.after == line.quantity for line in lines)
        return amount_minor if done and any(line.after != line.before for line in lines) else 0

    def reached(parts: Sequence[Decimal]) -> Fraction:
        taken = sum(
            (
                abs(line.value_minor) * _ratio(part, line.quantity)
                for line, part in zip(lines, parts, strict=True)
                if line.quantity
            ),
            Fraction(0),
        )
        return taken / worth

    after = _portion(amount_minor, reached([line.after for line in lines]))
    return after - _portion(amount_minor, reached([line.before for line in lines]))


def _ratio(part: Decimal, whole: Decimal) -> Fraction:
    return min(Fraction(part) / Fraction(whole), Fraction(1))


def _portion(amount_minor: int, ratio: Fraction) -> int:
    return divide_half_up(amount_minor * ratio.numerator, ratio.denominator)


def unbilled_of(lines: Sequence[tuple[int, Decimal, Decimal]], round_off_minor: int) -> int:
    """What is still to be invoiced of an order, from (total, quantity, unbilled quantity) of its lines.

    Each line in proportion to its quantity, rounded half up; an untouched order is worth its total.
    """
    untouched = all(quantity == left for _, quantity, left in lines)
    parts = sum(_portion(total, _ratio(left, quantity)) for total, quantity, left in lines if quantity)
    return max(parts + (round_off_minor if untouched else 0), 0)


def progress_of(lines: Sequence[tuple[Decimal, Decimal]]) -> OrderState:
    """OPEN, PART or INVOICED, from (quantity, unbilled quantity) of the lines."""
    if all(not left for _, left in lines):
        return OrderState.INVOICED
    return OrderState.OPEN if all(left == quantity for quantity, left in lines) else OrderState.PART
