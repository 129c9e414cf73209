"""The tax codes a new company starts with, by its country.

Rates are the national ones in force; `until_on` keeps a rate that has ended for documents of its
time. Sources: Indian GST rate notifications (1/2017 CTR as amended; 9/2025 CTR from 22-09-2025),
the VAT acts of the countries as listed in the Commission's Taxes in Europe database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .categories import ZERO, DatedRate, TaxCategory
from .identifiers import EU_COUNTRIES


@dataclass(frozen=True, slots=True)
class CodeSeed:
    """A tax code to be made."""

    code: str
    name: str
    category: TaxCategory
    rates: tuple[DatedRate, ...]
    exemption_reason: str = ""


_EARLY = date(2000, 1, 1)
_GST_BEGAN = date(2017, 7, 1)
_GST_REFORM = date(2025, 9, 22)


def _steps(*begun: tuple[date, str]) -> tuple[DatedRate, ...]:
    """Rates that follow each other, each in force until the day before the next."""
    days = [day for day, _ in begun]
    ends: list[date | None] = [day - timedelta(days=1) for day in days[1:]]
    return tuple(
        DatedRate(day, Decimal(rate), ZERO, end)
        for (day, rate), end in zip(begun, [*ends, None], strict=True)
    )


def _free(code: str, name: str, category: TaxCategory, reason: str = "", since: date = _EARLY) -> CodeSeed:
    return CodeSeed(code, name, category, (DatedRate(since, ZERO),), reason)


def _gst(rate: str, since: date = _GST_BEGAN, until: date | None = None) -> CodeSeed:
    dated = DatedRate(since, Decimal(rate), ZERO, until)
    return CodeSeed(f"GST{rate}", f"GST {rate} %", TaxCategory.GST, (dated,))


def _reverse(rate: str) -> CodeSeed:
    dated = DatedRate(_GST_BEGAN, Decimal(rate))
    return CodeSeed(
        f"RCM{rate}",
        f"GST {rate} %, reverse charge",
        TaxCategory.GST_REVERSE_CHARGE,
        (dated,),
        "Tax is payable by the recipient under reverse charge (CGST Act s.9(3))",
    )


def _india() -> list[CodeSeed]:
    day_before = _GST_REFORM - timedelta(days=1)
    undertaking = "Supply without payment of integrated tax under letter of undertaking"
    return [
        *(_gst(rate) for rate in ("0.25", "3", "5")),
        _gst("12", until=day_before),
        _gst("18"),
        _gst("28", until=day_before),
        _gst("40", since=_GST_REFORM),
        _free("NIL", "Nil rated (0 %)", TaxCategory.GST_NIL, since=_GST_BEGAN),
        _free("EXEMPT", "Exempt", TaxCategory.GST_EXEMPT, "Exempt supply (CGST Act s.11)", _GST_BEGAN),
        _free("NONGST", "Outside GST", TaxCategory.NON_GST),
        _free("EXPORT", "Export, without payment", TaxCategory.GST_EXPORT_UNPAID, undertaking, _GST_BEGAN),
        _free(
            "SEZ",
            "Special economic zone, without payment",
            TaxCategory.GST_SEZ_UNPAID,
            undertaking,
            _GST_BEGAN,
        ),
        _reverse("5"),
        _reverse("18"),
    ]


# Standard rate first, then the reduced ones from high to low.
_VAT: dict[str, tuple[tuple[DatedRate, ...], ...]] = {
    "AT": (
        _steps((_EARLY, "20")),
        _steps((date(2016, 1, 1), "13")),
        _steps((_EARLY, "10")),
    ),
    "BE": (_steps((_EARLY, "21")), _steps((_EARLY, "12")), _steps((_EARLY, "6"))),
    "CH": (
        _steps((date(2018, 1, 1), "7.7"), (date(2024, 1, 1), "8.1")),
        _steps((date(2018, 1, 1), "2.5"), (date(2024, 1, 1), "2.6")),
    ),
    "DE": (
        _steps((date(2007, 1, 1), "19"), (date(2020, 7, 1), "16"), (date(2021, 1, 1), "19")),
        _steps((_EARLY, "7"), (date(2020, 7, 1), "5"), (date(2021, 1, 1), "7")),
    ),
    "DK": (_steps((_EARLY, "25")),),
    "ES": (
        _steps((date(2012, 9, 1), "21")),
        _steps((date(2012, 9, 1), "10")),
        _steps((_EARLY, "4")),
    ),
    "FR": (
        _steps((date(2014, 1, 1), "20")),
        _steps((date(2014, 1, 1), "10")),
        _steps((_EARLY, "5.5")),
        _steps((_EARLY, "2.1")),
    ),
    "GB": (_steps((date(2011, 1, 4), "20")), _steps((_EARLY, "5"))),
    "IE": (
        _steps((date(2012, 1, 1), "23"), (date(2020, 9, 1), "21"), (date(2021, 3, 1), "23")),
        _steps((date(2003, 1, 1), "13.5")),
        _steps((date(2011, 7, 1), "9")),
    ),
    "IT": (_steps((date(2013, 10, 1), "22")), _steps((_EARLY, "10")), _steps((_EARLY, "4"))),
    "LU": (
        _steps((date(2015, 1, 1), "17"), (date(2023, 1, 1), "16"), (date(2024, 1, 1), "17")),
        _steps((date(2015, 1, 1), "8"), (date(2023, 1, 1), "7"), (date(2024, 1, 1), "8")),
        _steps((_EARLY, "3")),
    ),
    "NL": (
        _steps((_EARLY, "19"), (date(2012, 10, 1), "21")),
        _steps((_EARLY, "6"), (date(2019, 1, 1), "9")),
    ),
    "PL": (
        _steps((date(2011, 1, 1), "23")),
        _steps((date(2011, 1, 1), "8")),
        _steps((date(2011, 1, 1), "5")),
    ),
    "PT": (_steps((date(2011, 1, 1), "23")), _steps((date(2011, 1, 1), "13")), _steps((_EARLY, "6"))),
    "SE": (_steps((_EARLY, "25")), _steps((_EARLY, "12")), _steps((_EARLY, "6"))),
}
_REDUCED = ("REDUCED", "REDUCED2", "REDUCED3")


def _vat(country: str) -> list[CodeSeed]:
    standard, *reduced = _VAT[country]
    codes = [CodeSeed("STD", "Standard rate", TaxCategory.STANDARD, standard)]
    for code, rates in zip(_REDUCED, reduced, strict=False):
        codes.append(CodeSeed(code, "Reduced rate", TaxCategory.STANDARD, rates))
    codes += [
        _free("ZERO", "Zero rated", TaxCategory.ZERO_RATED),
        _free("EXEMPT", "Exempt", TaxCategory.EXEMPT, "Exempt from VAT"),
        _free(
            "RC",
            "Reverse charge",
            TaxCategory.REVERSE_CHARGE,
            "Reverse charge: VAT is due from the recipient",
        ),
        _free("EXPORT", "Export", TaxCategory.EXPORT, "Export outside the territory, free of VAT"),
        _free("NOVAT", "Outside the scope of VAT", TaxCategory.OUT_OF_SCOPE, "Not subject to VAT"),
    ]
    if country in EU_COUNTRIES:
        reason = "Intra-Community supply (Directive 2006/112/EC art. 138)"
        codes.append(_free("IC", "Intra-Community supply", TaxCategory.INTRA_COMMUNITY, reason))
    return codes


def seeds_for(country: str) -> list[CodeSeed]:
    """The tax codes of a country; elsewhere one untaxed code and a standard one to fill in."""
    if country == "IN":
        return _india()
    if country in _VAT:
        return _vat(country)
    return [
        _free("NONE", "No tax", TaxCategory.OUT_OF_SCOPE),
        CodeSeed("STD", "Standard rate (set it here)", TaxCategory.STANDARD, (DatedRate(_EARLY, ZERO),)),
    ]
