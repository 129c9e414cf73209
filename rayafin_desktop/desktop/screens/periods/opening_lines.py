"""The lines of opening balances as they stand in the grids: accounts, and open documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import is_exact, to_minor
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.day_entry import parse_day
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.grid.line_columns import Find, LineColumn, LineKind, Refused
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.billing.opening import OpenDocument
from rayafin_desktop.features.closing.opening import OpeningLine

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """What stood on one account, in major units of the company's currency."""

    account_id: UUID | None = None
    account: str = ""
    party_id: UUID | None = None
    party: str = ""
    debit: Decimal | None = None
    credit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One open document of a customer or supplier."""

    party_id: UUID | None = None
    party: str = ""
    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    amount: Decimal | None = None


def opening_line(line: AccountLine) -> OpeningLine:
    """A line as the command takes it."""
    return OpeningLine(
        account_id=line.account_id,
        debit=line.debit or ZERO,
        credit=line.credit or ZERO,
        party_id=line.party_id,
    )


def open_document(line: DocumentLine, on: date) -> OpenDocument | None:
    """A line as the command takes it; None without a party."""
    if line.party_id is None:
        return None
    return OpenDocument(
        party_id=line.party_id,
        number=line.number,
        issued_on=line.issued_on or on,
        due_on=line.due_on,
        amount=line.amount or ZERO,
    )


def difference_minor(
    accounts: list[AccountLine], invoices: list[DocumentLine], bills: list[DocumentLine], digits: int
) -> int:
    """What debits exceed credits by, documents included, in minor units."""
    return (
        sum(to_minor(line.debit or ZERO, digits) - to_minor(line.credit or ZERO, digits) for line in accounts)
        + sum(to_minor(line.amount or ZERO, digits) for line in invoices)
        - sum(to_minor(line.amount or ZERO, digits) for line in bills)
    )


def _uuid(key: object) -> UUID:
    return key if isinstance(key, UUID) else UUID(str(key))


def _amount(value: Any, digits: int) -> Decimal | None:
    if value is None or value == 0:
        return None
    if value < 0:
        raise Refused(tr("Write the amount on the other side instead of a negative one."))
    if not is_exact(value, digits):
        raise Refused(tr("The amount has more decimals than the currency has."))
    found: Decimal = value
    return found


Named = Mapping[str, tuple[UUID, str]]
"""Accounts by code and by name in small letters: their id and name."""


def account_kind(
    digits: int, find_account: Find, find_party: Find, named: Callable[[], Named]
) -> LineKind[AccountLine]:
    """The columns of balances by account; `named` lets pasted rows name an account by its code."""

    def put_account(line: AccountLine, value: Any) -> AccountLine:
        if isinstance(value, Suggestion):
            return replace(line, account_id=_uuid(value.id), account=value.title)
        if not str(value).strip():
            return replace(line, account_id=None, account="")
        if line.account_id is not None and str(value).strip() == line.account:
            return line
        known = named().get(str(value).strip().casefold())
        if known is not None:
            return replace(line, account_id=known[0], account=known[1])
        raise Refused(tr("Choose an account from the list"))

    def put_party(line: AccountLine, value: Any) -> AccountLine:
        if isinstance(value, Suggestion):
            return replace(line, party_id=_uuid(value.id), party=value.title)
        if not str(value).strip():
            return replace(line, party_id=None, party="")
        if line.party_id is not None and str(value).strip() == line.party:
            return line
        raise Refused(tr("Choose a customer or supplier from the list"))

    def put_debit(line: AccountLine, value: Any) -> AccountLine:
        debit = _amount(value, digits)
        return replace(line, debit=debit, credit=None if debit is not None else line.credit)

    def put_credit(line: AccountLine, value: Any) -> AccountLine:
        credit = _amount(value, digits)
        return replace(line, credit=credit, debit=None if credit is not None else line.debit)

    blank = AccountLine()
    return LineKind(
        columns=(
            LineColumn(key="#", title="#", get=lambda _: None, kind="dim", width=44),
            LineColumn(
                key="account_id", title="Account", get=lambda line: line.account, put=put_account,
                stretch=True, lookup=True,
            ),
            LineColumn(
                key="party_id", title="Customer or supplier", get=lambda line: line.party, put=put_party,
                width=200, lookup=True, find=find_party,
            ),
            LineColumn(
                key="debit", title="Debit", get=lambda line: line.debit, put=put_debit, kind="rate",
                width=140, decimals=digits, most=digits,
            ),
            LineColumn(
                key="credit", title="Credit", get=lambda line: line.credit, put=put_credit, kind="rate",
                width=140, decimals=digits, most=digits,
            ),
        ),
        blank=lambda: blank,
        is_blank=lambda line: line == blank,
        find=find_account,
    )  # fmt: skip


def document_kind(
    digits: int, whose: str, find_party: Find, formats: Callable[[], Formats], today: Callable[[], date]
) -> LineKind[DocumentLine]:
    """The columns of open documents; `whose` titles the party."""

    def put_party(line: DocumentLine, value: Any) -> DocumentLine:
        if isinstance(value, Suggestion):
            return replace(line, party_id=_uuid(value.id), party=value.title)
        if not str(value).strip():
            return replace(line, party_id=None, party="")
        if line.party_id is not None and str(value).strip() == line.party:
            return line
        raise Refused(tr("Choose a customer or supplier from the list"))

    def day(value: Any) -> date | None:
        text = str(value).strip()
        if not text:
            return None
        try:
            return parse_day(text, today())
        except ValueError:
            raise Refused(tr("This is not a day. Write it like 21 12 26.")) from None

    def said(value: date | None) -> str:
        return "" if value is None else f"{value.day:02d} {value.month:02d} {value.year}"

    def amount_put(line: DocumentLine, value: Any) -> DocumentLine:
        return replace(line, amount=_amount(value, digits))

    def issued_put(line: DocumentLine, value: Any) -> DocumentLine:
        return replace(line, issued_on=day(value))

    def due_put(line: DocumentLine, value: Any) -> DocumentLine:
        return replace(line, due_on=day(value))

    blank = DocumentLine()
    return LineKind(
        columns=(
            LineColumn(key="#", title="#", get=lambda _: None, kind="dim", width=44),
            LineColumn(
                key="party_id", title=whose, get=lambda line: line.party, put=put_party, stretch=True,
                lookup=True,
            ),
            LineColumn(
                key="number", title="Number", get=lambda line: line.number,
                put=lambda line, value: replace(line, number=str(value).strip()), width=150,
            ),
            LineColumn(
                key="issued_on", title="Dated", get=lambda line: said(line.issued_on), put=issued_put,
                width=120,
            ),
            LineColumn(key="due_on", title="Due", get=lambda line: said(line.due_on), put=due_put, width=120),
            LineColumn(
                key="amount", title="Open", get=lambda line: line.amount, put=amount_put, kind="rate",
                width=140, decimals=digits, most=digits,
            ),
        ),
        blank=lambda: blank,
        is_blank=lambda line: line == blank,
        find=find_party,
    )  # fmt: skip
