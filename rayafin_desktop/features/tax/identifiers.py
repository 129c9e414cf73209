"""Tax numbers: is it well formed, does its check digit agree? Nothing is asked over the network."""

from __future__ import annotations

import re
from functools import lru_cache

from rayafin_desktop.base.errors import Problem

from ..companies.gst_states import STATES
from .states import FORMER_STATES

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
# State, PAN, number of the registration under that PAN, kind (Z for ordinary taxpayers, D for a
# deductor of tax, C for a collector), check character.
_GSTIN = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][ZDC][0-9A-Z]")

# fmt: off
EU_COUNTRIES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on


def compact_tax_id(text: str) -> str:
    """A tax number as it is stored: upper case, no blanks, dots or hyphens."""
    return re.sub(r"[\s.\-]", "", text).upper()


def gstin_check_character(first_fourteen: str) -> str:
    """The last character of a GSTIN: base-36 digits weighted 1, 2, 1, 2 ..., Luhn modulo 36."""
    total = 0
    for position, character in enumerate(first_fourteen):
        product = _VALUES[character] * (1 + position % 2)
        total += product // 36 + product % 36
    return _ALPHABET[(36 - total % 36) % 36]


def gstin_fault(gstin: str) -> str:
    """What is wrong with a compact GSTIN, as an error code; empty when nothing is."""
    if not _GSTIN.fullmatch(gstin):
        return "gstin.malformed"
    if gstin[:2] not in STATES and gstin[:2] not in FORMER_STATES:
        return "gstin.unknown_state"
    if gstin_check_character(gstin[:14]) != gstin[14]:
        return "gstin.wrong_check_character"
    return ""


def pan_of(gstin: str) -> str:
    """The income-tax number inside a GSTIN; the same holder has one PAN and a GSTIN per state."""
    return gstin[2:12]


@lru_cache(maxsize=4096)
def tax_id_fault(tax_id: str, country: str) -> str:
    """What is wrong with a compact tax number of `country` (ISO 3166-1), as an error code.

    India: GSTIN. European Union and United Kingdom: VAT number, its country prefix optional. Other
    countries' numbers are taken as they are.
    """
    if country == "IN":
        return gstin_fault(tax_id)
    if country == "GB":
        from stdnum.gb import vat as british

        return "" if british.is_valid(tax_id) else "vat_id.malformed"
    if country in EU_COUNTRIES:
        from stdnum.eu import vat as european

        prefix = "EL" if country == "GR" else country
        number = tax_id if tax_id.startswith(prefix) else prefix + tax_id
        return "" if european.is_valid(number) else "vat_id.malformed"
    return ""


def tax_id_problems(tax_id: str, country: str, field: str) -> list[Problem]:
    """Problems with a tax number as typed; an empty one is none."""
    compact = compact_tax_id(tax_id)
    fault = tax_id_fault(compact, country) if compact else ""
    return [Problem(fault, field, {"tax_id": compact})] if fault else []
