"""Reading claims: the list with its deadlines, one in full, its history, and what was allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..deliveries.model import Delivery
from ..ledger.queries import base_currency
from ..lots.model import Lot
from ..parties.model import Party
from ..purchases.model import PurchaseDocument
from ..trades.model import Trade
from .model import Claim, ClaimState, ClaimStep, Resolution, StepKind

SOON_DAYS = 3
OPEN, SOON, OVERDUE = "OPEN", "SOON", "OVERDUE"
_C = Claim.c
_PARTY = Party.mapping.table.alias("claimant")
_AGAINST = Party.mapping.table.alias("against")
_UNSETTLED = _C.state != ClaimState.SETTLED


def _is_overdue(read: Read) -> ColumnElement[bool]:
    return and_(_UNSETTLED, _C.due_on < read.today)


def _is_soon(read: Read) -> ColumnElement[bool]:
    last = read.today + timedelta(days=SOON_DAYS)
    return and_(_UNSETTLED, _C.due_on.between(read.today, last))


def _status(read: Read) -> ColumnElement[str]:
    """Settled claims by their end, claims in arbitration as such, others by how near their day is."""
    return case(
        (_C.state == ClaimState.SETTLED, _C.resolution),
        (_C.state == ClaimState.ARBITRATION, literal(ClaimState.ARBITRATION.value)),
        (_is_overdue(read), literal(OVERDUE)),
        (_is_soon(read), literal(SOON)),
        else_=literal(OPEN),
    )


def _rows(read: Read) -> Select[Any]:
    t, d, lot = Trade.c, Delivery.c, Lot.c
    claimant, against = func.coalesce(_PARTY.c.name, ""), func.coalesce(_AGAINST.c.name, "")
    return (
        select(
            _C.id,
            _C.number,
            _C.kind,
            _C.side,
            _C.trade_id,
            t.number.label("trade_number"),
            _C.delivery_id,
            func.coalesce(d.number, "").label("delivery_number"),
            func.coalesce(d.lorry_no, "").label("lorry_no"),
            func.coalesce(lot.lot_no, "").label("lot_no"),
            _C.party_id,
            claimant.label("party_name"),
            against.label("against_name"),
            _C.opened_on,
            _C.opened_by,
            _C.deadline_on,
            _C.due_on,
            _C.text,
            _C.claimed_minor,
            _C.proposed_minor,
            _C.agreed_minor,
            _C.currency,
            _C.arbitration_body,
            _C.arbitration_no,
            _status(read).label("state"),
            _C.outcome,
            _C.settled_on,
            func.coalesce(SalesDocument.c.number, PurchaseDocument.c.number, "").label("paper_number"),
            _UNSETTLED.label("is_open"),
            (_C.state == ClaimState.OPEN).label("is_talked_over"),
            (_C.state == ClaimState.SETTLED).label("is_settled"),
            _is_overdue(read).label("is_overdue"),
            _C.version,
        )
        .select_from(
            Claim.mapping.table.join(
                Trade.mapping.table, and_(t.company_id == _C.company_id, t.id == _C.trade_id)
            )
            .outerjoin(Delivery.mapping.table, and_(d.company_id == _C.company_id, d.id == _C.delivery_id))
            .outerjoin(Lot.mapping.table, and_(lot.company_id == _C.company_id, lot.id == _C.lot_id))
            .outerjoin(_PARTY, and_(_PARTY.c.company_id == _C.company_id, _PARTY.c.id == _C.party_id))
            .outerjoin(_AGAINST, and_(_AGAINST.c.company_id == _C.company_id, _AGAINST.c.id == _C.against_id))
            .outerjoin(
                SalesDocument.mapping.table,
                and_(SalesDocument.c.company_id == _C.company_id, SalesDocument.c.id == _C.invoice_id),
            )
            .outerjoin(
                PurchaseDocument.mapping.table,
                and_(PurchaseDocument.c.company_id == _C.company_id, PurchaseDocument.c.id == _C.bill_id),
            )
        )
        .where(_C.company_id == read.company_id, _C.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    columns = (_C.number, Trade.c.number, _PARTY.c.name, _AGAINST.c.name, Delivery.c.lorry_no, Lot.c.lot_no)
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def claim_stats(read: Read) -> Mapping[str, Any]:
    """Claims that are not settled, near their day, past it, in arbitration; in the company's currency."""
    own = _C.currency == base_currency(read)
    conditions = {
        "open": _UNSETTLED,
        "soon": _is_soon(read),
        "overdue": _is_overdue(read),
        "arbitration": _C.state == ClaimState.ARBITRATION,
    }
    columns: list[ColumnElement[Any]] = []
    for name, condition in conditions.items():
        money = func.sum(case((and_(condition, own), _C.claimed_minor), else_=0))
        columns.append(func.coalesce(money, 0).label(f"{name}_minor"))
        columns.append(func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(f"{name}_count"))
    row = read.first(select(*columns).where(_C.company_id == read.company_id, _C.deleted_at.is_(None)))
    return {column.name: int(value) for column, value in zip(columns, row or (0,) * 8, strict=True)}


