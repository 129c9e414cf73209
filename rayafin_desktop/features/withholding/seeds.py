"""The sections an Indian company begins with (rules.md 2.4; Income-tax Act 1961 and 2025).

From 1 April 2026 the Income-tax Act 2025 cites one section 393 with numbered tables; a deduction cites what
was in force on its day, so both stand here. Thresholds and rates are data: check them with an adviser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .rules import DatedSection, WithholdingKind

_NEW_ACT = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class SectionSeed:
    """A section with its rates."""

    code: str
    name: str
    rates: Sequence[DatedSection]
    kind: WithholdingKind = WithholdingKind.TDS


def _from(
    day: date,
    cites: str,
    rate: str,
    *,
    year: int = 0,
    single: int = 0,
    excess: bool = False,
    no_pan: str = "20",
) -> DatedSection:
    return DatedSection(
        from_on=day,
        cites=cites,
        rate=Decimal(rate),
        no_pan_rate=Decimal(no_pan),
        single_minor=single * 100,
        year_minor=year * 100,
        excess_only=excess,
    )


INDIAN: Sequence[SectionSeed] = (
    SectionSeed(
        "194H",
        "Commission and brokerage",
        (
            _from(date(2016, 6, 1), "194H", "5", year=15_000),
            _from(date(2024, 10, 1), "194H", "2", year=15_000),
            _from(date(2025, 4, 1), "194H", "2", year=20_000),
            _from(_NEW_ACT, "393(1) Table 1(ii)", "2", year=20_000),
        ),
    ),
    SectionSeed(
        "194C-1",
        "Contractors: persons and families",
        (
            _from(date(2009, 10, 1), "194C", "1", single=30_000, year=100_000),
            _from(_NEW_ACT, "393(1)", "1", single=30_000, year=100_000),
        ),
    ),
    SectionSeed(
        "194C-2",
        "Contractors: firms and companies",
        (
            _from(date(2009, 10, 1), "194C", "2", single=30_000, year=100_000),
            _from(_NEW_ACT, "393(1)", "2", single=30_000, year=100_000),
        ),
    ),
    SectionSeed(
        "194J",
        "Professional fees",
        (
            _from(date(2009, 10, 1), "194J", "10", year=30_000),
            _from(date(2025, 4, 1), "194J", "10", year=50_000),
            _from(_NEW_ACT, "393(1)", "10", year=50_000),
        ),
    ),
    SectionSeed(
        "194Q",
        "Purchase of goods",
        (
            _from(date(2021, 7, 1), "194Q", "0.1", year=5_000_000, excess=True, no_pan="5"),
            _from(_NEW_ACT, "393(1)", "0.1", year=5_000_000, excess=True, no_pan="5"),
        ),
    ),
)


def seeds_for(country: str) -> Sequence[SectionSeed]:
    """The sections a company of this country begins with; other countries have none."""
    return INDIAN if country == "IN" else ()
