"""Whom to remind: overdue invoices with the last reminder of each, as a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.queries import is_open
from ..billing.rules import DocumentKind
from ..companies.model import Company
from ..disputes.model import Dispute
from ..parties.model import Party
from .model import RemindedDocument, Reminder, ReminderLevel, level_of
from .settings import REMIND_AFTER, REMIND_AGAIN

_D, _P, _R, _X = SalesDocument.c, Party.c, Reminder.c, RemindedDocument.c


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueRow:
    """An overdue invoice as the list of reminders shows it; `level` is that of the reminder to come."""

    key: UUID
    id: UUID
    number: str
    party_id: UUID
    party_code: str
    party_name: str
    issued_on: date
    due_on: date
    days_late: int
    currency: str
    open_minor: int
    level: str
    last_level: str | None
    last_sent_on: date | None
    last_number: str
    is_due: bool
    was_reminded: bool


def last_reminder() -> ColumnElement[Any]:
    """The latest reminder of an invoice that still counts: the id of its row, or NULL."""
    x, r = RemindedDocument.mapping.table.alias("x").c, Reminder.mapping.table.alias("r").c
    return (
        select(x.id)
        .join_from(x.id.table, r.id.table, and_(r.company_id == x.company_id, r.id == x.reminder_id))
        .where(x.company_id == _D.company_id, x.invoice_id == _D.id, x.counts)
        .order_by(r.sent_on.desc(), x.id.desc())
        .limit(1)
        .correlate(SalesDocument.mapping.table)
        .scalar_subquery()
    )


def is_disputed(read: Read) -> ColumnElement[bool]:
    """Whether an invoice has an open dispute; it is not reminded of meanwhile."""
    c = Dispute.c
    return exists().where(
        c.company_id == read.company_id, c.record_id == _D.id, c.resolution.is_(None), c.kind == "invoice"
    )


def overdue(read: Read) -> Select[Any]:
    """Open invoices past their due date, each with its last reminder that counts."""
    last = last_reminder()
    return (
        select(
            _D.id.label("key"),
            _D.id,
            _D.number,
            _D.party_id,
            _P.code.label("party_code"),
            _P.name.label("party_name"),
            _D.issued_on,
            _D.due_on,
            _D.currency,
            (_D.total_minor - _D.settled_minor).label("open_minor"),
            _R.level.label("last_level"),
            _R.sent_on.label("last_sent_on"),
            func.coalesce(_R.number, literal("")).label("last_number"),
        )
        .select_from(
            # One join, made at once: the list keeps it when it leaves all columns but the key.
            SalesDocument.mapping.table.join(
                Party.mapping.table, and_(_P.company_id == _D.company_id, _P.id == _D.party_id)
            )
            .outerjoin(RemindedDocument.mapping.table, and_(_X.company_id == _D.company_id, _X.id == last))
            .outerjoin(Reminder.mapping.table, and_(_R.company_id == _X.company_id, _R.id == _X.reminder_id))
        )
        .where(
            _D.company_id == read.company_id,
            is_open(),
            _D.kind == DocumentKind.INVOICE,
            _D.deleted_at.is_(None),
            _D.due_on < read.today,
            ~is_disputed(read),
        )
    )


def is_due(read: Read) -> ColumnElement[bool]:
    """Overdue long enough, and not reminded lately."""
    overdue_by = read.today - timedelta(days=max(read.setting(REMIND_AFTER), 0))
    again = read.today - timedelta(days=max(read.setting(REMIND_AGAIN), 0))
    return and_(_D.due_on < overdue_by, or_(_R.sent_on.is_(None), _R.sent_on <= again))


def _present(read: Read, rows: Any) -> list[OverdueRow]:
    days = max(read.setting(REMIND_AFTER), 0)
    again = read.today - timedelta(days=max(read.setting(REMIND_AGAIN), 0))
    return [
        OverdueRow(
            **row._mapping,
            days_late=(read.today - row.due_on).days,
            level=level_of(ReminderLevel(row.last_level).rank + 1 if row.last_level else 1),
            is_due=(read.today - row.due_on).days > days
            and (row.last_sent_on is None or row.last_sent_on <= again),
            was_reminded=row.last_sent_on is not None,
        )
        for row in rows
    ]


def _stats(read: Read) -> Mapping[str, Any]:
    """Figures above the list, in the company's currency; foreign documents are counted, not converted."""
    own = select(Company.c.currency).where(Company.c.key == read.company_id).scalar_subquery()
    items = overdue(read).add_columns(is_due(read).label("is_due")).subquery("items").c
    amount = case((items.currency == own, items.open_minor), else_=0)
    due, one = items.is_due, literal(1)
    row = read.first(
        select(
            func.coalesce(func.sum(case((due, amount), else_=0)), 0).label("due_minor"),
            func.coalesce(func.sum(case((due, one), else_=0)), 0).label("due_count"),
            func.coalesce(func.sum(amount), 0).label("overdue_minor"),
            func.count().label("overdue_count"),
        ).select_from(items.key.table)
    )
    return {name: int(value) for name, value in row._mapping.items()} if row is not None else {}


