"""The lines of a bill as they stand in the grid, and their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import to_major
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import Find, LineColumn, LineKind, Refused
from rayafin_desktop.desktop.screens.invoice.lines import (
    EditorLine,
    LineLooks,
    find_tax_code,
    line_amount,
    put_discount,
    put_item,
    put_rate,
    put_tax,
)
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.ledger.rules import AccountFacts
from rayafin_desktop.features.purchases.content import BillLineContent
from rayafin_desktop.features.purchases.model import BillLine
from rayafin_desktop.features.tax.categories import ZERO

ITEM, ACCOUNT, QUANTITY, RATE, DISCOUNT, TAX, CLAIM, AMOUNT = range(1, 9)
"""The columns of the grid; the line's number stands before them."""

COLUMN_OF_FIELD = {
    "item_id": ITEM, "description": ITEM, "account_id": ACCOUNT, "quantity": QUANTITY, "unit_price": RATE,
    "discount_percent": DISCOUNT, "discount": DISCOUNT, "tax_code_id": TAX, "claim_tax": CLAIM,
}  # fmt: skip
"""Where a problem with a field of `BillLineContent` is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorBillLine(EditorLine):
    """A line of a bill as entered. Without an account it goes where its item says."""

    account_id: UUID | None = None
    claim_tax: bool = True


BLANK = EditorBillLine()


@dataclass(slots=True)
class BillLooks(LineLooks):
    """What the columns of a bill need to know besides: accounts, and where a line goes by itself."""

    accounts: dict[UUID, AccountFacts] = field(default_factory=dict)
    usual: dict[EditorBillLine, str] = field(default_factory=dict)

    def account_label(self, line: EditorBillLine) -> str:
        """The account a line is charged to."""
        account = self.accounts.get(line.account_id) if line.account_id is not None else None
        return account.name if account is not None else self.usual.get(line, "")


def content_of_line(line: EditorBillLine) -> BillLineContent:
    """The line as commands take it."""
    return BillLineContent(
        item_id=line.item_id,
        account_id=line.account_id,
        description=line.text,
        hsn=line.hsn,
        unit=line.unit,
        quantity=line.quantity or ZERO,
        unit_price=line.rate or ZERO,
        discount_percent=line.discount_percent or ZERO,
        discount=line.discount,
        tax_code_id=line.tax_code_id,
        price_per=line.price_per,
        claim_tax=line.claim_tax,
    )


def line_of_stored(line: BillLine, digits: int) -> EditorBillLine:
    """A stored line as the grid shows it."""
    return EditorBillLine(
        item_id=line.item_id,
        account_id=line.account_id,
        text=line.description,
        hsn=line.hsn,
        unit=line.unit,
        quantity=line.quantity,
        rate=line.unit_price,
        discount_percent=line.discount_percent or None,
        discount=to_major(line.discount_minor, digits),
        tax_code_id=line.tax_code_id,
        price_per=line.price_per or "",
        claim_tax=line.claim_tax,
    )


def _put_account(looks: BillLooks) -> Callable[[EditorBillLine, Any], EditorBillLine]:
    def put(line: EditorBillLine, value: Any) -> EditorBillLine:
        if isinstance(value, Suggestion):
            return replace(line, account_id=value.row.id)
        text = str(value).strip().casefold()
        if not text:
            return replace(line, account_id=None)
        if text == looks.account_label(line).casefold():
            return line
        for account in looks.accounts.values():
            if text in (account.code.casefold(), account.name.casefold()):
                return replace(line, account_id=account.id)
        raise Refused(tr("There is no such account. Press F4 to choose one"))

    return put


def _find_account(looks: BillLooks) -> Find:
    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        wanted = text.casefold()
        show(
            [
                Suggestion(one.id, one.name, one.code, row=one)
                for one in looks.accounts.values()
                if wanted in f"{one.code} {one.name}".casefold()
            ]
        )

    return find


def _answers() -> tuple[str, str]:
    return tr("Yes"), tr("No")


def _put_claim(line: EditorBillLine, value: Any) -> EditorBillLine:
    if isinstance(value, Suggestion):
        return replace(line, claim_tax=bool(value.row))
    text = str(value).strip().casefold()
    yes, no = (one.casefold() for one in _answers())
    if text and yes.startswith(text):
        return replace(line, claim_tax=True)
    if text and no.startswith(text):
        return replace(line, claim_tax=False)
    raise Refused(tr("Yes or no: can the tax of this line be claimed back?"))


def _claim_label(line: EditorBillLine) -> str:
    return "" if line == BLANK else _answers()[0 if line.claim_tax else 1]


def _find_claim(text: str, show: Callable[[list[Suggestion]], object]) -> None:
    yes, no = _answers()
    both = [
        Suggestion(UUID(int=1), yes, tr("the tax is claimed back"), row=True),
        Suggestion(UUID(int=2), no, tr("the tax is part of the cost"), row=False),
    ]
    show([one for one in both if one.title.casefold().startswith(text.casefold())])


def line_kind(
    looks: BillLooks, find: Find, create: Callable[[str], object] | None
) -> LineKind[EditorBillLine]:
    """The columns of a bill: what is typed, and what follows from it."""
    return LineKind(
        columns=(
            LineColumn(key="#", title="#", get=lambda _: None, width=32, kind="dim"),
            LineColumn(
                key="item", title="Item", get=lambda line: line.text,
                put=partial(put_item, price_key="cost_price"), stretch=True, lookup=True,
            ),
            LineColumn(
                key="account", title="Account", get=looks.account_label, put=_put_account(looks),
                kind="dim", width=118, lookup=True, find=_find_account(looks),
            ),
            LineColumn(
                key="quantity", title="Qty", get=lambda line: line.quantity,
                put=lambda line, value: replace(line, quantity=value),
                kind="qty", decimals=3, width=80,
            ),
            LineColumn(
                key="rate", title="Rate", get=lambda line: line.rate, put=put_rate,
                kind="rate", decimals=2, width=88,
            ),
            LineColumn(
                key="discount", title="Disc", get=lambda line: line.discount_percent, put=put_discount,
                kind="percent", width=54,
            ),
            LineColumn(
                key="tax", title="Tax", get=looks.tax_label, put=put_tax(looks), kind="dim", width=78,
                lookup=True, find=find_tax_code(looks, buying=True),
            ),
            LineColumn(
                key="claim", title="Claim", get=_claim_label,
                put=_put_claim, kind="dim", width=70, lookup=True, find=_find_claim,
            ),
            LineColumn(
                key="amount", title="Amount", get=lambda line: line_amount(line, looks.digits),
                kind="money", width=108,
            ),
        ),
        blank=EditorBillLine,
        is_blank=lambda line: line == BLANK,
        find=find,
        create=create,
    )  # fmt: skip
