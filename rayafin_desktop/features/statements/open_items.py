"""What was open at the end of a day, in SQL: the documents of one side with their open amounts.

Two ways lead to the same answer. While nothing on the control account is dated after the day, the stored
settled amounts hold, and the partial index over open documents is all that is read. For an earlier day
every document is put together again from its facts: posted on or before the day, less the allocations
and credits dated on or before it. A payment that bounces later takes nothing back before that day.

A cut with `known_on` also leaves out whatever was recorded after that day, however it is dated: the same
figures then as were printed on it, to the last minor unit.

In the company's currency a document's open amount is what it put on the control account, less what
allocations relieved of it and less its share of its credit notes, so that all together are the account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..billing.rules import DocumentState
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from ..parties.model import Party, party_balances
from ..payments.model import Allocation
from .sides import Side

# Beyond this a product of two amounts would not fit 64 bits; then the share is rounded down and the rest
# stays on the credit note, which changes no sum.
_PRODUCT_FITS = 3_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The end of `as_of`; with `known_on`, as it was known at the end of that day (UTC)."""

    as_of: date
    known_on: date | None = None

    @property
    def known_before(self) -> datetime | None:
        """The first instant that is no longer known."""
        if self.known_on is None:
            return None
        return datetime.combine(self.known_on + timedelta(days=1), time(), UTC)

    def recorded(self, column: Any) -> list[ColumnElement[bool]]:
        """The condition that a row was recorded in time, as a list to be spread; empty without `known_on`."""
        before = self.known_before
        return [] if before is None else [column < before]


def is_latest(read: Read, side: Side, cut: Cut) -> bool:
    """Whether nothing on the side's control account is dated after the day: one seek in an index."""
    if cut.known_on is not None:
        return False
    control = accounts(read).by_role.get(side.control)
    if control is None:
        return True
    return read.first(_LATER, company=read.company_id, control=control.id, day=cut.as_of) is None


_LATER = PreparedStatement(
    select(Leg.c.base_minor)
    .where(
        Leg.c.company_id == bindparam("company"),
        Leg.c.account_id == bindparam("control"),
        Leg.c.posted_on > bindparam("day"),
    )
    .limit(1)
)


@cache
def _alias(table: FromClause, name: str) -> FromClause:
    """A table under another name, made once: its columns cost more than the statement around them."""
    return table.alias(name)


@cache
def _foreign_credit(documents: FromClause) -> PreparedStatement:
    """One credit note in another currency than the company's."""
    d = documents.c
    return PreparedStatement(
        select(d.id)
        .where(
            d.company_id == bindparam("company"),
            d.original_id.is_not(None),
            d.currency != bindparam("currency"),
        )
        .limit(1)
    )


@cache
def _balances(kept: ColumnElement[int], of_party: bool) -> PreparedStatement:
    """The parties with a kept balance, or one party, and their names."""
    b, party = party_balances.c, Party.c
    return PreparedStatement(
        select(b.party_id, kept, party.code, party.name)
        .join_from(
            party_balances,
            Party.mapping.table,
            and_(party.company_id == b.company_id, party.id == b.party_id),
        )
        .where(
            b.company_id == bindparam("company"),
            b.party_id == bindparam("party") if of_party else kept != 0,
        )
    )


