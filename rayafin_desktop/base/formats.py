"""How numbers, money and dates look in a company's locale, and how typed numbers are read back.

One formatter for screen, paper and command line. Separators come from CLDR (through Babel) once per
locale; after that a figure costs a few string operations. A minus is the real one (U+2212).

>>> from decimal import Decimal
>>> india = number_style("en_IN")
>>> format_minor(-273985300, 2, india)
'−27,39,853.00'
>>> parse_decimal("1200+5%", india)
Decimal('1260.00')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

MINUS = "\u2212"
_LRM = "\u200e"
_ASCII_DIGITS = "0123456789"
_DIGITS_OF_SYSTEM = {
    "latn": _ASCII_DIGITS,
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "deva": "०१२३४५६७८९",
    "beng": "০১২৩৪৫৬৭৮৯",
    "gujr": "૦૧૨૩૪૫૬૭૮૯",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The figures of one locale.

    `grouping` is (size of the first group from the right, size of the others): (3, 2) prints
    1,23,45,678 and (3, 3) prints 12,345,678. `minus` carries a left-to-right mark in right-to-left
    locales, so that it stays before the number. `sign_first` says on which side a currency sign stands.
    """

    locale: str
    decimal: str = "."
    group: str = ","
    grouping: tuple[int, int] = (3, 3)
    digits: str = _ASCII_DIGITS
    minus: str = MINUS
    sign_first: bool = True
    sign_gap: str = ""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """The dates of one locale: CLDR pattern letters `d`, `M`, `y` split into parts, month names, digits."""

    parts: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    digits: str = _ASCII_DIGITS


def _locale(identifier: str) -> Locale:
    """The Babel locale; a ValueError when CLDR does not know it."""
    try:
        return Locale.parse(identifier.replace("-", "_"))
    except UnknownLocaleError as unknown:
        raise ValueError(f"unknown locale {identifier!r}") from unknown


@lru_cache(maxsize=64)
def number_style(identifier: str) -> NumberStyle:
    """The number style of a locale such as `en_IN` or `de_DE`; ValueError for an unknown one."""
    locale = _locale(identifier)
    system = locale.default_numbering_system
    if system not in _DIGITS_OF_SYSTEM:
        system = "latn"
    pattern = locale.currency_formats["standard"]
    before, _, after = pattern.pattern.split(";")[0].partition("0.00")
    # CLDR puts the sign first in Persian; what is written there is the number and then the word.
    sign_first = "¤" in before and locale.language != "fa"
    beside = before if "¤" in before else after
    right_to_left = locale.text_direction == "rtl"
    return NumberStyle(
        locale=str(locale),
        decimal=get_decimal_symbol(locale, numbering_system=system),
        group=get_group_symbol(locale, numbering_system=system),
        grouping=locale.decimal_formats[None].grouping,
        digits=_DIGITS_OF_SYSTEM[system],
        minus=_LRM + MINUS if right_to_left else MINUS,
        sign_first=sign_first,
        sign_gap="\u00a0" if "\u00a0" in beside or " " in beside else "",
    )


@lru_cache(maxsize=64)
def date_style(identifier: str) -> DateStyle:
    """The date style of a locale: day, month in words where the locale writes it so, year.

    English outside North America is always `21 Nov 2026`, and languages whose short months are
    abbreviated with dots or signs spell the month out: no reader guesses which number is the month.
    """
    locale = _locale(identifier)
    pattern = locale.date_formats["medium"].pattern
    if locale.language == "en" and locale.territory not in {"US", "CA"}:
        pattern = "d MMM y"
    elif locale.language in {"ar", "gu", "hi", "mr"}:
        pattern = "d MMMM y"
    system = locale.default_numbering_system
    return DateStyle(
        parts=_pattern_parts(pattern),
        months=tuple(locale.months["format"]["wide"][n] for n in range(1, 13)),
        short_months=tuple(locale.months["format"]["abbreviated"][n] for n in range(1, 13)),
        digits=_DIGITS_OF_SYSTEM.get(system, _ASCII_DIGITS),
    )


def _pattern_parts(pattern: str) -> tuple[str, ...]:
    """A CLDR date pattern split into runs of one pattern letter and the text between them."""
    parts: list[str] = []
    for letter in pattern.replace("'", ""):
        if parts and (parts[-1][-1] == letter or not (letter in "dMLy" or parts[-1][-1] in "dMLy")):
            parts[-1] += letter
        else:
            parts.append(letter)
    return tuple(parts)


