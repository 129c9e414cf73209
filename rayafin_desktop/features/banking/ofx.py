"""OFX 1 (SGML) and OFX 2 (XML) statements of bank and card accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from html import unescape

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor

from .statements import MOST_LINES, FileRead, Statement, StatementLine, Unreadable, clean

# Both versions alike: elements with a value need no end tag in OFX 1, and are closed in OFX 2.
_TAG = re.compile(r"<(/?)([A-Z0-9_.]{1,40})\s*/?>([^<]*)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_ofx(content: bytes) -> FileRead:
    """The statements of a file. Unreadable (`statement.malformed`) where it holds none."""
    from .reading import text_of  # reading chooses among the formats, this one among them

    document = text_of(content)
    begin = document.upper().find("<OFX")
    if begin < 0 or "<!DOCTYPE" in document.upper():
        raise Unreadable("statement.unsafe_xml" if begin >= 0 else "statement.unknown_format")
    problems: list[Problem] = []
    blocks = _blocks(_tokens(document[begin:]), ("STMTRS", "CCSTMTRS"))
    statements = [_statement(fields, problems) for fields in blocks]
    if not statements:
        raise Unreadable("statement.malformed", why="no statement in it")
    return FileRead(format="OFX", statements=tuple(statements), problems=tuple(problems))


Token = tuple[str, str, str]  # "" or "/", name, value


def _tokens(document: str) -> list[Token]:
    return [(m[1], m[2].upper(), unescape(" ".join(m[3].split()))) for m in _TAG.finditer(document)]


def _blocks(tokens: list[Token], names: tuple[str, ...]) -> Iterator[list[Token]]:
    """What stands between the begin and end tags of these names."""
    inside: list[Token] | None = None
    for slash, name, value in tokens:
        if name in names:
            if inside is not None:
                yield inside
            inside = None if slash else []
        elif inside is not None:
            inside.append((slash, name, value))
    if inside is not None:
        raise Unreadable("statement.malformed", why="it ends within a statement")


def _first(tokens: list[Token], name: str) -> str:
    return next((value for slash, tag, value in tokens if tag == name and not slash), "")


def _statement(tokens: list[Token], problems: list[Problem]) -> Statement:
    currency = _first(tokens, "CURDEF").upper()
    digits = currency_digits(currency)
    lines = []
    for number, block in enumerate(_blocks(tokens, ("STMTTRN",)), start=1):
        if number > MOST_LINES:
            raise Unreadable("statement.too_many_lines", most=MOST_LINES)
        try:
            lines.append(_line(block, digits))
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("statement.line_unreadable", "content", {"n": number, "why": str(error)}))
    balance = next(iter(_blocks(tokens, ("LEDGERBAL",))), [])
    closing = _first(balance, "BALAMT")
    return Statement(
        account=clean(_first(tokens, "BANKID"), _first(tokens, "ACCTID")),
        currency=currency,
        closing_minor=_minor(closing, digits) if closing else None,
        lines=tuple(lines),
    )


def _minor(said: str, digits: int) -> int:
    # Some banks write a comma for the point, none groups thousands.
    value = Decimal(said.replace(",", "."))
    if not value.is_finite() or not is_exact(value, digits):
        raise ValueError(f"{said} is no amount")
    return to_minor(value, digits)


def _line(tokens: list[Token], digits: int) -> StatementLine:
    posted = _DAY.match(_first(tokens, "DTPOSTED"))
    if posted is None:
        raise ValueError("it has no day")
    check = _first(tokens, "CHECKNUM") or _first(tokens, "REFNUM")
    return StatementLine(
        booked_on=date(int(posted[1]), int(posted[2]), int(posted[3])),
        amount_minor=_minor(_first(tokens, "TRNAMT"), digits),
        counterparty=(_first(tokens, "NAME") or _first(tokens, "PAYEE"))[:200],
        counterparty_account=clean(_first(tokens, "ACCTID"))[:64],
        reference=check[:200],
        text=clean(_first(tokens, "MEMO"), _first(tokens, "TRNTYPE")),
        bank_id=_first(tokens, "FITID")[:300],
    )
