"""Erasures that were carried out; none of them says whose data it was in the clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Count, Json
from rayafin_desktop.engine.entity import Entity, entity
from rayafin_desktop.engine.erasure import KIND


class Subject(StrEnum):
    """Whose personal data: somebody we trade with, or somebody who uses the book."""

    PARTY = "PARTY"
    USER = "USER"


@entity("erasures", kind=KIND, unique=[("erasure_no",)], indexes=[("subject_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure(Entity):
    """`records` were changed, `entries` of the audit log touched, `facts` (files) emptied.

    `kept` lists what the law keeps: [[kind, number, ISO date it may go, reason], ...]. `verify` reads
    `entries` and `facts` from the audit entry of this row, which the chain protects.
    """

    erasure_no: Count
    subject: Subject
    subject_id: Annotated[UUID, "of a party or a user"]
    erased_on: date
    records: Count
    entries: Json
    facts: Json
    kept: Json