def _search(_read: Read, text: str) -> Condition:
    return or_(
        _D.number.icontains(text, autoescape=True),
        _P.name.icontains(text, autoescape=True),
        _P.code.istartswith(text, autoescape=True),
    )


OVERDUE_ROWS = ListQuery(
    name="reminders",
    permission="reminder.see",
    kinds=("invoice", "reminder", "party"),
    select=overdue,
    key=_D.id,
    sorts={"due_on": (_D.due_on,)},
    default_sort=("due_on", False),
    tabs={
        "due": is_due,
        "sent": lambda read: _R.sent_on.is_not(None),
        "all": lambda read: None,
    },
    search=_search,
    stats=_stats,
    present=_present,
)


def sent_reminders(read: Read) -> Select[Any]:
    """The reminders that were sent."""
    documents = (
        select(func.count())
        .where(_X.company_id == _R.company_id, _X.reminder_id == _R.id)
        .correlate(Reminder.mapping.table)
        .scalar_subquery()
    )
    return (
        select(
            _R.id.label("key"), _R.id, _R.number, _R.sent_on, _R.party_id,
            _P.code.label("party_code"), _P.name.label("party_name"),
            _R.level, _R.channel, _R.currency, _R.total_minor, documents.label("documents"), _R.note,
        )
        .join_from(
            Reminder.mapping.table,
            Party.mapping.table,
            and_(_P.company_id == _R.company_id, _P.id == _R.party_id),
        )
        .where(_R.company_id == read.company_id, _R.deleted_at.is_(None))
    )  # fmt: skip


SENT_ROWS = ListQuery(
    name="reminder_letters",
    permission="reminder.see",
    kinds=("reminder",),
    select=sent_reminders,
    key=_R.id,
    sorts={"sent_on": (_R.sent_on,), "number": (_R.number,)},
    default_sort=("sent_on", True),
    search=lambda read, text: or_(
        _R.number.icontains(text, autoescape=True), _P.name.icontains(text, autoescape=True)
    ),
)


def reminders_of(read: Read, invoice_id: UUID) -> list[Any]:
    """The reminders an invoice was part of, newest first; for its side panel."""
    read.actor.require("reminder.see")
    return list(
        read.fetch(
            select(_R.number, _R.level, _R.sent_on, _R.channel, _X.open_minor, _R.currency, _X.counts)
            .join_from(
                RemindedDocument.mapping.table,
                Reminder.mapping.table,
                and_(_R.company_id == _X.company_id, _R.id == _X.reminder_id),
            )
            .where(_X.company_id == read.company_id, _X.invoice_id == invoice_id)
            .order_by(_R.sent_on.desc(), _R.id.desc())
        )
    )


def documents_of(read: Read, reminder_id: UUID) -> list[Any]:
    """The documents of a reminder as they stood when it was sent."""
    read.actor.require("reminder.see")
    return list(
        read.fetch(
            select(_D.id, _D.number, _D.issued_on, _D.due_on, _D.total_minor, _X.open_minor, _D.currency)
            .join_from(
                RemindedDocument.mapping.table,
                SalesDocument.mapping.table,
                and_(_D.company_id == _X.company_id, _D.id == _X.invoice_id),
            )
            .where(_X.company_id == read.company_id, _X.reminder_id == reminder_id)
            .order_by(_D.due_on, _D.number)
        )
    )