def _native(text: str, digits: str) -> str:
    return text if digits is _ASCII_DIGITS else text.translate(_translation(digits))


@lru_cache(maxsize=16)
def _translation(digits: str) -> dict[int, str]:
    return dict(zip(map(ord, _ASCII_DIGITS), digits, strict=True))


def _grouped(whole: str, style: NumberStyle) -> str:
    first, others = style.grouping
    if len(whole) <= first:
        return whole
    if first == others == 3:
        return f"{int(whole):,}".replace(",", style.group)
    head, tail = whole[:-first], whole[-first:]
    start = len(head) % others
    groups = [head[:start]] if start else []
    groups += [head[at : at + others] for at in range(start, len(head), others)]
    return style.group.join([*groups, tail])


def format_minor(minor: int, digits: int, style: NumberStyle) -> str:
    """Integer minor units with all their decimals: `format_minor(123456, 2, en_IN)` is `1,234.56`."""
    figures = str(abs(minor)).zfill(digits + 1)
    if digits:
        text = _grouped(figures[:-digits], style) + style.decimal + figures[-digits:]
    else:
        text = _grouped(figures, style)
    text = _native(text, style.digits)
    return style.minus + text if minor < 0 else text


def format_decimal(value: Decimal, style: NumberStyle, *, least: int = 0) -> str:
    """An exact Decimal with its own decimals, trailing zeros dropped down to `least` decimals.

    Nothing is rounded: quantities, prices and rates print as they are stored.
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be printed as a number")
    sign, _, fraction = f"{value:f}".partition(".")
    negative = sign.startswith("-") and bool(value)
    fraction = fraction.rstrip("0").ljust(least, "0")
    text = _grouped(sign.lstrip("-"), style) + (style.decimal + fraction if fraction else "")
    text = _native(text, style.digits)
    return style.minus + text if negative else text


def format_money(minor: int, digits: int, currency: str, style: NumberStyle) -> str:
    """Minor units with the currency's sign on the side the locale puts it: `₹27,39,853.00`."""
    sign = currency_sign(currency, style.locale)
    # A sign of letters never touches the figures: CHF 12.00, not CHF12.00.
    gap = style.sign_gap or ("\u00a0" if sign[-1:].isalpha() else "")
    figures = format_minor(abs(minor), digits, style)
    text = f"{sign}{gap}{figures}" if style.sign_first else f"{figures}{gap}{sign}"
    return style.minus + text if minor < 0 else text


@lru_cache(maxsize=256)
def currency_sign(currency: str, identifier: str) -> str:
    """The sign a locale's readers know: `₹` in India, `د.إ` in Arabic, the ISO code when there is none."""
    sign: str = get_currency_symbol(currency, locale=_locale(identifier))
    return sign.strip("\u200e\u200f ") or currency


def format_date(day: date, style: DateStyle) -> str:
    """A date in the locale's order: `21 Nov 2026`, `21.11.2026`."""
    text = ""
    for part in style.parts:
        letter, width = part[0], len(part)
        if letter == "d":
            text += _native(str(day.day).zfill(width), style.digits)
        elif letter == "y":
            year = f"{day.year % 100:02d}" if width == 2 else str(day.year)
            text += _native(year, style.digits)
        elif letter in "ML" and width >= 4:
            text += style.months[day.month - 1]
        elif letter in "ML" and width == 3:
            text += style.short_months[day.month - 1]
        elif letter in "ML":
            text += _native(str(day.month).zfill(width), style.digits)
        else:
            text += part
    return text


# --- reading what was typed ------------------------------------------------------------------

_LONGEST_INPUT = 200
_SUM = Context(prec=60, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])
_QUOTIENT = Context(prec=40, traps=[InvalidOperation, DivisionByZero, Overflow])
_OPERATORS = str.maketrans({MINUS: "-", "\u2013": "-", "\u00d7": "*", "\u00f7": "/", "\u066a": "%"})
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_ALWAYS_GROUP = " \u00a0\u2009\u202f'\u2019\u066c"
_ALWAYS_DECIMAL = "\u066b"
_HUNDREDTH = Decimal("0.01")


