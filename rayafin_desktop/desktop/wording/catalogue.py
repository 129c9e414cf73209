"""A tiny message catalogue.

The English sentence is the key, so that code reads as the window does; a sentence without
a translation is shown in English. Parameters are named: `tr("Row {row} of {count}", row=3, count=9)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Qt

from .arabic import ARABIC
from .arabic_banking import ARABIC_BANKING
from .arabic_books import ARABIC_BOOKS
from .arabic_commissions import ARABIC_COMMISSIONS
from .arabic_currencies import ARABIC_CURRENCIES
from .arabic_invoice import ARABIC_INVOICE
from .arabic_lists import ARABIC_LISTS
from .arabic_money import ARABIC_MONEY
from .arabic_office import ARABIC_OFFICE
from .arabic_payments import ARABIC_PAYMENTS
from .arabic_people import ARABIC_PEOPLE
from .arabic_periods import ARABIC_PERIODS
from .arabic_permissions import ARABIC_PERMISSIONS
from .arabic_purchases import ARABIC_PURCHASES
from .arabic_records import ARABIC_RECORDS
from .arabic_reports import ARABIC_REPORTS
from .arabic_sales import ARABIC_SALES
from .arabic_security import ARABIC_SECURITY
from .arabic_statements import ARABIC_STATEMENTS
from .arabic_sync import ARABIC_SYNC
from .arabic_trade_brokerage import ARABIC_TRADE_BROKERAGE
from .arabic_trade_contracts import ARABIC_TRADE_CONTRACTS
from .arabic_trade_desk import ARABIC_TRADE_DESK
from .arabic_trade_goods import ARABIC_TRADE_GOODS
from .arabic_trade_masters import ARABIC_TRADE_MASTERS
from .arabic_trade_messages import ARABIC_TRADE_MESSAGES
from .arabic_trade_offers import ARABIC_TRADE_OFFERS
from .persian import PERSIAN

Language = Literal["en", "ar", "fa"]
LANGUAGES: Mapping[Language, str] = {"en": "English", "ar": "العربية", "fa": "فارسی"}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {},
    "ar": {
        **ARABIC_TRADE_DESK,
        **ARABIC,
        **ARABIC_COMMISSIONS,
        **ARABIC_BANKING,
        **ARABIC_BOOKS,
        **ARABIC_CURRENCIES,
        **ARABIC_INVOICE,
        **ARABIC_LISTS,
        **ARABIC_MONEY,
        **ARABIC_OFFICE,
        **ARABIC_PERIODS,
        **ARABIC_PAYMENTS,
        **ARABIC_PEOPLE,
        **ARABIC_PERMISSIONS,
        **ARABIC_SECURITY,
        **ARABIC_PURCHASES,
        **ARABIC_RECORDS,
        **ARABIC_SALES,
        **ARABIC_REPORTS,
        **ARABIC_STATEMENTS,
        **ARABIC_SYNC,
        **ARABIC_TRADE_BROKERAGE,
        **ARABIC_TRADE_CONTRACTS,
        **ARABIC_TRADE_MASTERS,
        **ARABIC_TRADE_GOODS,
        **ARABIC_TRADE_MESSAGES,
        **ARABIC_TRADE_OFFERS,
    },
    "fa": PERSIAN,
}


class _Chosen:
    """The language in force."""

    code: Language = "en"


def set_language(code: Language) -> None:
    """Choose the language for everything written from now on; pages already built keep theirs."""
    _Chosen.code = code


def language() -> Language:
    """The language in force."""
    return _Chosen.code


def direction(code: Language | None = None) -> Qt.LayoutDirection:
    """Which way the window runs in a language."""
    rtl = (code or _Chosen.code) in ("ar", "fa")
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight


def tr(sentence: str, /, **params: object) -> str:
    """The sentence in the language in force, with its parameters filled in."""
    text = _WORDS[_Chosen.code].get(sentence, sentence)
    return text.format_map(params) if params else text
