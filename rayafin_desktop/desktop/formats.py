"""How values are written in this company's window: one place between rows and what people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from rayafin_desktop.base.formats import (
    currency_sign,
    date_style,
    format_date,
    format_decimal,
    format_minor,
    format_money,
    number_style,
)
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.screens import Choice, Column, ColumnKind

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Formats:
    """Locale, currency and time zone of the open company.

    `hide_amounts` replaces every amount by dots, for a screen that others can see.
    """

    locale: str = "en_IN"
    currency: str = "INR"
    zone: tzinfo | None = None
    hide_amounts: bool = False

    def money(self, minor: int, currency: str = "", *, sign: bool = False) -> str:
        """Minor units with all decimals; the currency sign only on totals and key figures."""
        if self.hide_amounts:
            return HIDDEN
        code = currency or self.currency
        style = number_style(self.locale)
        if sign:
            return format_money(minor, currency_digits(code), code, style)
        return format_minor(minor, currency_digits(code), style)

    def whole_money(self, minor: int, currency: str = "") -> str:
        """Minor units as a key figure: with sign, without a fraction of zero."""
        if self.hide_amounts:
            return HIDDEN
        code = currency or self.currency
        digits = currency_digits(code)
        style = number_style(self.locale)
        if digits and minor % 10**digits == 0:
            return format_money(minor // 10**digits, 0, code, style)
        return format_money(minor, digits, code, style)

    def sign(self, currency: str = "") -> str:
        """The currency's sign."""
        return currency_sign(currency or self.currency, self.locale)

    def decimal(self, value: Decimal, least: int = 0) -> str:
        """A quantity, price or rate, exact."""
        return format_decimal(value, number_style(self.locale), least=least)

    def count(self, value: int) -> str:
        """A whole number with group separators."""
        return format_minor(value, 0, number_style(self.locale))

    def date(self, day: date) -> str:
        """A business date."""
        return format_date(day, date_style(self.locale))

    def instant(self, moment: datetime) -> str:
        """A UTC instant in the office's time."""
        local = moment.astimezone(self.zone)
        return f"{self.date(local.date())} {local:%H:%M}"

    def value(
        self,
        kind: ColumnKind,
        value: object,
        *,
        currency: str = "",
        decimals: int | None = None,
        choices: tuple[Choice, ...] = (),
    ) -> str:
        """Any value of a column kind as text; None is empty."""
        if value is None:
            return ""
        if choices:
            return next((choice.label for choice in choices if choice.value == value), str(value))
        if kind == "money" and isinstance(value, int):
            return self.money(value, currency)
        if isinstance(value, Decimal):
            text = self.decimal(value, decimals if decimals is not None else _LEAST.get(kind, 0))
            return f"{text}%" if kind == "percent" else text
        if kind in ("count", "match") and isinstance(value, int):
            return f"{value}%" if kind == "match" else self.count(value)
        if isinstance(value, datetime):
            return self.instant(value)
        if isinstance(value, date):
            return self.date(value)
        return str(value)

    def cell(self, column: Column, row: object) -> str:
        """The text of one cell."""
        currency = getattr(row, column.currency, "") if column.currency else ""
        return self.value(
            column.kind,
            getattr(row, column.key, None),
            currency=currency or "",
            decimals=column.decimals,
            choices=column.choices,
        )


_LEAST: dict[ColumnKind, int] = {"qty": 3, "rate": 2}
