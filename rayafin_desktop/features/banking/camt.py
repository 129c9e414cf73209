"""ISO 20022: camt.052 (report), camt.053 (statement) and camt.054 (notification), any version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor

from .markup import parsed, text
from .statements import MOST_LINES, FileRead, Statement, StatementLine, Unreadable, clean

_MESSAGES = {
    "BkToCstmrStmt": ("Stmt", "camt.053"),
    "BkToCstmrAcctRpt": ("Rpt", "camt.052"),
    "BkToCstmrDbtCdtNtfctn": ("Ntfctn", "camt.054"),
}


def read_camt(content: bytes) -> FileRead:
    """The statements of a message. Unreadable (`statement.unknown_format`) when it is another one."""
    root = parsed(content)
    for message in root:
        # The first version wrote its number into the name.
        part, name = _MESSAGES.get(message.tag.removesuffix("V01"), ("", ""))
        if part:
            problems: list[Problem] = []
            statements = tuple(_statement(one, problems) for one in message.findall(part))
            return FileRead(format=name, statements=statements, problems=tuple(problems))
    raise Unreadable("statement.unknown_format")


def _statement(element: Element, problems: list[Problem]) -> Statement:
    account = element.find("Acct")
    entries = element.findall("Ntry")
    if len(entries) > MOST_LINES:
        raise Unreadable("statement.too_many_lines", most=MOST_LINES)
    currency = text(account, "Ccy") or _currency_of(entries)
    made = text(element, "CreDtTm")
    made_on = date.fromisoformat(made[:10]) if made else None
    lines = []
    for number, entry in enumerate(entries, start=1):
        try:
            lines += _lines(entry, currency, made_on)
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("statement.line_unreadable", "content", {"n": number, "why": str(error)}))
    return Statement(
        account=text(account, "Id/IBAN") or text(account, "Id/Othr/Id"),
        currency=currency,
        reference=text(element, "Id"),
        opening_minor=_balance(element, ("OPBD", "PRCD"), currency),
        closing_minor=_balance(element, ("CLBD",), currency),
        lines=tuple(lines),
    )


def _currency_of(entries: list[Element]) -> str:
    amount = entries[0].find("Amt") if entries else None
    return amount.get("Ccy", "") if amount is not None else ""


def _balance(statement: Element, kinds: tuple[str, ...], currency: str) -> int | None:
    for kind in kinds:
        for balance in statement.findall("Bal"):
            amount = balance.find("Amt")
            if text(balance, "Tp/CdOrPrtry/Cd") != kind or amount is None or amount.get("Ccy") != currency:
                continue
            return _signed(balance, currency)
    return None


def _signed(element: Element, currency: str) -> int:
    """The amount of an entry or balance in minor units, negative for a debit; ValueError if it is none."""
    value = Decimal(text(element, "Amt"))
    digits = currency_digits(currency)
    if not value.is_finite() or not is_exact(value, digits):
        raise ValueError(f"{value} is no amount in {currency}")
    return to_minor(value, digits) * (-1 if text(element, "CdtDbtInd") == "DBIT" else 1)


def _lines(entry: Element, currency: str, made_on: date | None) -> list[StatementLine]:
    """An entry as one line, or a collected one as the transactions it says it is made of.

    Notifications need not say when they booked; then the day they were made on stands for it.
    """
    amount = entry.find("Amt")
    if amount is None or amount.get("Ccy", currency) != currency:
        raise ValueError("its amount is in another currency than the account")
    whole = _signed(entry, currency)
    booked_on = _day(entry, "BookgDt") or _day(entry, "ValDt") or made_on
    if booked_on is None:
        raise ValueError("it has no day")
    details = entry.findall("NtryDtls/TxDtls")
    parts = _parts(details, currency, whole) if len(details) > 1 else None
    incoming = text(entry, "CdtDbtInd") != "DBIT"
    bank_id = text(entry, "AcctSvcrRef") or text(entry, "NtryRef")
    told = StatementLine(
        booked_on=booked_on, value_on=_day(entry, "ValDt"), amount_minor=whole, bank_id=bank_id
    )
    if parts is None:
        return [_told(told, entry, details[0] if details else None, incoming)]
    return [
        replace(
            _told(told, entry, detail, incoming),
            amount_minor=part,
            bank_id=text(detail, "Refs/AcctSvcrRef") or (f"{bank_id}/{number}" if bank_id else ""),
        )
        for number, (detail, part) in enumerate(zip(details, parts, strict=True), start=1)
    ]


def _parts(details: list[Element], currency: str, whole: int) -> list[int] | None:
    """The amounts of an entry's transactions, if all are told and they come to the whole."""
    found: list[int] = []
    sign = 1 if whole >= 0 else -1
    for detail in details:
        amount = detail.find("Amt")
        if amount is None:
            amount = detail.find("AmtDtls/TxAmt/Amt")
        if amount is None or amount.get("Ccy") != currency:
            return None
        found.append(sign * to_minor(Decimal(text(amount)), currency_digits(currency)))
    return found if sum(found) == whole else None


def _told(line: StatementLine, entry: Element, detail: Element | None, incoming: bool) -> StatementLine:
    """The line with who, which account, which reference and which words."""
    other = "Dbtr" if incoming else "Cdtr"
    name = text(detail, f"RltdPties/{other}/Nm") or text(detail, f"RltdPties/{other}/Pty/Nm")
    account = text(detail, f"RltdPties/{other}Acct/Id/IBAN") or text(
        detail, f"RltdPties/{other}Acct/Id/Othr/Id"
    )
    words = [] if detail is None else [text(one) for one in detail.findall("RmtInf/Ustrd")]
    reference = text(detail, "RmtInf/Strd/CdtrRefInf/Ref") or text(detail, "Refs/EndToEndId")
    return replace(
        line,
        counterparty=name[:200],
        counterparty_account=account[:64],
        reference="" if reference == "NOTPROVIDED" else reference[:200],
        text=clean(*words, text(detail, "AddtlTxInf"), text(entry, "AddtlNtryInf")),
    )


def _day(entry: Element, path: str) -> date | None:
    value = text(entry, f"{path}/Dt") or text(entry, f"{path}/DtTm")
    return date.fromisoformat(value[:10]) if value else None