CLAIM_ROWS = ListQuery(
    name="claims",
    permission="claim.read",
    kinds=("claim",),
    select=_rows,
    key=_C.id,
    sorts={"opened_on": (_C.opened_on,), "number": (_C.number,)},
    default_sort=("opened_on", True),
    tabs={
        "open": lambda _read: _UNSETTLED,
        "soon": _is_soon,
        "overdue": _is_overdue,
        "arbitration": lambda _read: _C.state == ClaimState.ARBITRATION,
        "settled": lambda _read: _C.state == ClaimState.SETTLED,
        "all": lambda _read: None,
    },
    search=_search,
    stats=claim_stats,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A moment of a claim, for a timeline; an amount is in minor units of its currency."""

    at: datetime
    title: str
    detail: str
    tone: str
    amount_minor: int | None = None


_ENDS = {
    Resolution.ALLOWANCE: ("Settled by an allowance", "pos"),
    Resolution.INVOICE_BACK: ("Settled by invoicing back", "warn"),
    Resolution.WITHDRAWN: ("Withdrawn", "neutral"),
}
_TITLES = {
    StepKind.NOTE: ("Note", "neutral"),
    StepKind.PROPOSAL: ("Proposal", "info"),
    StepKind.ARBITRATION: ("To arbitration", "warn"),
}


def claim_steps(read: Read, claim_id: UUID) -> list[Step]:
    """Opened, what was said and proposed, arbitration, settled; the newest first."""
    read.actor.require("claim.read")
    claim = read.get(Claim, claim_id)
    said = _words(claim.opened_by, claim.text, claim.late_reason)
    steps = [
        Step(at=claim.created_at, title="Opened", detail=said, tone="warn", amount_minor=claim.claimed_minor)
    ]
    for one in read.parts(ClaimStep, claim_id):
        title, tone = _TITLES[one.kind]
        by = "" if one.side is None else ("Buyer" if one.side == "BUY" else "Seller")
        steps.append(
            Step(
                at=one.noted_at,
                title=title,
                detail=_words(by, one.name, one.text),
                tone=tone,
                amount_minor=one.amount_minor,
            )
        )
    if claim.resolution is not None and claim.settled_on is not None:
        title, tone = _ENDS[claim.resolution]
        at = max(claim.updated_at, datetime.combine(claim.settled_on, time(), UTC))
        steps.append(
            Step(
                at=at,
                title=title,
                detail=_words(claim.settled_by, claim.outcome),
                tone=tone,
                amount_minor=claim.agreed_minor or None,
            )
        )
    return steps[::-1]


def _words(*parts: str) -> str:
    return " · ".join(filter(None, parts))


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimFact:
    """A limit with what was measured, as a list beside the claim shows it."""

    text: str


def claim_facts(read: Read, claim_id: UUID) -> list[ClaimFact]:
    """The frozen facts in sentences: each limit that was missed, and the weights."""
    read.actor.require("claim.read")
    facts = read.get(Claim, claim_id).facts
    texts = [row["words"] for row in facts.get("rows", ()) if row["words"]]
    weights = facts.get("weights", {})
    if "short_kg" in weights:
        loading, unloading, short = (weights[key] for key in ("loading_kg", "unloading_kg", "short_kg"))
        texts.append(f"loaded {loading} kg, arrived {unloading} kg, short {short} kg against the bill")
    return [ClaimFact(text=text) for text in texts]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimDetail:
    """A claim in full: with its contract, lorry and lot, the names of the sides ("" is our own firm)."""

    claim: Claim
    trade: Trade
    delivery: Delivery | None
    lot: Lot | None
    party_name: str
    against_name: str
    steps: tuple[Step, ...]

    @property
    def id(self) -> UUID:
        return self.claim.id

    @property
    def version(self) -> int:
        return self.claim.version


def claim_detail(read: Read, claim_id: UUID) -> ClaimDetail:
    """One claim; NotFound `claim.not_found`."""
    read.actor.require("claim.read")
    claim = read.get(Claim, claim_id)
    names = read.by_ids(Party, [id_ for id_ in (claim.party_id, claim.against_id) if id_ is not None])

    def name(party_id: UUID | None) -> str:
        return names[party_id].name if party_id is not None else ""

    return ClaimDetail(
        claim=claim,
        trade=read.get(Trade, claim.trade_id),
        delivery=None if claim.delivery_id is None else read.get(Delivery, claim.delivery_id),
        lot=None if claim.lot_id is None else read.get(Lot, claim.lot_id),
        party_name=name(claim.party_id),
        against_name=name(claim.against_id),
        steps=tuple(claim_steps(read, claim_id)),
    )


def open_claims_of(read: Read, trade_id: UUID) -> list[Claim]:
    """The claims under a contract that are not settled."""
    return read.all(Claim, _C.trade_id == trade_id, _UNSETTLED, order_by=(_C.opened_on, _C.id))


def agreed_allowances(read: Read, trade_id: UUID) -> int:
    """What settled claims of the buyer took off a contract's value, minor units of its currency."""
    found = read.scalar(
        select(func.coalesce(func.sum(_C.agreed_minor), 0)).where(
            _C.company_id == read.company_id,
            _C.trade_id == trade_id,
            _C.side == "BUY",
            _C.resolution == Resolution.ALLOWANCE,
            _C.deleted_at.is_(None),
        )
    )
    return int(found or 0)


def due_between(read: Read, first: date, last: date) -> int:
    """How many claims should be settled within these days."""
    found = read.scalar(
        select(func.count()).where(
            _C.company_id == read.company_id, _UNSETTLED, _C.due_on.between(first, last)
        )
    )
    return int(found or 0)
