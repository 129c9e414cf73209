"""Invariants of recurring documents over the whole company."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from .model import RecurringOccurrence, RecurringTemplate
from .occurrences import dealt_with


def documents_belong_to_occurrences(read: Read) -> Sequence[Fault]:
    """The document of every occurrence bears its name, so that no device makes it again."""
    c, d = RecurringOccurrence.c, SalesDocument.c
    wrong = read.fetch(
        select(c.external_reference)
        .join_from(
            RecurringOccurrence.mapping.table,
            SalesDocument.mapping.table,
            and_(d.company_id == c.company_id, d.id == c.invoice_id),
        )
        .where(
            c.company_id == read.company_id,
            d.deleted_at.is_(None),
            or_(d.external_reference.is_(None), d.external_reference != c.external_reference),
        )
    )
    return [Fault("recurring.documents", f"{row[0]}: its document has another name") for row in wrong]


def counts_follow_occurrences(read: Read) -> Sequence[Fault]:
    """A template has dealt with as many occurrences as there are rows, and none of them is to come."""
    faults = []
    for template in read.all(RecurringTemplate):
        done = dealt_with(read, template.id)
        if len(done) != template.made or template.next_on in done:
            faults.append(Fault("recurring.counts", f"{template.name}: {template.made}, made {len(done)}"))
    return faults


CHECKS = (
    Check("recurring.documents", documents_belong_to_occurrences),
    Check("recurring.counts", counts_follow_occurrences),
)
