"""Brokerage in the ledger: earned and not billed yet, then billed. Settlements and the trade desk share it.

Accrual: Dr brokerage earned, not billed / Cr brokerage income. Its bill goes through sales like any other
invoice, and what it put there is moved to what was accrued, so that nothing is income twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, multiply, to_minor
from rayafin_desktop.engine.work import Read, Work

from ..ledger.posting import post_entry
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..tax.queries import tax_codes
from .settings import TAX_CODE

Move = tuple[AccountRole, int, int]
"""A leg: the account's role, minor units of the source's currency, minor units of the company's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What a journal entry of commissions is about."""

    kind: str
    id: UUID
    narration: str
    currency: str


def post_moves(work: Work, source: Source, on: date, moves: Sequence[Move]) -> None:
    """Post one entry of exact amounts in both currencies."""
    own = base_currency(work)
    legs = tuple(
        LegDraft(
            amount_minor=minor,
            account_role=role,
            currency=source.currency if minor else own,
            rate=accrual_rate(source.currency, own, minor, base),
            base_minor=base,
        )
        for role, minor, base in moves
    )
    post_entry(
        work,
        EntryDraft(
            posted_on=on,
            kind="commission",
            legs=legs,
            source_kind=source.kind,
            source_id=source.id,
            narration=source.narration,
        ),
    )


def accrue_brokerage(work: Work, source: Source, on: date, minor: int, base: int) -> None:
    """Dr brokerage earned, not billed / Cr brokerage income; a negative amount the other way round."""
    moves = ((AccountRole.BROKERAGE_ACCRUED, minor, base), (AccountRole.BROKERAGE_INCOME, -minor, -base))
    post_moves(work, source, on, moves)


def move_to_accrued(
    work: Work, source: Source, on: date, minor: int, base: int, *, out_of: AccountRole = AccountRole.SALES
) -> None:
    """What a bill put into sales was income before: it settles what was accrued.

    Of a credit note `out_of` is sales returns and the amounts are negative; undoing turns the signs.
    """
    moves = ((out_of, minor, base), (AccountRole.BROKERAGE_ACCRUED, -minor, -base))
    post_moves(work, source, on, moves)


def clear_exchange(
    work: Work, source: Source, on: date, left: int, *, role: AccountRole = AccountRole.BROKERAGE_ACCRUED
) -> None:
    """What a paper's rate leaves of the accrued base is exchange, so that nothing stays behind.

    `left` is what is too much on the account (a debit positive), in the company's minor units.
    """
    if left:
        post_moves(work, source, on, ((role, 0, -left), *exchange(left)))


def exchange(base: int) -> tuple[Move, ...]:
    """The leg for a difference of exchange, positive a loss."""
    if not base:
        return ()
    return ((AccountRole.FX_LOSS if base > 0 else AccountRole.FX_GAIN, 0, base),)


def in_base(read: Read, currency: str, minor: int, rate: Decimal) -> int:
    """An amount in the company's minor units at a rate, rounded once."""
    own = base_currency(read)
    if currency == own:
        return minor
    return to_minor(multiply(Decimal(minor), rate), currency_digits(own) - currency_digits(currency))


def accrual_rate(currency: str, own: str, minor: int, base: int) -> Decimal:
    """The rate a leg was accrued at, for show; its amounts are exact."""
    if currency == own or not minor:
        return Decimal(1)
    shift = currency_digits(currency) - currency_digits(own)
    scaled = to_minor(Decimal(base) * Decimal(10) ** shift / Decimal(minor), 6)
    return Decimal(max(scaled, 1)).scaleb(-6)


def brokerage_tax_code(read: Read) -> UUID | None:
    """The tax code of brokerage by its setting; None where the company has no such code."""
    wanted = read.setting(TAX_CODE).strip().upper()
    return next((id_ for id_, code in tax_codes(read).items() if code.code.upper() == wanted), None)
