"""All offers of the other side against one, in a single pass over plain rows. No database.

What many offers share (terms of price, days of delivery, limits, variety, party) is worked out once for each
that is different; what is left for each row is a little arithmetic with whole numbers. Landed prices are
compared in millionths of a major unit; those that are shown are worked out again exactly.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from rayafin_desktop.base.quantity import FACTOR, from_scaled, plain
from rayafin_desktop.base.units import kg_per

from ..commodities.rules import Better, Side
from ..commodities.terms_reading import price_unit_kg
from .filters import (
    Filter,
    Measured,
    Ranges,
    Wanted,
    Window,
    as_millionths,
    currency_differs,
    kind_differs,
    range_misses,
    range_of,
    tax_differs,
    unit_differs,
    window_misses,
)
from .landed import Market, Terms, added_of, landing, slope_of
from .scoring import (
    OPEN_PART,
    PRICE,
    UNSAID_LOT,
    delivery_points,
    half_up,
    limit_part,
    lot_points,
    price_line,
    quality_points,
)

Reason = tuple[Filter, str]
NO_REASONS: tuple[Reason, ...] = ()
Refused = tuple[Any, tuple[Reason, ...]]
"""The row of an offer and its first reasons; all of them are worked out when somebody looks."""


class Row(NamedTuple):
    """An offer as the database answers it: ids and days as its driver has them, numbers in millionths.

    `limits` and `terms` are what many rows share (`offers.texts`).
    """

    id: Any
    party_id: Any
    left: int | None
    tolerance: int
    price: int | None
    offered_at: int
    limits: str
    terms: str
    variety: str
    crop_year: str
    delivery_from: Any
    delivery_to: Any


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a party: why it is out of the question, how reliable it is, what it may still owe.

    `room` is in minor units of the market's currency, None where nobody limits it.
    """

    name: str
    refused: tuple[Reason, ...] = ()
    reliability: int = 5
    kept: int = 0
    failed: int = 0
    claims: int = 0
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The offer the others are held against, and what its side knows.

    `limits` are its own, `kind` its variety and crop year. `digits` are the currency's. `room` limits its
    party's purchases, None where it sells or nobody limits it; `name` is the party's.
    """

    name: str
    terms: Terms
    market: Market
    tolerance: int
    limits: Ranges
    measured: Mapping[str, Measured]
    window: Window
    kind: tuple[str, str]
    digits: int
    least_percent: int
    room: int | None = None

    @property
    def buys(self) -> bool:
        return self.market.side is Side.BUY


class _Unit(NamedTuple):
    """What follows from the units of terms: what is wrong with them, and the wanted quantity in them.

    `value` is what a millionth of a unit costs at a millionth of the price, in minor units.
    """

    reasons: tuple[Reason, ...]
    wanted: Wanted | None
    value: Fraction | None


@dataclass(slots=True)
class _Group:
    """What offers under the same terms share, in whole numbers: landed = (slope x price + added) / per."""

    text: str
    reasons: tuple[Reason, ...]
    slope: int = 0
    added: int = 0
    per: int = 1
    wanted: Wanted | None = None
    value: Fraction | None = None


class Fit(NamedTuple):
    """An offer that passed, with its landed price in millionths and its points."""

    landed: int | None
    points: tuple[int, ...]  # price, quality, delivery, reliability, lot size
    row: Any


@dataclass(slots=True)
class Ranking:
    """The best offers, best first, how many passed, and all that did not; `reasons_of` says every reason.

    `reasons_of` takes the row of an offer; it is empty for one that fits.
    """

    best: list[Fit] = field(default_factory=list)
    passed: int = 0
    reference: Fraction | None = None
    refused: list[Refused] = field(default_factory=list)
    reasons_of: Callable[[Any], tuple[Reason, ...]] = lambda _: NO_REASONS


def rank(
    subject: Subject,
    rows: Iterable[tuple[Any, ...]],
    parties: Mapping[Any, Known],
    terms_of: Callable[[str], Terms],
    window_of: Callable[[Any, Any], Window],
    most: int,
) -> Ranking:
    """Filter and score `rows`, the fields of `Row`; `terms_of` reads their terms, `window_of` their days.

    Of equal scores the better landed price is first, then who spoke first.
    """
    shared = _Shared(subject, terms_of, window_of)
    found = Ranking(reference=shared.reference, reasons_of=lambda row: shared.reasons(row, parties))
    fits: list[_Passed] = []
    refused = found.refused
    groups, calls, limits = shared.groups, shared.calls, shared.limits
    limited = not subject.buys or subject.room is not None
    for row in rows:
        _, party_id, _, _, price, _, limit_text, terms_text = row[:8]
        group = groups.get(terms_text) or shared.group(terms_text)
        call = calls.get(key := row[8:]) or shared.call(*key)
        quality = limits.get(limit_text) or shared.quality(limit_text)
        party = parties[party_id]
        # Most are refused here; what else keeps them out is told when it is asked for.
        first = party.refused or group.reasons or call[0] or quality[0]
        if first:
            refused.append((row, first))
            continue
        lot, first = shared.amount(row, group, party, limited=limited)
        if first:
            refused.append((row, first))
            continue
        landed = None if price is None else (group.slope * price + group.added) // group.per
        fits.append((row, landed, quality[1], call[1], party.reliability, lot))
    found.passed = len(fits)
    _choose(found, subject, fits, most)
    return found


_Passed = tuple[Any, int | None, int, int, int, int]


def _choose(
    found: Ranking,
    subject: Subject,
    fits: list[_Passed],
    most: int,
) -> None:
    """The best of those that passed; held against one's own price, or where there is none the best landed."""
    side = subject.market.side
    reference = None if found.reference is None else int(found.reference * FACTOR)
    if reference is None:
        prices = [landed for _, landed, *_ in fits if landed is not None]
        if prices:
            reference = min(prices) if side is Side.BUY else max(prices)
            found.reference = Fraction(reference, FACTOR)
    sign = 1 if side is Side.BUY else -1
    neutral = half_up(PRICE, 2)
    known = reference is not None and reference > 0
    base, slope, per = price_line(reference, side) if known and reference is not None else (0, 0, 1)
    ranked = []
    for at, (row, landed, quality, delivery, reliability, lot) in enumerate(fits):
        points = neutral
        if known and landed is not None:
            points = (base + slope * landed) // per
            points = 0 if points < 0 else min(points, PRICE)
        score = points + quality + delivery + reliability + lot
        ranked.append((-score, _LAST if landed is None else sign * landed, row[5], row[0], at, points))
    for *_, at, points in heapq.nsmallest(most, ranked):
        row, landed, *others = fits[at]
        found.best.append(Fit(landed, (points, *others), row))


