"""Templates of documents that repeat, and the one row per occurrence that was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Count, Currency, Json, Length, Minor, Name, References
from rayafin_desktop.engine.entity import Entity, entity

from .rules import Frequency, Making


@entity(
    "recurring_templates",
    kind="recurring_template",
    indexes=[("name", "id"), ("next_on",)],
    where={("next_on",): "next_on IS NOT NULL"},
    checks={"every": "every > 0", "day": "day IS NULL OR day BETWEEN 1 AND 31"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class RecurringTemplate(Entity):
    """A document that is made again and again.

    `content` is the document's `InvoiceContent` as JSON, whose dates are set by each occurrence. `day`
    is the day of the month (31 is the last one), None for the day of `starts_on`. `next_on` is the first
    occurrence not dealt with, None when there is none any more.
    """

    name: Name
    party_id: Annotated[UUID | None, References("parties")] = None
    content: Json
    currency: Currency
    total_minor: Minor = 0  # what it came to when it was saved
    frequency: Frequency
    every: Count = 1
    day: Count | None = None
    starts_on: date
    until_on: date | None = None
    most: Count | None = None
    making: Making = Making.DRAFT
    is_paused: bool = False
    next_on: date | None = None
    made: Count = 0


@entity(
    "recurring_occurrences",
    kind="recurring_occurrence",
    unique=[("recurring_template_id", "occurs_on"), ("external_reference",)],
    indexes=[("invoice_id",)],
)
@dataclass(frozen=True, kw_only=True, slots=True)
class RecurringOccurrence(Entity):
    """One occurrence that was dealt with: the document made, or none where a person skipped it."""

    recurring_template_id: Annotated[UUID, References("recurring_templates")]
    occurs_on: date
    n: Count
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    external_reference: Annotated[str, Length(80)]
