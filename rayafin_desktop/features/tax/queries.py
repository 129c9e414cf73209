"""Reading tax codes: the whole table at once for documents, rows for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from .categories import DatedRate
from .codes import TaxCodeValue
from .model import TaxCode, TaxRate


def tax_codes(read: Read) -> Mapping[UUID, TaxCodeValue]:
    """All tax codes of the company by id, inactive ones too; kept until one of them changes."""

    def load() -> Mapping[UUID, TaxCodeValue]:
        rates: dict[UUID, list[DatedRate]] = {}
        r = TaxRate.c
        statement = (
            select(r.tax_code_id, r.from_on, r.rate, r.cess_rate, r.until_on)
            .where(r.company_id == read.company_id)
            .order_by(r.tax_code_id, r.from_on)
        )
        for tax_code_id, from_on, rate, cess_rate, until_on in read.fetch(statement):
            rates.setdefault(tax_code_id, []).append(DatedRate(from_on, rate, cess_rate, until_on))
        return {
            one.id: TaxCodeValue(
                id=one.id,
                code=one.code,
                name=one.name,
                category=one.category,
                country=one.country,
                for_sales=one.for_sales,
                for_purchases=one.for_purchases,
                is_active=one.is_active,
                exemption_reason=one.exemption_reason,
                rates=tuple(rates.get(one.id, ())),
            )
            for one in read.all(TaxCode, order_by=(TaxCode.c.code,))
        }

    return read.cached("tax_codes", load)


def tax_code_named(read: Read, code: str) -> TaxCodeValue | None:
    """The tax code written `code`, whatever its case."""
    wanted = code.strip().casefold()
    return next((one for one in tax_codes(read).values() if one.code.casefold() == wanted), None)


def _select_rows(read: Read) -> Select[Any]:
    c, r = TaxCode.c, TaxRate.c
    other = TaxRate.mapping.table.alias("begun").c
    latest = (
        select(func.max(other.from_on))
        .where(other.company_id == c.company_id, other.tax_code_id == c.id, other.from_on <= read.today)
        .scalar_subquery()
    )
    return (
        select(
            c.id,
            c.code,
            c.name,
            c.category,
            c.country,
            r.rate,
            r.cess_rate,
            r.from_on,
            r.until_on,
            c.for_sales,
            c.for_purchases,
            c.exemption_reason,
            c.is_active,
            (~c.is_active).label("is_muted"),
            c.version,
        )
        .join_from(
            TaxCode.mapping.table,
            TaxRate.mapping.table,
            (r.company_id == c.company_id) & (r.tax_code_id == c.id) & (r.from_on == latest),
            isouter=True,
        )
        .where(c.company_id == read.company_id, c.deleted_at.is_(None))
    )


def _search(read: Read, text: str) -> Condition:
    return or_(
        TaxCode.c.code.icontains(text, autoescape=True), TaxCode.c.name.icontains(text, autoescape=True)
    )


TAX_CODE_ROWS = ListQuery(
    name="tax_codes",
    permission="tax.see",
    kinds=("tax_code",),
    select=_select_rows,
    key=TaxCode.c.id,
    sorts={"code": (TaxCode.c.code,), "name": (TaxCode.c.name,), "category": (TaxCode.c.category,)},
    default_sort=("code", False),
    tabs={
        "active": lambda read: TaxCode.c.is_active,
        "all": lambda read: None,
    },
    search=_search,
)


@dataclass(frozen=True, slots=True)
class TaxRateRow:
    """One dated rate of a tax code, in percent."""

    from_on: date
    until_on: date | None
    rate: Decimal
    cess_rate: Decimal


def tax_rate_rows(read: Read, tax_code_id: UUID) -> list[TaxRateRow]:
    """The rates of a tax code, the latest first."""
    read.actor.require("tax.see")
    rates = sorted(read.parts(TaxRate, tax_code_id), key=lambda one: one.from_on, reverse=True)
    return [TaxRateRow(one.from_on, one.until_on, one.rate, one.cess_rate) for one in rates]