_LAST = 10**30


class _Shared:
    """What rows share, worked out when the first of them comes."""

    def __init__(
        self,
        subject: Subject,
        terms_of: Callable[[str], Terms],
        window_of: Callable[[Any, Any], Window],
    ) -> None:
        self._subject, self._terms_of, self._window_of = subject, terms_of, window_of
        self.groups: dict[Any, _Group] = {}
        self.calls: dict[tuple[str, str, Any, Any], tuple[tuple[Reason, ...], int]] = {}
        self.limits: dict[str, tuple[tuple[Reason, ...], int]] = {}
        self._units: dict[str, _Unit] = {}
        self._taxes: dict[tuple[str, str], tuple[Reason, ...]] = {}
        self._slopes: dict[tuple[str, str], Fraction] = {}
        self._ways: dict[str, Fraction] = {}
        self._pieces: dict[str, tuple[str, int]] = {}
        own, mine = landing(subject.terms, subject.market), subject.terms
        # What a seller asks; who buys looks at what each of the others asks.
        self.asked = None if subject.buys or mine.price is None else as_millionths(mine.price)
        self.reference = None if own is None or mine.price is None else own.of(mine.price)

    def group(self, text: str) -> _Group:
        """What offers under the same terms share; made of parts in which fewer of them differ."""
        units, money, way = text.split("\t")
        basis, tax_term = way.partition("|")[0], money.partition("|")[0]
        unit = self._units.get(units)
        if unit is None:
            unit = self._units[units] = self._unit(self._terms_of(text))
        tax = self._taxes.get((basis, tax_term))
        if tax is None:
            words = tax_differs(self._terms_of(text), self._subject.terms, self._subject.market)
            tax = self._taxes[basis, tax_term] = ((Filter.TAX, words),) if words else NO_REASONS
        group = self.groups[text] = _Group(text, unit.reasons + tax)
        if group.reasons:
            return group
        slope = self._slopes.get((units, money))
        if slope is None:
            found = slope_of(self._terms_of(text), self._subject.market)
            slope = self._slopes[units, money] = found or Fraction(0)
        added = self._ways.get(way)
        if added is None:
            added = self._ways[way] = added_of(self._terms_of(text), self._subject.market)
        group.per = slope.denominator * added.denominator
        group.slope = slope.numerator * added.denominator
        group.added = added.numerator * slope.denominator * FACTOR
        group.wanted, group.value = unit.wanted, unit.value
        return group

    def _unit(self, terms: Terms) -> _Unit:
        subject = self._subject
        tests = (
            (Filter.CURRENCY, currency_differs(terms, subject.market)),
            (Filter.UNIT, unit_differs(terms, subject.terms) or _unit_unknown(terms, subject.terms)),
        )
        reasons = tuple((one, words) for one, words in tests if words)
        return _Unit(reasons, _wanted_in(subject, terms), _value(subject, terms))

    def call(self, variety: str, crop: str, begins: Any, ends: Any) -> tuple[tuple[Reason, ...], int]:
        """What variety, crop and days of delivery keep apart, and the points for the days."""
        subject, other = self._subject, self._window_of(begins, ends)
        tests = (
            (Filter.COMMODITY, kind_differs(subject.kind, (variety, crop))),
            (Filter.DELIVERY, window_misses(subject.window, other)),
        )
        reasons = tuple((one, words) for one, words in tests if words)
        found = reasons, delivery_points(subject.window, other)
        self.calls[variety, crop, begins, ends] = found
        return found

    def quality(self, text: str) -> tuple[tuple[Reason, ...], int]:
        """What limits miss and their points; each single limit is looked at once, however often it comes."""
        pieces = self._pieces
        misses, total, counted = [], 0, 0
        for piece in filter(None, text.split(";")):
            words, part = pieces.get(piece) or self._piece(piece)
            if part:
                total += part
                counted += 1
            if words:
                misses.append(words)
        buys = self._subject.buys
        limits = len(self._subject.limits) if buys else text.count(";") + 1 if text else 0
        points = quality_points(total + OPEN_PART * (limits - counted), limits)
        found = (((Filter.QUALITY, "; ".join(misses)),) if misses else NO_REASONS, points)
        self.limits[text] = found
        return found

    def _piece(self, piece: str) -> tuple[str, int]:
        """One limit of the other side against the subject's: what it misses, and its points' part."""
        parameter, theirs = range_of(piece)
        mine = self._subject.limits.get(parameter)
        found = ("", 0)
        if mine is not None:
            measured = self._subject.measured.get(parameter) or Measured(parameter, Better.WITHIN)
            want, have = (mine, theirs) if self._subject.buys else (theirs, mine)
            found = range_misses(want, have, measured), limit_part(want, have, measured)
        self._pieces[piece] = found
        return found

    def reasons(self, row: tuple[Any, ...], parties: Mapping[Any, Known]) -> tuple[Reason, ...]:
        """Everything that keeps the offer of a row out, in the order of the filters."""
        _, party_id, _, _, _, _, limit_text, terms_text = row[:8]
        group = self.groups.get(terms_text) or self.group(terms_text)
        call = self.calls.get(key := row[8:]) or self.call(*key)
        quality = self.limits.get(limit_text) or self.quality(limit_text)
        party = parties[party_id]
        _, amount = self.amount(row, group, party, limited=True)
        return (*party.refused, *group.reasons, *call[0], *quality[0], *amount)

    def amount(
        self, row: Sequence[Any], group: _Group, party: Known, *, limited: bool
    ) -> tuple[int, tuple[Reason, ...]]:
        """Points for the quantity of a row, and what keeps it out: too little of it, or the buyer's limit.

        `limited` is False where it is known that nobody's limit is to be looked at.
        """
        subject, left = self._subject, row[2]
        if left is None:
            return UNSAID_LOT, NO_REASONS
        lot, reasons = UNSAID_LOT, NO_REASONS
        if group.wanted is not None:
            lot = lot_points(left, row[3], group.wanted, subject.least_percent)
            if lot < 0:
                reasons = (self._too_little(group, left),)
        if limited:
            room = subject.room if subject.buys else party.room
            if room is not None:
                buyer = subject.name if subject.buys else party.name
                over = self._over_credit(group, left, row[4], room, buyer)
                if over:
                    reasons += ((Filter.CREDIT, over),)
        return lot, reasons

    def _too_little(self, group: _Group, left: int) -> Reason:
        assert group.wanted is not None  # noqa: S101 - told by the caller
        unit = group.text.partition("|")[0].lower()  # the first of `offers.texts.SHARED`
        mine, theirs = (plain(from_scaled(one)) for one in (group.wanted.said, left))
        return Filter.QUANTITY, f"{theirs} {unit} against {mine} {unit}"

    def _over_credit(self, group: _Group, left: int, price: int | None, room: int, buyer: str) -> str:
        """Why the buyer's limit does not carry it, at what the seller asks; empty where it does."""
        wanted = group.wanted
        quantity = left if wanted is None else min(left, wanted.said)
        at = price if self.asked is None else self.asked
        if at is None or group.value is None or quantity * at * group.value <= room:
            return ""
        return f"over the credit limit of {buyer}"