@cache
def _any_of(documents: FromClause, kind: str) -> PreparedStatement:
    """One document of a kind."""
    d = documents.c
    return PreparedStatement(
        select(d.id).where(d.company_id == bindparam("company"), d.kind == kind).limit(1)
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A SELECT of open documents that are all owed, or all credits."""

    is_credit: bool
    select: Select[Any]


class Items:
    """The SELECTs of one side's open documents at a cut.

    Columns: id, kind, number, party_id, issued_on, due_on, currency, total_minor, open_minor and
    base_minor, credit notes negative and in SELECTs of their own. `own` answers documents in the
    company's currency, where both amounts are one; of foreign ones it only says that there are some (their
    `base_minor` means nothing).
    `foreign` answers those, at what the ledger still has of them: a long way to ask, so only if need be.
    """

    def __init__(self, read: Read, side: Side, cut: Cut, *, party_id: UUID | None = None) -> None:
        self._read, self.side, self._cut = read, side, cut
        self._party_id = party_id
        self.currency = base_currency(read)
        control = accounts(read).by_role.get(side.control)
        self._control_id = control.id if control else UUID(int=0)
        self.is_latest = is_latest(read, side, cut)

    @property
    def own(self) -> Sequence[Kind]:
        if self.is_latest:
            return tuple(
                Kind(is_credit, self._columns(left, left).where(*self.open_now(is_credit=is_credit)))
                for is_credit, left in ((False, self._left_now(1)), (True, self._left_now(-1)))
            )
        if not self._has_credits():
            return (Kind(False, self._owed_then()),)
        return (Kind(False, self._owed_then()), Kind(True, self._credits_then()))

    def _has_credits(self) -> bool:
        read, documents = self._read, self.side.documents
        return any(
            read.first(_any_of(documents, kind), company=read.company_id) is not None
            for kind in self.side.credits
        )

    @property
    def foreign(self) -> Sequence[Kind]:
        d = self.side.d
        if self.is_latest:
            is_foreign = d.currency != self.currency
            open_now = tuple(
                Kind(
                    is_credit,
                    self._columns(self._left_now(-1 if is_credit else 1), base).where(
                        *self.open_now(is_credit=is_credit), is_foreign
                    ),
                )
                for is_credit, base in ((False, self._owed_base_now()), (True, self._credit_base_now()))
            )
            return (*open_now, Kind(False, self._residues()))
        return (Kind(False, self._owed_then(foreign=True)), Kind(True, self._credits_then(foreign=True)))

    def control_by_party(self, names: dict[UUID, tuple[str, str]]) -> dict[UUID | None, int]:
        """What stands on the control account by party, in the company's currency, positive where owed.

        What is read of their codes and names on the way is put into `names`.
        """
        read, cut, party = self._read, self._cut, self._party_id
        if cut.known_on is not None or read.branch_id is not None:
            # The kept balances are of the whole company as it stands now.
            return self._booked_by_party(Leg.c.posted_on <= cut.as_of)
        kept = party_balances.c.receivable_minor if self.side.sign > 0 else party_balances.c.payable_minor
        rows = read.fetch(_balances(kept, party is not None), company=read.company_id, party=party)
        names |= {row.party_id: (row.code, row.name) for row in rows}
        found: dict[UUID | None, int] = {row.party_id: int(row[1]) for row in rows}
        if not self.is_latest:
            for one, minor in self._booked_by_party(Leg.c.posted_on > cut.as_of).items():
                found[one] = found.get(one, 0) - minor
        return found

    def _booked_by_party(self, when: ColumnElement[bool]) -> dict[UUID | None, int]:
        """What entries put on the control account at some time."""
        leg, entry = Leg.c, JournalEntry.c
        summed = select(leg.party_id, func.sum(leg.base_minor)).where(
            leg.company_id == self._read.company_id, leg.account_id == self._control_id, when
        )
        if self._party_id is not None:
            summed = summed.where(leg.party_id == self._party_id)
        if self._cut.known_on is not None:
            summed = summed.join(
                JournalEntry.mapping.table,
                and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
            ).where(*self._cut.recorded(entry.created_at))
        sums = self._read.fetch(summed.group_by(leg.party_id))
        return {party: self.side.sign * int(minor) for party, minor in sums}

    def has_residues(self) -> bool:
        """Whether there are foreign credit notes, on whose settled documents a rounding may have stayed."""
        if not self.is_latest:
            return False
        statement = _foreign_credit(self.side.documents)
        found = self._read.first(statement, company=self._read.company_id, currency=self.currency)
        return found is not None

    def _of_company(self) -> list[ColumnElement[bool]]:
        d = self.side.d
        found: list[ColumnElement[bool]] = [d.company_id == self._read.company_id]
        if self._party_id is not None:
            found.append(d.party_id == self._party_id)
        return found

    # --- from the stored settled amounts

    def open_now(self, *, is_credit: bool | None = None) -> list[ColumnElement[bool]]:
        """That a document is open by its stored settled amount, of one kind or (None) of both."""
        d, side = self.side.d, self.side
        found = [
            *self._of_company(),
            # In the words of the partial index, or SQLite would not use it.
            d.state == literal(DocumentState.POSTED, d.state.type, literal_execute=True),
            d.settled_minor != d.total_minor,
        ]
        return found if is_credit is None else [*found, d.kind.in_(side.credits if is_credit else side.owed)]

    def _left_now(self, sign: int) -> ColumnElement[Any]:
        d = self.side.d
        left: ColumnElement[Any] = d.total_minor - d.settled_minor
        return left if sign > 0 else -left

    def _owed_base_now(self) -> ColumnElement[Any]:
        d = self.side.d
        return self._booked(d) - self._relieved(d.id) - self._credited(d.id)

    def _credit_base_now(self) -> ColumnElement[Any]:
        d = self.side.d
        booked = self._booked(d)
        return self._share(d, d.applied_minor, booked) + self._relieved(d.id) - booked

    def _residues(self) -> Select[Any]:
        """Foreign documents settled in full with a credit note, on which a rounding may have stayed."""
        side, d = self.side, self.side.d
        note = _alias(side.documents, "note")
        with_credit = select(note.c.original_id).where(
            note.c.company_id == self._read.company_id,
            note.c.original_id.is_not(None),
            note.c.currency != self.currency,
        )
        base = self._owed_base_now()
        return self._columns(literal(0), base).where(
            *self._of_company(),
            d.id.in_(with_credit),
            d.state == DocumentState.POSTED,
            d.settled_minor == d.total_minor,
            base != 0,
        )

    # --- from the facts

    def _owed_then(self, *, foreign: bool = False) -> Select[Any]:
        side, d = self.side, self.side.d
        paid, credited = self._paid(), self._credited_by_document(foreign=foreign)
        left = (
            d.total_minor
            - d.applied_minor  # an expense paid at once
            - func.coalesce(paid.c.minor, 0)
            - func.coalesce(credited.c.minor, 0)
        )
        base = left
        if foreign:
            base = self._booked(d) - func.coalesce(paid.c.base, 0) - func.coalesce(credited.c.base, 0)
        return (
            self._columns(left, base)
            .join_from(side.documents, paid, paid.c.document_id == d.id, isouter=True)
            .join(credited, credited.c.document_id == d.id, isouter=True)
            .where(
                *self._of_company(), d.kind.in_(side.owed), *self._standing(d),
                *self._matters(left, base, foreign=foreign),
            )
        )  # fmt: skip

    def _credits_then(self, *, foreign: bool = False) -> Select[Any]:
        side, d = self.side, self.side.d
        applied, paid = self._applied(d), self._paid()  # refunded, or set off against other documents
        left = applied + func.coalesce(paid.c.minor, 0) - d.total_minor
        base = left
        if foreign:
            booked = self._booked(d)
            base = self._share(d, applied, booked) + func.coalesce(paid.c.base, 0) - booked
        return (
            self._columns(left, base)
            .join_from(side.documents, paid, paid.c.document_id == d.id, isouter=True)
            .where(
                *self._of_company(), d.kind.in_(side.credits), *self._standing(d),
                *self._matters(left, base, foreign=foreign),
            )
        )  # fmt: skip

    def _matters(self, left: Any, base: Any, *, foreign: bool) -> list[ColumnElement[bool]]:
        d = self.side.d
        if foreign:
            return [d.currency != self.currency, or_(left != 0, base != 0)]
        # A foreign one must be told of even when nothing of it is open: a rounding may have stayed.
        return [or_(left != 0, d.currency != self.currency)]

    def _standing(self, d: Any) -> list[ColumnElement[bool]]:
        """Posted by the cut, and not voided by an entry that it takes in."""
        back = _alias(JournalEntry.mapping.table, "back")
        voided = exists().where(
            back.c.company_id == d.company_id,
            back.c.reverses_id == d.entry_id,
            back.c.posted_on <= self._cut.as_of,
            *self._cut.recorded(back.c.created_at),
        )
        return [
            d[self.side.dated] <= self._cut.as_of,
            or_(
                d.state == DocumentState.POSTED,
                and_(d.state == DocumentState.VOID, d.entry_id.is_not(None), ~voided),
            ),
            *self._cut.recorded(d.posted_at),
        ]

    def _paid(self) -> FromClause:
        """By document: what allocations settled, and what they took off the control account."""
        a = Allocation.c
        document_id = self._document(a)
        return (
            select(
                document_id.label("document_id"),
                func.sum(a.amount_minor).label("minor"),
                func.sum(a.base_minor).label("base"),
            )
            .where(
                a.company_id == self._read.company_id,
                document_id.is_not(None),
                a.allocated_on <= self._cut.as_of,
                *self._cut.recorded(a.created_at),
                *self._of_party_documents(document_id),
            )
            .group_by(document_id)
            .subquery("paid")
        )

    def _of_party_documents(self, document_id: Any) -> list[ColumnElement[bool]]:
        if self._party_id is None:
            return []
        d = _alias(self.side.documents, "theirs").c
        theirs = select(d.id).where(d.company_id == self._read.company_id, d.party_id == self._party_id)
        return [document_id.in_(theirs)]

    def _credited_by_document(self, *, foreign: bool) -> FromClause:
        """By document: what credit notes settled of it, and its share of what they put on the account."""
        note = _alias(self.side.documents, "note").c
        applied = self._applied(note)
        return (
            select(
                note.original_id.label("document_id"),
                func.sum(applied).label("minor"),
                *(
                    [func.sum(self._share(note, applied, self._booked(note))).label("base")]
                    if foreign
                    else []
                ),
            )
            .where(
                note.company_id == self._read.company_id,
                note.original_id.is_not(None),
                note.kind.in_(self.side.credits),
                *self._standing(note),
            )
            .group_by(note.original_id)
            .subquery("credited")
        )

    # --- parts of expressions

    def _document(self, a: Any) -> Any:
        return a[self.side.allocated]

    @staticmethod
    def _applied(note: Any) -> ColumnElement[Any]:
        """What a credit note settled of its document. A voided one no longer says; then all of it did."""
        return case((note.state == DocumentState.VOID, note.total_minor), else_=note.applied_minor)

    def _booked(self, d: Any) -> ColumnElement[Any]:
        """What a document put on the control account, positive, in the company's currency."""
        leg = _alias(Leg.mapping.table, "booked").c
        of_entry = (
            select(func.coalesce(func.sum(leg.base_minor), 0))
            .where(
                leg.company_id == self._read.company_id,
                leg.entry_id == d.entry_id,
                leg.account_id == self._control_id,
            )
            .scalar_subquery()
        )
        sign = case((d.kind.in_(self.side.owed), self.side.sign), else_=-self.side.sign)
        own = case((d.kind.in_(self.side.owed), d.total_minor - d.applied_minor), else_=d.total_minor)
        return case((d.currency == self.currency, own), else_=sign * of_entry)

    def _share(self, note: Any, applied: Any, booked: Any) -> ColumnElement[Any]:
        """So much of what a credit note put on the account as it settled of its document, half up."""
        total = note.total_minor
        exact = (booked // total) * applied + ((booked % total) * applied * 2 + total) // (total * 2)
        return case(
            (applied == 0, 0),
            (applied == total, booked),
            (note.currency == self.currency, applied),
            (total <= _PRODUCT_FITS, exact),
            else_=(booked // total) * applied,
        )

    def _relieved(self, document_id: Any) -> ColumnElement[Any]:
        a = _alias(Allocation.mapping.table, "relief").c
        return (
            select(func.coalesce(func.sum(a.base_minor), 0))
            .where(a.company_id == self._read.company_id, self._document(a) == document_id)
            .scalar_subquery()
        )

    def _credited(self, document_id: Any) -> ColumnElement[Any]:
        note = _alias(self.side.documents, "credit").c
        share = self._share(note, note.applied_minor, self._booked(note))
        return (
            select(func.coalesce(func.sum(share), 0))
            .where(
                note.company_id == self._read.company_id,
                note.original_id == document_id,
                note.original_id.is_not(None),
                note.state == DocumentState.POSTED,
            )
            .scalar_subquery()
        )

    def _columns(self, left: Any, base: Any) -> Select[Any]:
        d = self.side.d
        return select(
            d.id, d.kind, d.number, d.party_id, d.issued_on, d.due_on, d.currency, d.total_minor,
            left.label("open_minor"), base.label("base_minor"),
        )  # fmt: skip
