"""Stands in for what `commodities.terms_reading` and `lots.reserving` will do; goes when they are there."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import goods_value_minor, kg_per
from rayafin_desktop.engine.work import Read, Work

from ..commodities.model import Commodity
from ..commodities.terms import TermsContent, TradeTerms
from ..currencies.queries import own_currency
from ..lots.model import Lot
from ..partners.model import PartnerProfile


def resolved_terms(read: Read, content: TermsContent, problems: Problems) -> dict[str, Any]:
    commodity = read.get(Commodity, content.commodity_id, field="commodity_id")
    values = {f.name: getattr(content, f.name) for f in dataclasses.fields(content) if f.name != "limits"}
    values["unit"] = content.unit or commodity.unit
    values["price_unit"] = content.price_unit or commodity.price_unit
    values["currency"] = content.currency or own_currency(read)
    values["package_kg"] = commodity.package_kg if content.package_kg is None else content.package_kg
    values["kg_per_price_unit"] = content.kg_per_price_unit or commodity.kg_per_price_unit
    if content.tolerance_percent is None:
        values["tolerance_percent"] = commodity.tolerance_percent
    problems.require(content.quantity is None or content.quantity > 0, "terms.quantity", "quantity")
    return values


def price_unit_kg(terms: TradeTerms) -> Fraction | None:
    if terms.kg_per_price_unit:
        return Fraction(terms.kg_per_price_unit)
    found = kg_per(terms.price_unit)
    if found is None and terms.package_kg:
        return Fraction(terms.package_kg)
    return found


def estimated_kg(terms: TradeTerms) -> Fraction | None:
    if terms.quantity is None:
        return None
    weight = kg_per(terms.unit)
    if weight is None:
        weight = Fraction(terms.package_kg) if terms.package_kg else None
    return None if weight is None else Fraction(terms.quantity) * weight


def estimated_value_minor(terms: TradeTerms) -> int | None:
    weight, per = estimated_kg(terms), price_unit_kg(terms)
    if weight is None or per is None or terms.price is None:
        return None
    exact = weight * Fraction(terms.price) / per * 10 ** currency_digits(terms.currency)
    return goods_value_minor(Decimal(0), Decimal(0), Fraction(1), 0) + (
        2 * exact.numerator + exact.denominator
    ) // (2 * exact.denominator)


def _moved(work: Work, lot_id: UUID, packages: int, reserved: int, delivered: int) -> None:
    lot = work.get(Lot, lot_id, field="lot_id")
    after = dataclasses.replace(
        lot, reserved=lot.reserved + reserved * packages, delivered=lot.delivered + delivered * packages
    )
    if after.reserved < 0 or after.delivered < 0 or after.reserved + after.delivered > lot.packages:
        raise RuleBroken([Problem("lot.not_enough", "packages", {"available": lot.available})])
    work.save(after)


def reserve(work: Work, lot_id: UUID, packages: int) -> None:
    _moved(work, lot_id, packages, 1, 0)


def release(work: Work, lot_id: UUID, packages: int) -> None:
    _moved(work, lot_id, packages, -1, 0)


def deliver(work: Work, lot_id: UUID, packages: int) -> None:
    _moved(work, lot_id, packages, -1, 1)


def undeliver(work: Work, lot_id: UUID, packages: int) -> None:
    _moved(work, lot_id, packages, 1, -1)


def is_blocked(read: Read, party_id: UUID) -> bool:
    profile = read.find(PartnerProfile, party_id=party_id)
    return profile is not None and profile.is_blocked
