"""What a party's particulars must be; values in, problems out. Tax numbers are checked for structure only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from stdnum.eu import vat as european_vat
from stdnum.gb import vat as british_vat
from stdnum.in_ import gstin

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact

from ..companies.countries import country_profile, known_currencies
from ..companies.rules import is_email

LONGEST = {
    "code": 40,
    "name": 200,
    "tax_id": 40,
    "state": 10,
    "address_1": 200,
    "address_2": 200,
    "city": 100,
    "postal_code": 20,
    "phone": 40,
    "label": 200,
    "role": 200,
}
LONGEST_TERMS_DAYS = 3650
# Greece's VAT numbers begin with EL, not with its ISO 3166 code.
_VAT_PREFIX = {"GR": "EL"}


def compact(tax_id: str) -> str:
    """A tax number as it is kept: upper case, without blanks, dots and hyphens."""
    return re.sub(r"[\s.\-]", "", tax_id).upper()


def looks_like_tax_id(tax_id: str, country: str) -> bool:
    """Whether a compact tax number has the structure and check digits its country gives them.

    India: GSTIN; European Union and United Kingdom: VAT number, with or without its prefix. Any other
    country's number is taken as it is.
    """
    if country == "IN":
        return bool(gstin.is_valid(tax_id))
    if country == "GB":
        return bool(british_vat.is_valid(tax_id))
    if country.lower() in european_vat.MEMBER_STATES:
        prefix = _VAT_PREFIX.get(country, country)
        return bool(european_vat.is_valid(tax_id if tax_id.startswith(prefix) else prefix + tax_id))
    return True


def state_of_gstin(tax_id: str, country: str) -> str:
    """The state code an Indian tax number begins with; empty for others."""
    return tax_id[:2] if country == "IN" and re.fullmatch(r"[0-9]{2}[A-Z0-9]{13}", tax_id) else ""


def too_long(values: Mapping[str, str], prefix: str = "") -> Iterator[Problem]:
    """Texts that do not fit their columns; `prefix` is put before the field names."""
    for field, limit in LONGEST.items():
        if len(values.get(field, "")) > limit:
            yield Problem("party.text_too_long", f"{prefix}{field}", {"limit": limit})


def particulars_problems(
    values: Mapping[str, str], *, is_customer: bool, is_supplier: bool
) -> Iterator[Problem]:
    """What is wrong with a party's own fields."""
    if not values["name"]:
        yield Problem("party.name_missing", "name")
    if not (is_customer or is_supplier):
        yield Problem("party.neither", "is_customer")
    yield from too_long(values)
    if values["country"] and country_profile(values["country"]) is None:
        yield Problem("party.country_unknown", "country", {"country": values["country"]})
    if values["currency"] and values["currency"] not in known_currencies():
        yield Problem("party.currency_unknown", "currency", {"currency": values["currency"]})
    if values["email"] and not is_email(values["email"]):
        yield Problem("party.email_invalid", "email", {"email": values["email"]})


def terms_problems(days: int, credit_limit: Decimal | None, currency: str) -> Iterator[Problem]:
    """What is wrong with payment terms and credit limit (major units of the company's currency)."""
    if not 0 <= days <= LONGEST_TERMS_DAYS:
        yield Problem("party.terms_invalid", "payment_terms_days", {"most": LONGEST_TERMS_DAYS})
    if credit_limit is not None:
        if not credit_limit.is_finite() or not 0 <= credit_limit < Decimal(10) ** 13:
            yield Problem("party.credit_limit_invalid", "credit_limit")
        elif not is_exact(credit_limit, currency_digits(currency)):
            yield Problem("party.too_many_decimals", "credit_limit", {"currency": currency})