def parse_decimal(text: str, style: NumberStyle) -> Decimal:
    """Read a typed number or small sum as an exact Decimal; ValueError on anything doubtful.

    Takes the locale's separators, digits of any script, `(50)` as minus fifty, `+ - * / ( )`, and a
    percentage of what stands before it (`1200+5%` is 1260). Groups must be well formed: `1,5` is
    refused where the comma groups, because reading it as 15 would be worse. A quotient that does not
    end keeps 40 digits; everything else is exact.
    """
    if len(text) > _LONGEST_INPUT:
        raise ValueError("too long for a number")
    plain = "".join(_ascii_digit(c) for c in text.translate(_MARKS).translate(_OPERATORS).strip())
    try:
        return _Sum(plain, style).value()
    except ArithmeticError as impossible:
        raise ValueError(f"{text!r} cannot be worked out exactly") from impossible


def _ascii_digit(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


@lru_cache(maxsize=64)
def _number_pattern(style: NumberStyle) -> re.Pattern[str]:
    """One number: groups that are all three digits long, or the Indian twos and a three."""
    decimals = {style.decimal, _ALWAYS_DECIMAL} | ({"."} - {style.group})
    groups = ({style.group, *_ALWAYS_GROUP}) - decimals
    point = "[" + re.escape("".join(sorted(decimals))) + "]"
    sign = "[" + re.escape("".join(sorted(groups))) + "]"
    whole = rf"\d{{1,3}}(?:(?P<sign3>{sign})\d{{3}}(?:(?P=sign3)\d{{3}})*)(?!\d)"
    lakhs = rf"\d{{1,2}}(?P<sign2>{sign})(?:\d{{2}}(?P=sign2))*\d{{3}}(?!\d)"
    return re.compile(rf"(?P<whole>{whole}|{lakhs}|\d+)(?:{point}(?P<part>\d*))?|{point}(?P<only>\d+)")


class _Sum:
    """A recursive reader of one typed sum; there is no `eval` and no float on the way."""

    def __init__(self, text: str, style: NumberStyle) -> None:
        self._text = text
        self._at = 0
        self._number = _number_pattern(style)

    def value(self) -> Decimal:
        """The whole text; brackets around nothing but a number are the accountant's minus."""
        inner = self._text[1:-1]
        bare = self._number.fullmatch(inner.strip())
        if self._text[:1] == "(" and self._text[-1:] == ")" and bare:
            return _decimal(bare).copy_negate()
        result = self._added()
        if self._peek():
            raise ValueError(f"{self._text!r} is not a number")
        return result

    def _peek(self) -> str:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _take(self, signs: str) -> str:
        sign = self._peek()
        if not sign or sign not in signs:
            return ""
        self._at += 1
        return sign

    def _added(self) -> Decimal:
        total = self._multiplied()
        while sign := self._take("+-"):
            term = self._multiplied(of=total)
            total = _SUM.add(total, term) if sign == "+" else _SUM.subtract(total, term)
        return total

    def _multiplied(self, of: Decimal | None = None) -> Decimal:
        """A product. A first factor in percent is a share of `of`; further ones of what precedes."""
        value = self._signed()
        if self._take("%"):
            if of is None:
                raise ValueError(f"{self._text!r}: percent of what?")
            value = _SUM.multiply(_SUM.multiply(of, value), _HUNDREDTH)
        while sign := self._take("*/"):
            factor = self._signed()
            if self._take("%"):
                factor = _SUM.multiply(factor, _HUNDREDTH)
            value = _SUM.multiply(value, factor) if sign == "*" else _QUOTIENT.divide(value, factor)
        return value

    def _signed(self) -> Decimal:
        if self._take("-"):
            return self._signed().copy_negate()
        if self._take("+"):
            return self._signed()
        if self._take("("):
            value = self._added()
            if not self._take(")"):
                raise ValueError(f"{self._text!r}: a bracket is not closed")
            return value
        self._peek()
        found = self._number.match(self._text, self._at)
        if not found:
            raise ValueError(f"{self._text!r} is not a number")
        self._at = found.end()
        return _decimal(found)


def _decimal(found: re.Match[str]) -> Decimal:
    whole = "".join(c for c in found["whole"] or "0" if c.isdigit())
    fraction = found["part"] or found["only"] or ""
    return Decimal(f"{whole}.{fraction}" if fraction else whole)
