"""The lines of a journal voucher as they stand in the grid, and their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import is_exact, to_major, to_minor
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import Find, LineColumn, LineKind, Refused
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.ledger.commands import JournalLine
from rayafin_desktop.features.ledger.queries import EntryLine

ACCOUNT, PARTY, CENTRE, DEBIT, CREDIT, NOTE = range(1, 7)
"""The columns of the grid; the line's number stands before them."""

COLUMN_OF_FIELD = {
    "account_id": ACCOUNT, "party_id": PARTY, "cost_centre_id": CENTRE,
    "debit": DEBIT, "credit": CREDIT, "memo": NOTE,
}  # fmt: skip
"""Where a problem with a field of `JournalLine` is shown."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherLine:
    """A line as entered, amounts in major units of the company's currency."""

    account_id: UUID | None = None
    account: str = ""
    party_id: UUID | None = None
    party: str = ""
    centre_id: UUID | None = None
    centre: str = ""
    debit: Decimal | None = None
    credit: Decimal | None = None
    note: str = ""


BLANK = VoucherLine()


def content_of(line: VoucherLine) -> JournalLine | None:
    """The line as the command takes it; None without an account."""
    if line.account_id is None:
        return None
    return JournalLine(
        account_id=line.account_id,
        debit=line.debit or ZERO,
        credit=line.credit or ZERO,
        party_id=line.party_id,
        memo=line.note,
        cost_centre_id=line.centre_id,
    )


def copied(line: EntryLine, digits: int) -> VoucherLine:
    """A line of a posted entry, to be posted once more."""
    return VoucherLine(
        account_id=line.account_id,
        account=line.account_name,
        party_id=line.party_id,
        party=line.party_name,
        debit=to_major(line.debit_minor, digits) if line.debit_minor else None,
        credit=to_major(line.credit_minor, digits) if line.credit_minor else None,
        note=line.memo,
    )


def sums(lines: list[VoucherLine], digits: int) -> tuple[int, int]:
    """Debits and credits in minor units."""
    return (
        sum(to_minor(line.debit or ZERO, digits) for line in lines),
        sum(to_minor(line.credit or ZERO, digits) for line in lines),
    )


def voucher_kind(
    digits: int,
    find_account: Find,
    find_party: Find,
    find_centre: Find,
    create_account: Callable[[str], object] | None,
    balancing: Callable[[VoucherLine], tuple[Decimal | None, Decimal | None]],
) -> LineKind[VoucherLine]:
    """The grid's columns. `balancing` answers what a new line needs to balance the voucher."""

    def put_account(line: VoucherLine, value: Any) -> VoucherLine:
        if isinstance(value, Suggestion):
            chosen = replace(line, account_id=_uuid(value.id), account=value.title)
            if line.debit is None and line.credit is None:
                debit, credit = balancing(line)
                chosen = replace(chosen, debit=debit, credit=credit)
            return chosen
        if not str(value).strip():
            return replace(line, account_id=None, account="")
        if line.account_id is not None and str(value).strip() == line.account:
            return line
        raise Refused(tr("Choose an account from the list"))

    def put_party(line: VoucherLine, value: Any) -> VoucherLine:
        if isinstance(value, Suggestion):
            return replace(line, party_id=_uuid(value.id), party=value.title)
        if not str(value).strip():
            return replace(line, party_id=None, party="")
        if line.party_id is not None and str(value).strip() == line.party:
            return line
        raise Refused(tr("Choose a customer or supplier from the list"))

    def put_centre(line: VoucherLine, value: Any) -> VoucherLine:
        if isinstance(value, Suggestion):
            return replace(line, centre_id=_uuid(value.id), centre=value.title)
        if not str(value).strip():
            return replace(line, centre_id=None, centre="")
        if line.centre_id is not None and str(value).strip() == line.centre:
            return line
        raise Refused(tr("Choose a cost centre from the list"))

    def amount(value: Any) -> Decimal | None:
        if value is None or value == 0:
            return None
        if value < 0:
            raise Refused(tr("Write the amount on the other side instead of a negative one."))
        if not is_exact(value, digits):
            raise Refused(tr("The amount has more decimals than the currency has."))
        found: Decimal = value
        return found

    def put_debit(line: VoucherLine, value: Any) -> VoucherLine:
        debit = amount(value)
        return replace(line, debit=debit, credit=None if debit is not None else line.credit)

    def put_credit(line: VoucherLine, value: Any) -> VoucherLine:
        credit = amount(value)
        return replace(line, credit=credit, debit=None if credit is not None else line.debit)

    def money(
        key: str,
        title: str,
        get: Callable[[VoucherLine], Decimal | None],
        put: Callable[[VoucherLine, Any], VoucherLine],
    ) -> LineColumn[VoucherLine]:
        return LineColumn(
            key=key, title=title, get=get, put=put, kind="rate", width=120, decimals=digits, most=digits
        )

    columns: tuple[LineColumn[VoucherLine], ...] = (
        LineColumn(key="#", title="#", get=lambda _: None, kind="dim", width=44),
        LineColumn(
            key="account", title="Account", get=lambda line: line.account, put=put_account,
            stretch=True, lookup=True,
        ),
        LineColumn(
            key="party", title="Customer or supplier", get=lambda line: line.party, put=put_party,
            width=164, lookup=True, find=find_party,
        ),
        LineColumn(
            key="centre", title="Cost centre", get=lambda line: line.centre, put=put_centre,
            width=116, lookup=True, find=find_centre,
        ),
        money("debit", "Debit", lambda line: line.debit, put_debit),
        money("credit", "Credit", lambda line: line.credit, put_credit),
        LineColumn(
            key="note", title="Note", get=lambda line: line.note,
            put=lambda line, value: replace(line, note=str(value).strip()), width=130,
        ),
    )  # fmt: skip
    return LineKind(
        columns=columns,
        blank=lambda: BLANK,
        is_blank=lambda line: line == BLANK,
        find=find_account,
        create=create_account,
        create_noun="account",
    )


def _uuid(key: object) -> UUID:
    return key if isinstance(key, UUID) else UUID(str(key))
