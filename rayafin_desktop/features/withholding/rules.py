"""How much tax is withheld from one amount. Values in, values out; knows no database.

The duty looks at the whole financial year: nothing below a threshold, and once it is passed, everything
paid so far (or only what lies above it). So the tax is worked out on what should have been taxed by now, less
what was: a payment that crosses the threshold makes up for the ones before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rayafin_desktop.base.errors import Params, Problem
from rayafin_desktop.base.money import EXACT, is_exact, multiply, round_to_int
from rayafin_desktop.base.quantity import SCALE

HUNDRED = Decimal(100)


class WithholdingKind(StrEnum):
    """TDS is kept back from what is paid, TCS is added to what is sold."""

    TDS = "TDS"
    TCS = "TCS"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSection:
    """A section's rate from a day on; amounts in minor units of the company's currency."""

    from_on: date
    cites: str
    rate: Decimal
    no_pan_rate: Decimal
    single_minor: int = 0
    year_minor: int = 0
    excess_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSoFar:
    """What was paid to a party under one section earlier in the financial year, without value added tax.

    `taxed_minor` is how much of `paid_minor` tax has been withheld on.
    """

    paid_minor: int = 0
    taxed_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """The tax to withhold in minor units, on which base, and the reason (a message code with its figures)."""

    tax_minor: int
    base_minor: int
    rate: Decimal
    cites: str
    reason: str
    params: Params


def section_on(rates: Sequence[DatedSection], day: date) -> DatedSection | None:
    """The rate in force on a day; None before the first begins."""
    begun = [one for one in rates if one.from_on <= day]
    return max(begun, key=lambda one: one.from_on) if begun else None


def withholding(
    section: DatedSection,
    amount_minor: int,
    so_far: YearSoFar,
    *,
    has_pan: bool = True,
    certificate_rate: Decimal | None = None,
    whole: int = 1,
) -> Withheld:
    """The tax to withhold from an amount that is paid or credited now, value added tax left out.

    `whole` is what the tax is rounded to in minor units (100: the rupee). A certificate for a lower rate
    holds only for a party with a PAN.
    """
    paid = so_far.paid_minor + amount_minor
    rate = section.rate if has_pan else max(section.no_pan_rate, section.rate)
    if has_pan and certificate_rate is not None:
        rate = min(certificate_rate, rate)
    due = _taxable(section, amount_minor, paid)
    base = max(0, due - so_far.taxed_minor)
    params: dict[str, object] = {
        "cites": section.cites,
        "rate": rate,
        "base_minor": base,
        "year_minor": section.year_minor,
        "paid_minor": paid,
    }
    if not base:
        return Withheld(
            tax_minor=0,
            base_minor=0,
            rate=rate,
            cites=section.cites,
            reason="withholding.below_threshold",
            params=params,
        )
    exact = EXACT.divide(multiply(rate, Decimal(base)), HUNDRED)
    tax = round_to_int(EXACT.divide(exact, Decimal(whole))) * whole
    if not has_pan:
        reason = "withholding.without_pan"
    elif certificate_rate is not None and rate == certificate_rate:
        reason = "withholding.by_certificate"
    else:
        reason = "withholding.due"
    return Withheld(
        tax_minor=tax, base_minor=base, rate=rate, cites=section.cites, reason=reason, params=params
    )


def _taxable(section: DatedSection, amount_minor: int, paid_minor: int) -> int:
    """How much of the year's payments should have borne tax by now."""
    if section.excess_only:
        return max(0, paid_minor - section.year_minor)
    passed_year = paid_minor > section.year_minor if section.year_minor else not section.single_minor
    if passed_year:
        return paid_minor
    # A single large amount is taxed by itself while the year's sum is still below its threshold.
    return amount_minor if section.single_minor and amount_minor > section.single_minor else 0


def has_pan(tax_id: str, pan: str = "") -> bool:
    """Whether a PAN is known: its own field, or characters 3 to 12 of a GSTIN."""
    return len(pan.strip()) == 10 or len(tax_id.strip()) == 15


def rate_problems(rates: Sequence[DatedSection], at: str = "rates") -> list[Problem]:
    """What is wrong with a section's rates, each problem at `rates.<n>`."""
    found: list[Problem] = []
    days: set[date] = set()
    for n, one in enumerate(rates):
        where = f"{at}.{n}"
        if not one.cites.strip():
            found.append(Problem("withholding.cites_missing", f"{where}.cites"))
        for name in ("rate", "no_pan_rate"):
            percent: Decimal = getattr(one, name)
            if not percent.is_finite() or not 0 <= percent <= HUNDRED or not is_exact(percent, SCALE):
                found.append(Problem("withholding.rate_out_of_range", f"{where}.{name}"))
        found += [
            Problem("withholding.threshold_negative", f"{where}.{name}")
            for name in ("single_minor", "year_minor")
            if getattr(one, name) < 0
        ]
        if one.from_on in days:
            params = {"from_on": one.from_on.isoformat()}
            found.append(Problem("withholding.two_from_one_day", f"{where}.from_on", params))
        days.add(one.from_on)
    return found
