"""Which documents a payment settles: strategies that propose and checks that refuse.

Everything here is a value in and a value out, so that the screen proposes with the very function the
handler checks with, and every device arrives at the same allocation of the same open items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from rayafin_desktop.base.errors import Params, Problem
from rayafin_desktop.base.money import share

# Twelve open items have 4,095 subsets; with each further item the search would double.
EXACT_MATCH_ITEMS = 12


class Strategy(StrEnum):
    """How a payment is spread over the open items of its party."""

    INSTRUCTION = "INSTRUCTION"
    EXACT_MATCH = "EXACT_MATCH"
    FIFO = "FIFO"
    LIFO = "LIFO"
    LARGEST = "LARGEST"
    MANUAL = "MANUAL"
    PRO_RATA = "PRO_RATA"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItem:
    """A posted document with something left to pay. `open_minor` is positive."""

    document_id: UUID
    number: str
    party_id: UUID
    currency: str
    dated_on: date
    due_on: date
    open_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocated:
    """So much of a payment goes to this document; `write_off_minor` of it is given up, not paid."""

    document_id: UUID
    amount_minor: int
    write_off_minor: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a strategy suggests: the parts, what is left as an advance, and why.

    `reason` is a message code and `params` its figures; the sentence is looked up by code.
    """

    strategy: Strategy
    parts: tuple[Allocated, ...]
    remainder_minor: int
    reason: str
    params: Params

    @property
    def allocated_minor(self) -> int:
        return sum(part.amount_minor for part in self.parts)

    @property
    def written_off_minor(self) -> int:
        return sum(part.write_off_minor for part in self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Funds:
    """The money an allocation draws on: what of one payment is not yet allocated.

    `allocated_on` is the day of the allocation: the day the money came in, or a later one.
    """

    party_id: UUID
    currency: str
    received_on: date
    allocated_on: date
    available_minor: int


def oldest_first(item: OpenItem) -> tuple[date, date, str, UUID]:
    """The order of FIFO: due date, invoice date, number; the id makes it total on every device."""
    return (item.due_on, item.dated_on, item.number, item.document_id)


def payable(items: Iterable[OpenItem], funds: Funds) -> list[OpenItem]:
    """The items these funds may pay on the day of the allocation, oldest first."""
    return sorted(
        (
            item
            for item in items
            if item.open_minor > 0
            and item.party_id == funds.party_id
            and item.currency == funds.currency
            and item.dated_on <= funds.allocated_on
        ),
        key=oldest_first,
    )


def propose(
    items: Iterable[OpenItem],
    funds: Funds,
    strategy: Strategy,
    *,
    instructed: Sequence[UUID] = (),
    by_hand: Sequence[Allocated] = (),
) -> Proposal:
    """Spread `funds` over `items` by one strategy; parts and remainder sum to the funds exactly.

    `instructed` are the documents the payer named, in his order (Indian Contract Act s.59), read by
    INSTRUCTION; `by_hand` the amounts somebody typed, passed on by MANUAL for `check` to judge.
    """
    open_items = payable(items, funds)
    amount = funds.available_minor
    if strategy is Strategy.MANUAL:
        parts = tuple(by_hand)
        reason = "allocation.by_hand"
    elif strategy is Strategy.EXACT_MATCH:
        matched = exact_match(open_items, amount)
        parts = tuple(_in_full(item) for item in matched or ())
        reason = "allocation.exact_match" if matched else "allocation.no_exact_match"
    elif strategy is Strategy.PRO_RATA:
        parts = _pro_rata(open_items, amount)
        reason = "allocation.pro_rata"
    else:
        parts = _fill(_ORDERS[strategy](open_items, instructed), amount)
        reason = _REASONS[strategy]
    left = amount - sum(part.amount_minor - part.write_off_minor for part in parts)
    return Proposal(
        strategy=strategy,
        parts=parts,
        remainder_minor=left,
        reason=reason,
        params={"count": len(parts)},
    )


def suggest(
    items: Iterable[OpenItem],
    funds: Funds,
    *,
    instructed: Sequence[UUID] = (),
    otherwise: Strategy = Strategy.FIFO,
) -> Proposal:
    """The order the law and practice ask for: what the payer says, else an exact match, else a default.

    `otherwise` is the company's own choice for the last case.
    """
    open_items = list(items)
    if instructed:
        return propose(open_items, funds, Strategy.INSTRUCTION, instructed=instructed)
    matched = propose(open_items, funds, Strategy.EXACT_MATCH)
    return matched if matched.parts else propose(open_items, funds, otherwise)


def exact_match(items: Sequence[OpenItem], amount_minor: int) -> tuple[OpenItem, ...] | None:
    """The open items whose amounts sum to `amount_minor` exactly, or None.

    `items` come oldest first. The fewest documents win, then the oldest: one document is looked for
    among all, subsets among the oldest `EXACT_MATCH_ITEMS` not larger than the amount, and last all
    items together (the payer of a statement).
    """
    if amount_minor <= 0:
        return None
    fitting = [item for item in items if item.open_minor <= amount_minor]
    for item in fitting:
        if item.open_minor == amount_minor:
            return (item,)
    candidates = fitting[:EXACT_MATCH_ITEMS]
    for size in range(2, len(candidates) + 1):
        for subset in combinations(candidates, size):
            if sum(item.open_minor for item in subset) == amount_minor:
                return subset
    if len(items) > EXACT_MATCH_ITEMS and sum(item.open_minor for item in items) == amount_minor:
        return tuple(items)
    return None


def _in_full(item: OpenItem) -> Allocated:
    return Allocated(document_id=item.document_id, amount_minor=item.open_minor)


def _fill(ordered: Iterable[OpenItem], amount_minor: int) -> tuple[Allocated, ...]:
    """Pay the items one after the other in full until the money is used up."""
    parts: list[Allocated] = []
    left = amount_minor
    for item in ordered:
        if left <= 0:
            break
        part = min(left, item.open_minor)
        parts.append(Allocated(document_id=item.document_id, amount_minor=part))
        left -= part
    return tuple(parts)


def _pro_rata(items: Sequence[OpenItem], amount_minor: int) -> tuple[Allocated, ...]:
    """The same fraction of every item, by largest remainder; never more than an item's open amount."""
    weights = [item.open_minor for item in items]
    spread = min(max(amount_minor, 0), sum(weights))
    return tuple(
        Allocated(document_id=item.document_id, amount_minor=part)
        for item, part in zip(items, share(spread, weights), strict=True)
        if part
    )


def _instructed(items: list[OpenItem], named: Sequence[UUID]) -> list[OpenItem]:
    by_id = {item.document_id: item for item in items}
    return [by_id[document_id] for document_id in dict.fromkeys(named) if document_id in by_id]


_ORDERS: Mapping[Strategy, Callable[[list[OpenItem], Sequence[UUID]], list[OpenItem]]] = {
    Strategy.INSTRUCTION: _instructed,
    Strategy.FIFO: lambda items, _: items,
    Strategy.LIFO: lambda items, _: items[::-1],
    Strategy.LARGEST: lambda items, _: sorted(items, key=lambda i: (-i.open_minor, *oldest_first(i))),
}
_REASONS: Mapping[Strategy, str] = {
    Strategy.INSTRUCTION: "allocation.instructed",
    Strategy.FIFO: "allocation.oldest_first",
    Strategy.LIFO: "allocation.newest_first",
    Strategy.LARGEST: "allocation.largest_first",
}


def clipped(
    parts: Sequence[Allocated], available_minor: int, open_minor: Mapping[UUID, int]
) -> tuple[Allocated, ...]:
    """The parts as far as documents are still open and the money reaches, in their order.

    What a document cannot take stays on account; of a part less is given up before less is paid. Documents
    that are not in `open_minor` take nothing.
    """
    left, still_open = available_minor, dict(open_minor)
    found: list[Allocated] = []
    for part in parts:
        room = max(still_open.get(part.document_id, 0), 0)
        paid = max(min(part.amount_minor - part.write_off_minor, room, left), 0)
        given_up = max(min(part.write_off_minor, room - paid), 0)
        if not paid and not given_up:
            continue
        left -= paid
        still_open[part.document_id] = room - paid - given_up
        found.append(
            Allocated(document_id=part.document_id, amount_minor=paid + given_up, write_off_minor=given_up)
        )
    return tuple(found)


def check(
    funds: Funds, parts: Sequence[Allocated], items: Mapping[UUID, OpenItem], *, field: str = "allocations"
) -> list[Problem]:
    """Everything wrong with an allocation, each problem tied to `allocations.<n>` or to the whole.

    A document missing from `items` is not open, not of this company, or does not exist: all three
    are answered alike. An allocation may be older neither than its payment nor than its document.
    """
    found: list[Problem] = []
    seen: set[UUID] = set()
    for n, part in enumerate(parts):
        at = f"{field}.{n}"
        if part.amount_minor <= 0:
            found.append(Problem("allocation.not_positive", f"{at}.amount"))
        if not 0 <= part.write_off_minor <= max(part.amount_minor, 0):
            found.append(Problem("allocation.write_off_too_much", f"{at}.write_off"))
        item = items.get(part.document_id)
        if part.document_id in seen:
            found.append(Problem("allocation.document_twice", f"{at}.invoice_id"))
        elif item is None:
            found.append(Problem("allocation.document_not_open", f"{at}.invoice_id"))
        else:
            found.extend(_check_pair(funds, part, item, at))
        seen.add(part.document_id)
    total = sum(part.amount_minor - part.write_off_minor for part in parts)
    if total > funds.available_minor:
        figures = {"allocated_minor": total, "available_minor": funds.available_minor}
        found.append(
            Problem(
                "allocation.over_payment",
                "amount",
                figures | {"currency": funds.currency},
            )
        )
    if funds.allocated_on < funds.received_on:
        found.append(
            Problem(
                "allocation.before_payment",
                "allocated_on",
                {"received_on": funds.received_on},
            )
        )
    return found


def _check_pair(funds: Funds, part: Allocated, item: OpenItem, at: str) -> Iterable[Problem]:
    about: dict[str, object] = {"number": item.number, "currency": item.currency}
    if item.party_id != funds.party_id:
        yield Problem("allocation.other_party", f"{at}.invoice_id", about)
    if item.currency != funds.currency:
        yield Problem("allocation.other_currency", f"{at}.invoice_id", about)
    if funds.allocated_on < item.dated_on:
        yield Problem(
            "allocation.before_document",
            f"{at}.invoice_id",
            about | {"dated_on": item.dated_on},
        )
    if part.amount_minor > item.open_minor:
        yield Problem(
            "allocation.over_document",
            f"{at}.amount",
            about | {"open_minor": item.open_minor},
        )
