"""SWIFT MT940 and MT942 through the library mt-940, which knows the dialects of banks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor

from .statements import MOST_LINES, FileRead, Statement, StatementLine, Unreadable, clean

_NOTHING = {"", "NONREF", "NOTPROVIDED"}


def read_mt940(content: str) -> FileRead:
    """The statements of a file, one for each `:20:`. Unreadable (`statement.malformed`) if it is none."""
    problems: list[Problem] = []
    statements = []
    for number, part in enumerate(_split(content), start=1):
        try:
            statements.append(_statement(part, problems))
        except Unreadable:
            raise
        # The library raises whatever a malformed tag leads to.
        except Exception as error:  # noqa: BLE001
            problems.append(Problem("statement.part_unreadable", "content", {"n": number, "why": str(error)}))
    if not any(one.lines for one in statements) and not any(one.account for one in statements):
        raise Unreadable("statement.malformed", why="no statement in it could be read")
    return FileRead(format="MT940", statements=tuple(statements), problems=tuple(problems))


def _split(content: str) -> list[str]:
    """The statements of a file; a new one begins with `:20:`."""
    parts: list[list[str]] = [[]]
    for line in content.splitlines():
        if line.startswith(":20:") and any(one.startswith(":") for one in parts[-1]):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts if any(line.startswith(":") for line in part)]


def _statement(content: str, problems: list[Problem]) -> Statement:
    read = mt940.parse(content)
    head: dict[str, Any] = dict(read.data)
    if len(read) > MOST_LINES:
        raise Unreadable("statement.too_many_lines", most=MOST_LINES)
    opening = head.get("final_opening_balance") or head.get("intermediate_opening_balance")
    closing = head.get("final_closing_balance") or head.get("intermediate_closing_balance")
    currency = _currency(opening) or _currency(closing) or _line_currency(read)
    lines = []
    for number, transaction in enumerate(read, start=1):
        try:
            lines.append(_line(transaction.data, currency))
        except (ValueError, KeyError, TypeError) as error:
            problems.append(Problem("statement.line_unreadable", "content", {"n": number, "why": str(error)}))
    return Statement(
        account=clean(head.get("account_identification")),
        currency=currency,
        reference=clean(head.get("transaction_reference"), head.get("statement_number")),
        opening_minor=_balance(opening, currency),
        closing_minor=_balance(closing, currency),
        lines=tuple(lines),
    )


def _currency(balance: Any) -> str:
    return str(balance.amount.currency or "") if balance is not None and balance.amount else ""


def _line_currency(read: Any) -> str:
    return next((str(one.data["currency"]) for one in read if one.data.get("currency")), "")


def _balance(balance: Any, currency: str) -> int | None:
    return None if balance is None or balance.amount is None else _minor(balance.amount.amount, currency)


def _minor(value: Decimal, currency: str) -> int:
    digits = currency_digits(currency)
    if not value.is_finite() or not is_exact(value, digits):
        raise ValueError(f"{value} is no amount in {currency}")
    return to_minor(value, digits)


def _line(data: dict[str, Any], currency: str) -> StatementLine:
    value_on = date(data["date"].year, data["date"].month, data["date"].day)
    entered = data.get("entry_date")
    booked_on = date(entered.year, entered.month, entered.day) if entered else value_on
    references = (data.get("end_to_end_reference"), data.get("customer_reference"))
    reference = next((clean(one) for one in references if clean(one) not in _NOTHING), "")
    bank_id = clean(data.get("bank_reference"))
    return StatementLine(
        booked_on=booked_on,
        value_on=value_on,
        amount_minor=_minor(data["amount"].amount, currency),
        counterparty=clean(data.get("applicant_name"), data.get("recipient_name"))[:200],
        counterparty_account=clean(data.get("gvc_applicant_iban"))[:64],
        reference=reference[:200],
        text=clean(
            data.get("posting_text"),
            data.get("purpose"),
            data.get("additional_purpose"),
            data.get("transaction_details"),
            data.get("extra_details"),
        ),
        # One reference may stand on many lines of a day: it names a line only together with the rest.
        bank_id=""
        if bank_id in _NOTHING
        else clean(bank_id, reference, data.get("transaction_details"))[:300],
    )
