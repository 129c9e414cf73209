"""Where each side of a negotiation stands, and how far apart they are. No database.

A side's position begins as the offer was made and changes by what that side says, nothing else: who counters
the price alone has not agreed to the payment the other asked for. A round therefore keeps a side's whole
position: price, quantity, and in `terms` each term in which it differs from the offer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.engine.commands import Exact

from ..commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from ..commodities.terms import LimitContent, TermsContent, TradeTerms
from .model import NegotiationRound, RoundKind


@dataclass(frozen=True, kw_only=True)
class TermsChange:
    """What a side wants otherwise than it stood, beyond price and quantity; None leaves a term as it is.

    `limits`, where given, are all quality limits it wants. Units, currency and commodity are the offer's.
    """

    variety: str | None = None
    grade: str | None = None
    crop_year: str | None = None
    tolerance_percent: Exact | None = None
    package_kg: Exact | None = None
    packing: str | None = None
    lorries: int | None = None
    kg_per_price_unit: str | None = None
    price_type: PriceType | None = None
    basis: DeliveryBasis | None = None
    tax_term: TaxTerm | None = None
    origin_id: UUID | None = None
    destination_id: UUID | None = None
    delivery_from: date | None = None
    delivery_to: date | None = None
    payment_type: PaymentType | None = None
    payment_days: int | None = None
    advance_percent: Exact | None = None
    discount_percent: Exact | None = None
    limits: tuple[LimitContent, ...] | None = None

    @property
    def said(self) -> Mapping[str, Any]:
        """The terms that are given."""
        every = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in every.items() if value is not None}


_JSON: TypeAdapter[TermsChange] = TypeAdapter(TermsChange)


def change_as_json(change: TermsChange) -> dict[str, Any] | None:
    """What a round keeps in `terms`: the given terms as plain JSON, None where there are none."""
    kept: dict[str, Any] = _JSON.dump_python(change, mode="json", exclude_none=True)
    return kept or None


def change_of_json(stored: Mapping[str, Any] | None) -> TermsChange:
    """The terms of a stored round."""
    return _JSON.validate_python(dict(stored or {}))


def over(change: TermsChange, newer: TermsChange) -> TermsChange:
    """A change with what a newer one says on top."""
    return dataclasses.replace(change, **newer.said)


SPEAKS = (RoundKind.OFFER, RoundKind.COUNTER)
"""Rounds in which a side names a position; the others end the talk."""


def last_of(rounds: Iterable[NegotiationRound], side: Side) -> NegotiationRound | None:
    """The newest position of a side; None while it has not spoken."""
    return next((one for one in reversed(list(rounds)) if one.side is side and one.kind in SPEAKS), None)


def terms_offered(offer: TradeTerms, limits: Sequence[LimitContent]) -> TermsContent:
    """The terms of an offer as they are entered."""
    names = [one.name for one in fields(TermsContent) if one.name != "limits"]
    return TermsContent(**{name: getattr(offer, name) for name in names}, limits=tuple(limits))


def terms_at(offered: TermsContent, one: NegotiationRound) -> TermsContent:
    """What a contract would say if this round were accepted."""
    said = dict(change_of_json(one.terms).said)
    return dataclasses.replace(offered, price=one.price, quantity=one.quantity, **said)


def differing(left: TermsContent, right: TermsContent) -> tuple[str, ...]:
    """The fields in which two positions differ."""
    return tuple(
        one.name for one in fields(TermsContent) if getattr(left, one.name) != getattr(right, one.name)
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the newest prices of both sides lie apart, per price unit; below zero where they cross.

    `percent` is of what the seller asks, rounded to two decimals.
    """

    bid: Decimal
    asked: Decimal
    per_unit: Decimal
    percent: Decimal | None


def gap_between(bid: Decimal | None, asked: Decimal | None) -> Gap | None:
    """The gap of a bid and an asked price; None while one of the two is not known."""
    if bid is None or asked is None:
        return None
    apart = asked - bid
    percent = None
    if asked:
        hundredths = Fraction(apart) * 10_000 / Fraction(asked)
        percent = from_scaled(divide_half_up(hundredths.numerator, hundredths.denominator) * 10_000)
    return Gap(bid, asked, apart, percent)


def gap_of(rounds: Sequence[NegotiationRound]) -> Gap | None:
    """The gap of the newest positions of both sides."""
    buyer, seller = last_of(rounds, Side.BUY), last_of(rounds, Side.SELL)
    return gap_between(buyer.price if buyer else None, seller.price if seller else None)
