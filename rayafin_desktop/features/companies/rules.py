"""Checks on a company's particulars and bank details; values in, problems out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from stdnum import bic, iban

from rayafin_desktop.base.errors import Problem

from .countries import country_profile, known_currencies, known_locales

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
# Reserve Bank of India: four letters of the bank, a zero, six characters of the branch.
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
# NPCI virtual payment address: handle@provider.
_UPI = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}")
_SHORT = 200


def code_from_name(name: str) -> str:
    """A company code from its name: `Sharma & Sons` -> `SHARMA-SONS`; `COMPANY` when no letter is Latin."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z0-9]+", plain)
    return "-".join(words)[:20].strip("-") or "COMPANY"


def is_email(text: str) -> bool:
    """Whether `text` looks like one e-mail address (RFC 5321 lengths; one @ and a dotted domain)."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def new_company_problems(
    *, code: str, country: str, currency: str, locale: str, first_month: int
) -> Iterator[Problem]:
    """What is wrong with the choices that are made once, when a company is created."""
    if not _CODE.fullmatch(code):
        yield Problem("company.code_invalid", "code", {"code": code})
    if country_profile(country) is None:
        yield Problem("company.country_unknown", "country", {"country": country})
    if currency not in known_currencies():
        yield Problem("company.currency_unknown", "currency", {"currency": currency})
    if not 1 <= first_month <= 12:
        yield Problem("company.month_invalid", "fiscal_year_first_month", {"month": first_month})
    if locale not in known_locales():
        yield Problem("company.locale_unknown", "locale", {"locale": locale})


def particulars_problems(particulars: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with name, addresses and numbers; the keys are the fields of the command."""
    if not particulars["name"].strip():
        yield Problem("company.name_missing", "name")
    for field, limit in {"name": _SHORT, "legal_name": _SHORT, "website": _SHORT, "state": 10, "tax_id": 40,
                         "phone": 40}.items():  # fmt: skip
        if len(particulars[field]) > limit:
            yield Problem("company.text_too_long", field, {"limit": limit})
    if particulars["email"] and not is_email(particulars["email"]):
        yield Problem("company.email_invalid", "email", {"email": particulars["email"]})


def bank_details_problems(details: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with bank details: IBAN (ISO 13616 check digits), BIC (ISO 9362), IFSC, UPI."""
    if details.get("iban") and not iban.is_valid(details["iban"]):
        yield Problem("company.iban_invalid", "iban")
    if details.get("bic") and not bic.is_valid(details["bic"]):
        yield Problem("company.bic_invalid", "bic")
    if details.get("ifsc") and not _IFSC.fullmatch(details["ifsc"]):
        yield Problem("company.ifsc_invalid", "ifsc")
    if details.get("upi") and not _UPI.fullmatch(details["upi"]):
        yield Problem("company.upi_invalid", "upi")
    for field in ("bank", "account_name", "account_no"):
        if len(details.get(field, "")) > _SHORT:
            yield Problem("company.text_too_long", field, {"limit": _SHORT})
