"""Statements that banks give as CSV: which column is what is found by its heading, or said by a person."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor

from .statements import MOST_LINES, FileRead, Statement, StatementLine, Unreadable, clean

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "booked_on": (
        "date",
        "transaction date",
        "txn date",
        "booking date",
        "buchungstag",
        "datum",
        "tran date",
    ),
    "value_on": ("value date", "valuta", "value dt", "wertstellung"),
    "amount": ("amount", "betrag", "transaction amount", "amount inr"),
    "money_in": ("credit", "deposit", "deposits", "deposit amt", "credit amount", "paid in", "cr"),
    "money_out": ("debit", "withdrawal", "withdrawals", "withdrawal amt", "debit amount", "paid out", "dr"),
    "text": ("narration", "description", "details", "particulars", "verwendungszweck", "transaction remarks"),
    "counterparty": ("name", "payee", "counterparty", "beneficiary", "auftraggeber"),
    "reference": ("reference", "ref no", "chq ref no", "cheque no", "ref", "chq no", "utr"),
    "balance": ("balance", "closing balance", "saldo", "running balance"),
}
_DAYS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d-%m-%y",
    "%d.%m.%y",
    "%d-%b-%Y",
    "%d %b %Y",
)


@dataclass(frozen=True, kw_only=True)
class CsvColumns:
    """Headings of a bank's file by what they hold; those left empty are looked for by usual names.

    `day_format` is of `strptime`; `decimal_comma` says that 1.234,56 is meant. `currency` is the account's.
    """

    booked_on: str = ""
    value_on: str = ""
    amount: str = ""
    money_in: str = ""
    money_out: str = ""
    text: str = ""
    counterparty: str = ""
    reference: str = ""
    balance: str = ""
    day_format: str = ""
    decimal_comma: bool = False
    currency: str = ""


def read_csv(content: str, columns: CsvColumns | None = None) -> FileRead:
    """The one statement of a CSV file.

    Lines above the heading (a bank's address, the account's number) are passed over. Unreadable
    (`statement.no_headings`) where no line names a day and an amount.
    """
    columns = columns or CsvColumns()
    try:
        rows = list(csv.reader(content.splitlines(keepends=True), delimiter=_delimiter(content)))
    except csv.Error as error:
        raise Unreadable("statement.malformed", why=str(error)) from error
    if len(rows) > MOST_LINES:
        raise Unreadable("statement.too_many_lines", most=MOST_LINES)
    at, places = _heading(rows, columns)
    problems: list[Problem] = []
    lines = []
    balances: list[tuple[int, int | None]] = []
    digits = currency_digits(columns.currency)
    body = [
        (number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(map(str.strip, row))
    ]
    day_format = columns.day_format or _day_format([_cell(row, places, "booked_on") for _, row in body])
    for number, row in body:
        try:
            line = _line(row, places, day_format, columns.decimal_comma, digits, number)
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("statement.line_unreadable", "content", {"n": number, "why": str(error)}))
            continue
        lines.append(line)
        said = _cell(row, places, "balance")
        balance = _amount(said, columns.decimal_comma, digits) if said else None
        balances.append((line.amount_minor, balance))
    opening, closing = _ends(balances)
    if opening is not None and balances[0][1] is not None and _falls(lines):
        lines.reverse()  # newest first
    statement = Statement(
        account="",
        currency=columns.currency,
        opening_minor=opening,
        closing_minor=closing,
        lines=tuple(lines),
    )
    return FileRead(format="CSV", statements=(statement,), problems=tuple(problems))


def _falls(lines: Sequence[StatementLine]) -> bool:
    return len(lines) > 1 and lines[0].booked_on > lines[-1].booked_on


def _ends(balances: Sequence[tuple[int, int | None]]) -> tuple[int | None, int | None]:
    """Opening and closing balance by the running ones, whichever way the file runs."""
    if not balances or balances[0][1] is None or balances[-1][1] is None:
        return None, None
    first, last = balances[0], balances[-1]
    moved = sum(amount for amount, _ in balances)
    first_balance, last_balance = first[1], last[1]
    if first_balance is None or last_balance is None:
        return None, None
    if first_balance - first[0] + moved == last_balance:
        return first_balance - first[0], last_balance
    if last_balance - last[0] + moved == first_balance:  # newest first
        return last_balance - last[0], first_balance
    return first_balance - first[0], last_balance


def _delimiter(content: str) -> str:
    head = content[:4000]
    return max((",", ";", "\t", "|"), key=head.count)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w ]+", " ", heading.casefold()).replace("_", " ").split())


def _heading(rows: Sequence[Sequence[str]], columns: CsvColumns) -> tuple[int, dict[str, int]]:
    """The row of headings and where each of them stands."""
    for at, row in enumerate(rows[:50]):
        plain = [_plain(cell) for cell in row]
        places: dict[str, int] = {}
        for field, names in _HEADINGS.items():
            said = _plain(getattr(columns, field))
            wanted = (said,) if said else names
            found = next((plain.index(name) for name in wanted if name in plain), None)
            if found is not None:
                places[field] = found
        if "booked_on" in places and ("amount" in places or {"money_in", "money_out"} <= places.keys()):
            return at, places
    raise Unreadable("statement.no_headings")


def _cell(row: Sequence[str], places: Mapping[str, int], field: str) -> str:
    at = places.get(field)
    return row[at].strip() if at is not None and at < len(row) else ""


def _day_format(days: Sequence[str]) -> str:
    """The first usual way to write a day that all of them are written in."""
    said = [one for one in days if one][:500]
    for one in _DAYS:
        if said and all(_fits(day, one) for day in said):
            return one
    # Some line is no movement (a sum at the end): the format most of them have.
    return max(_DAYS, key=lambda one: sum(_fits(day, one) for day in said))


def _fits(day: str, day_format: str) -> bool:
    try:
        datetime.strptime(day, day_format)  # noqa: DTZ007 - a business day has no zone
    except ValueError:
        return False
    return True


def _day(said: str, day_format: str) -> date:
    return datetime.strptime(said, day_format).date()  # noqa: DTZ007 - a business day has no zone


def _amount(said: str, decimal_comma: bool, digits: int) -> int:
    """An amount as banks write it: grouped, with a sign before or behind, in brackets, or with Cr and Dr."""
    word = said.strip()
    mark = re.search(r"(?i)\b(cr|dr)\.?$", word)
    negative = word.startswith(("(", "-")) or word.endswith("-")
    if mark:
        negative, word = mark[1].lower() == "dr", word[: mark.start()]
    word = re.sub(r"[^\d.,]", "", word)
    word = word.replace(".", "").replace(",", ".") if decimal_comma else word.replace(",", "")
    value = Decimal(word)
    if not is_exact(value, digits):
        raise ValueError(f"{said} has too many decimals")
    return to_minor(value, digits) * (-1 if negative else 1)


def _line(
    row: Sequence[str],
    places: Mapping[str, int],
    day_format: str,
    decimal_comma: bool,
    digits: int,
    number: int,
) -> StatementLine:
    if "amount" in places:
        amount = _amount(_cell(row, places, "amount"), decimal_comma, digits)
    else:
        money_in, money_out = _cell(row, places, "money_in"), _cell(row, places, "money_out")
        amount = (_amount(money_in, decimal_comma, digits) if money_in else 0) - abs(
            _amount(money_out, decimal_comma, digits) if money_out else 0
        )
    if not amount:
        raise ValueError("it has no amount")
    value_on = _cell(row, places, "value_on")
    return StatementLine(
        booked_on=_day(_cell(row, places, "booked_on"), day_format),
        value_on=_day(value_on, day_format) if value_on and _fits(value_on, day_format) else None,
        amount_minor=amount,
        counterparty=clean(_cell(row, places, "counterparty"))[:200],
        reference=clean(_cell(row, places, "reference"))[:200],
        text=clean(_cell(row, places, "text")),
        source_line=number,
    )
