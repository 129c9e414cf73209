"""Templates and what they have made, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, literal, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..parties.model import Party
from .model import RecurringOccurrence, RecurringTemplate

_T = RecurringTemplate.c
_SOON = timedelta(days=7)


def _is_due(read: Read) -> Any:
    return and_(_T.next_on.is_not(None), _T.next_on <= read.today, ~_T.is_paused)


def _templates(read: Read) -> Select[Any]:
    state = case(
        (_T.next_on.is_(None), literal("ended")),
        (_T.is_paused, literal("paused")),
        (_T.next_on <= read.today, literal("due")),
        else_=literal("waiting"),
    )
    return (
        select(
            _T.id,
            _T.name,
            _T.party_id,
            func.coalesce(Party.c.name, "").label("party_name"),
            _T.frequency,
            _T.every,
            _T.day,
            _T.starts_on,
            _T.until_on,
            _T.most,
            _T.making,
            _T.is_paused,
            _T.next_on,
            _T.made,
            _T.currency,
            _T.total_minor,
            state.label("state"),
            _is_due(read).label("is_due"),
            and_(~_T.is_paused, _T.next_on.is_not(None)).label("is_running"),
            _T.next_on.is_(None).label("is_muted"),
            _T.version,
        )
        .join_from(
            RecurringTemplate.mapping.table,
            Party.mapping.table,
            and_(Party.c.company_id == _T.company_id, Party.c.id == _T.party_id),
            isouter=True,
        )
        .where(_T.company_id == read.company_id, _T.deleted_at.is_(None))
    )


def recurring_stats(read: Read) -> Mapping[str, Any]:
    """How many are due now and within a week, and what those running come to."""
    soon = and_(_T.next_on > read.today, _T.next_on <= read.today + _SOON, ~_T.is_paused)
    row = read.first(
        select(
            func.coalesce(func.sum(case((_is_due(read), 1), else_=0)), 0),
            func.coalesce(func.sum(case((soon, 1), else_=0)), 0),
            func.coalesce(func.sum(case((_T.is_paused, 1), else_=0)), 0),
        ).where(_T.company_id == read.company_id, _T.deleted_at.is_(None), _T.next_on.is_not(None))
    )
    due, coming, paused = (int(value) for value in row) if row else (0, 0, 0)
    return {"due": due, "soon": coming, "paused": paused}


def _text(_read: Read, text: str) -> Condition:
    return _T.name.icontains(text, autoescape=True)


RECURRING_ROWS = ListQuery(
    name="recurring",
    permission="recurring.see",
    kinds=("recurring_template", "party"),
    select=_templates,
    key=_T.id,
    sorts={"name": (_T.name,), "next_on": (_T.next_on,)},
    default_sort=("name", False),
    tabs={
        "all": lambda read: None,
        "due": _is_due,
        "paused": lambda read: _T.is_paused,
        "ended": lambda read: _T.next_on.is_(None),
    },
    search=_text,
    stats=recurring_stats,
)


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """One occurrence on a template's timeline."""

    at: datetime
    title: str
    detail: str


def occurrence_rows(read: Read, template_id: UUID) -> Sequence[OccurrenceRow]:
    """What a template has made, newest first."""
    read.actor.require("recurring.see")
    c, d = RecurringOccurrence.c, SalesDocument.c
    rows = read.fetch(
        select(c.created_at, c.occurs_on, c.invoice_id, d.number)
        .join_from(
            RecurringOccurrence.mapping.table,
            SalesDocument.mapping.table,
            and_(d.company_id == c.company_id, d.id == c.invoice_id),
            isouter=True,
        )
        .where(c.company_id == read.company_id, c.recurring_template_id == template_id)
        .order_by(c.occurs_on.desc())
        .limit(50)
    )
    return [
        OccurrenceRow(at, number or ("Draft" if invoice_id else "Skipped"), day.strftime("%d-%m-%Y"))
        for at, day, invoice_id, number in rows
    ]


@dataclass(frozen=True, slots=True)
class RepeatSeed:
    """An invoice to be repeated, as the form asks for it."""

    id: UUID
    number: str
    party_name: str
    name: str
    starts_on: date


def repeat_seed(read: Read, invoice_id: UUID) -> RepeatSeed:
    """The invoice with what a template of it would be called and start with; NotFound otherwise."""
    read.actor.require("invoice.see")
    invoice = read.get(SalesDocument, invoice_id)
    return RepeatSeed(invoice.id, invoice.number or "", invoice.buyer_name, invoice.buyer_name, read.today)
