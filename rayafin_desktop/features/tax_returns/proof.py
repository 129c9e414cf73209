"""A return beside the ledger: what its tax accounts moved by in the period, document by document or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select

from rayafin_desktop.engine.work import Read

from ..billing.entries import OUTPUT_ROLES
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from ..purchases.entries import INPUT_ROLES, RCM_INPUT_ROLES, RCM_PAYABLE_ROLES
from ..tax.categories import TaxHead
from .gstr1 import Amounts, amounts_of

_DOCUMENTS = ("invoice", "bill")


@dataclass(frozen=True, slots=True)
class Moved:
    """What accounts moved by, in the company's currency: all of it, and what came from no document.

    The latter are payments to the tax office, set-offs of credit and corrections by journal.
    """

    moved: Amounts
    other: Amounts

    @property
    def from_documents(self) -> Amounts:
        return self.moved + -self.other


def _movements(
    read: Read, roles: Collection[AccountRole], first: date, last: date
) -> Mapping[AccountRole, tuple[int, int]]:
    chart = accounts(read)
    by_id = {chart.by_role[role].id: role for role in roles if role in chart.by_role}
    leg, entry = Leg.c, JournalEntry.c
    other = func.sum(case((entry.source_kind.in_(_DOCUMENTS), 0), else_=leg.base_minor))
    rows = read.fetch(
        select(leg.account_id, func.sum(leg.base_minor), other)
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.account_id.in_(list(by_id)),
            leg.posted_on.between(first, last),
        )
        .group_by(leg.account_id)
    )
    return {by_id[account]: (int(moved), int(apart)) for account, moved, apart in rows}


def _moved(
    read: Read, by_head: Iterable[Mapping[TaxHead, AccountRole]], sign: int, first: date, last: date
) -> Moved:
    maps = list(by_head)
    found = _movements(read, [role for roles in maps for role in roles.values()], first, last)
    moved: dict[TaxHead, int] = {}
    other: dict[TaxHead, int] = {}
    for roles in maps:
        for head, role in roles.items():
            one, apart = found.get(role, (0, 0))
            moved[head] = moved.get(head, 0) + sign * one
            other[head] = other.get(head, 0) + sign * apart
    return Moved(amounts_of(0, moved), amounts_of(0, other))


def output_tax(read: Read, first: date, last: date) -> Moved:
    """What the output tax accounts grew by."""
    return _moved(read, [OUTPUT_ROLES], -1, first, last)


def input_tax(read: Read, first: date, last: date) -> Moved:
    """What the input tax accounts grew by, those of reverse charge included."""
    return _moved(read, [INPUT_ROLES, RCM_INPUT_ROLES], 1, first, last)


def reverse_charge_tax(read: Read, first: date, last: date) -> Moved:
    """What the accounts of tax owed under reverse charge grew by."""
    return _moved(read, [RCM_PAYABLE_ROLES], -1, first, last)


def vat_moved(read: Read, first: date, last: date) -> tuple[int, int]:
    """Tax owed and tax claimed by documents of the period, all heads together, as the ledger has them."""
    owed = (*OUTPUT_ROLES.values(), *RCM_PAYABLE_ROLES.values())
    claimed = (*INPUT_ROLES.values(), *RCM_INPUT_ROLES.values())
    found = _movements(read, (*owed, *claimed), first, last)

    def documents(roles: Iterable[AccountRole]) -> int:
        return sum(moved - other for moved, other in (found.get(role, (0, 0)) for role in roles))

    return -documents(owed), documents(claimed)
