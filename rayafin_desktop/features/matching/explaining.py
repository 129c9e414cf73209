"""The score in words: its parts, and by what one offer is before another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.quantity import FACTOR, from_scaled, plain
from rayafin_desktop.base.units import TradeUnit

from ..commodities.rules import Side
from .landed import Landing
from .ranking import Fit, Known, Subject
from .scoring import price_points


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score: `points` it adds (payment and freight may take some away), and why."""

    name: str
    points: int
    words: str


def parts_of(
    subject: Subject,
    fit: Fit,
    landing: Landing,
    price: Decimal | None,
    reference: Fraction | None,
    party: Known,
) -> tuple[Part, ...]:
    """The parts of an offer's score; they add up to it.

    Payment and freight are what the price's points lose or gain by them: the points of the landed price less
    those of the price without freight, and of that less those without days of credit.
    """
    total, quality, delivery, reliability, lot = fit.points
    parts = _price_parts(subject, landing, price, reference, total)
    return (
        *parts,
        Part("quality", quality, _quality_words(subject, quality)),
        Part("delivery", delivery, ""),
        Part("reliability", reliability, _reliability_words(party)),
        Part("lot size", lot, ""),
    )


def _price_parts(
    subject: Subject, landing: Landing, price: Decimal | None, reference: Fraction | None, total: int
) -> tuple[Part, ...]:
    if price is None or reference is None:
        return (Part("price", total, "no price named"),)
    side, unit = subject.market.side, subject.terms.price_unit
    landed, net = landing.of(price), landing.net(price)
    carry, freight = net * landing.carry, landing.freight
    without_freight = _points(landed - freight, reference, side)
    bare = _points(landed - freight - carry, reference, side)
    edge = reference - landed if side is Side.BUY else landed - reference
    parts = [Part("price", bare, f"{_edge(edge, subject.market.currency, unit, side)} landed")]
    if carry:
        words = f"days of credit {_signed(carry, subject.market.currency, unit)}"
        parts.append(Part("payment", without_freight - bare, words))
    if freight or not landing.freight_known:
        known = f"freight {_signed(freight, subject.market.currency, unit)}"
        words = known if landing.freight_known else UNKNOWN
        parts.append(Part("freight", total - without_freight, words))
    elif total != without_freight:
        parts[0] = Part("price", parts[0].points + total - without_freight, parts[0].words)
    return tuple(parts)


def _points(landed: Fraction, reference: Fraction, side: Side) -> int:
    return price_points(landed * FACTOR // 1, reference * FACTOR // 1, side)


def _edge(edge: Fraction, currency: str, unit: TradeUnit, side: Side) -> str:
    if not edge:
        return "the same price"
    better, worse = ("cheaper", "dearer") if side is Side.BUY else ("more", "less")
    return f"{money(abs(edge), currency, unit)} {better if edge > 0 else worse}"


def _signed(amount: Fraction, currency: str, unit: TradeUnit) -> str:
    sign = "+" if amount >= 0 else "-"
    return f"{sign}{money(abs(amount), currency, unit)}"


def money(amount: Fraction, currency: str, unit: TradeUnit) -> str:
    """`INR 140/candy`, to the hundredth where there is one."""
    scaled = divide_half_up(amount.numerator * 100, amount.denominator)
    return f"{currency} {plain(from_scaled(scaled * 10_000))}/{unit.value.lower()}"


def _quality_words(subject: Subject, points: int) -> str:
    return "" if subject.limits or points else "no limits named"


def _reliability_words(party: Known) -> str:
    claims = f"{party.claims} claim{'' if party.claims == 1 else 's'} allowed" if party.claims else ""
    if not party.kept and not party.failed:
        return ", ".join(filter(None, ("no past contracts", claims)))
    failed = f"{party.failed} failed" if party.failed else ""
    kept = f"{party.kept} contract{'' if party.kept == 1 else 's'} kept"
    return ", ".join(filter(None, (kept, failed, claims)))


UNKNOWN = "freight not known"
Told = tuple[str, int, Fraction | None, Sequence[Part]]
"""Of a candidate: name, score, landed price, parts."""


def beats(one: Told, other: Told, side: Side, currency: str, unit: TradeUnit) -> str:
    """Why the one is before the other: `A beats B by INR 140/candy landed`."""
    return _beats(one, other, side, currency, unit) + _in_the_dark(one, other)


def _in_the_dark(one: Told, other: Told) -> str:
    """Whose freight is not in the landed price because nobody knows it."""
    names = [name for name, _, _, parts in (one, other) if any(part.words == UNKNOWN for part in parts)]
    return f", freight of {' and '.join(names)} not known" if names else ""


def _beats(one: Told, other: Told, side: Side, currency: str, unit: TradeUnit) -> str:
    name, score, landed, parts = one
    other_name, other_score, other_landed, other_parts = other
    if landed is not None and other_landed is not None and landed != other_landed:
        edge = other_landed - landed if side is Side.BUY else landed - other_landed
        if edge > 0:
            return f"{name} beats {other_name} by {money(edge, currency, unit)} landed"
        worse = "dearer" if side is Side.BUY else "lower"
        apart = f"{money(-edge, currency, unit)} {worse} landed"
        ahead = f"{score - other_score} points, {apart}{_ahead(parts, other_parts)}"
        return f"{name} leads {other_name} by {ahead}"
    if score != other_score:
        return f"{name} leads {other_name} by {score - other_score} points{_ahead(parts, other_parts)}"
    return f"{name} is level with {other_name}, and spoke first"


def _ahead(parts: Sequence[Part], others: Sequence[Part]) -> str:
    """The parts in which the one is ahead: ` (delivery +3, reliability +2)`; empty where there are none."""
    theirs = {part.name: part.points for part in others}
    ahead = [(part.name, part.points - theirs.get(part.name, 0)) for part in parts]
    told = ", ".join(f"{name} +{points}" for name, points in ahead if points > 0 and name != "price")
    return f" ({told})" if told else ""
