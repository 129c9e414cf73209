"""Amounts of the company's currency as sentences write them."""

from __future__ import annotations

from rayafin_desktop.base.formats import format_minor, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.work import Read

from ..companies.commands import own_company


def in_words(read: Read, minor: int) -> str:
    """`INR 1,20,000.00` in the company's own number format."""
    company = own_company(read)
    figures = format_minor(minor, currency_digits(company.currency), number_style(company.locale))
    return f"{company.currency} {figures}"
