"""Claims of quality or weight under a contract, and what was said and done about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Code,
    Currency,
    Json,
    Minor,
    Name,
    Note,
    Personal,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from ..commodities.rules import Side


class ClaimKind(StrEnum):
    """What is not as the contract says."""

    QUALITY = "QUALITY"
    WEIGHT = "WEIGHT"
    LATE = "LATE"
    OTHER = "OTHER"


class ClaimState(StrEnum):
    """Talked over, before an arbitration body, or settled."""

    OPEN = "OPEN"
    ARBITRATION = "ARBITRATION"
    SETTLED = "SETTLED"


class Resolution(StrEnum):
    """How a claim ended: money allowed, the contract invoiced back, or withdrawn."""

    ALLOWANCE = "ALLOWANCE"
    INVOICE_BACK = "INVOICE_BACK"
    WITHDRAWN = "WITHDRAWN"


class StepKind(StrEnum):
    """What a step of a claim is."""

    NOTE = "NOTE"
    PROPOSAL = "PROPOSAL"
    ARBITRATION = "ARBITRATION"


@entity(
    "claims",
    unique=[("number",)],
    indexes=[
        ("opened_on", "id"),
        ("state", "due_on"),
        ("trade_id",),
        ("party_id", "opened_on"),
    ],
    where={("party_id", "opened_on"): "party_id IS NOT NULL"},
    checks={
        "claimed": "claimed_minor > 0",
        "agreed": "agreed_minor >= 0",
        "settled": "(state = 'SETTLED') = (resolution IS NOT NULL)",
        "settled_on": "(state = 'SETTLED') = (settled_on IS NOT NULL)",
        "paper": "invoice_id IS NULL OR bill_id IS NULL",
        "late": "deadline_on IS NULL OR opened_on <= deadline_on OR late_reason <> ''",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Entity):
    """A claim of one side of a contract; amounts in minor units of the contract's currency, without tax.

    `side` claims, `party_id` is that party and `against_id` the other; None is our own firm. `deadline_on` is
    the last day on which it could be raised by the contract, None where nothing is agreed or delivered, and
    `due_on` the day by which it should be settled. `facts` are the test and the weights as they were when it
    was opened (see `facts.py`); they never change. `proposed_minor` is the latest proposal. `invoice_id` is
    the credit note and `bill_id` the debit note that settled it.
    """

    number: Code
    trade_id: Annotated[UUID, References("trades")]
    delivery_id: Annotated[UUID | None, References("deliveries")] = None
    lot_id: Annotated[UUID | None, References("lots")] = None
    kind: ClaimKind
    side: Side
    party_id: Annotated[UUID | None, References("parties")] = None
    against_id: Annotated[UUID | None, References("parties")] = None
    opened_on: date
    opened_by: Annotated[Name, Personal] = ""
    counted_from: date | None = None
    deadline_on: date | None = None
    late_reason: Note = ""
    due_on: date
    text: Note = ""
    currency: Currency
    claimed_minor: Minor
    proposed_minor: Minor | None = None
    agreed_minor: Minor = 0
    facts: Json
    state: ClaimState = ClaimState.OPEN
    arbitration_body: Name = ""
    arbitration_no: Code = ""
    arbitration_on: date | None = None
    resolution: Resolution | None = None
    outcome: Note = ""
    settled_on: date | None = None
    settled_by: Annotated[Name, Personal] = ""
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    bill_id: Annotated[UUID | None, References("bills")] = None
    branch_id: UUID | None = None


@part("claim_steps", of=Claim, kind="claim_step")
@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimStep(Part):
    """Something said of a claim, a proposal of an amount by one side, or the way to arbitration."""

    claim_id: UUID
    kind: StepKind = StepKind.NOTE
    noted_at: datetime
    name: Annotated[Name, Personal] = ""
    side: Side | None = None
    text: Note
    amount_minor: Minor | None = None