def _unit_unknown(terms: Terms, mine: Terms) -> str:
    """Quantities that can only be compared by weight, and one has none."""
    if terms.unit is mine.unit or mine.quantity is None:
        return ""
    for one in (terms, mine):
        if _unit_kg(one) is None:
            return f"nobody said what a {one.unit.value.lower()} weighs"
    return ""


def _unit_kg(terms: Terms) -> Fraction | None:
    """What one of the quantity's unit weighs; a count by its nominal package."""
    if terms.unit.is_count:
        return None if terms.package_kg is None else Fraction(terms.package_kg)
    return kg_per(terms.unit)


def _wanted_in(subject: Subject, terms: Terms) -> Wanted | None:
    """The subject's quantity and its tolerance in the unit of other terms, in millionths."""
    mine = subject.terms
    if mine.quantity is None:
        return None
    ratio = Fraction(1)
    own, theirs = _unit_kg(mine), _unit_kg(terms)
    same_packages = terms.unit is mine.unit and terms.package_kg == mine.package_kg
    if not same_packages and own is not None and theirs is not None:
        ratio = own / theirs
    said = Fraction(mine.quantity) * FACTOR * ratio
    part = said * subject.tolerance / (100 * FACTOR)
    return Wanted(int(said - part), int(said), -int(-(said + part) // 1))


def _value(subject: Subject, terms: Terms) -> Fraction | None:
    """Minor units that a millionth of a unit of other terms costs at a millionth of the seller's price."""
    asks = terms if subject.buys or subject.terms.price is None else subject.terms
    if terms.unit is asks.price_unit:
        ratio = Fraction(1)
    else:
        each, unit = price_unit_kg(asks), _unit_kg(terms)
        if each is None or unit is None:
            return None
        ratio = unit / each
    return ratio * Fraction(10**subject.digits, FACTOR * FACTOR)
