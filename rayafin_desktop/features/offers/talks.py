"""Reading negotiations: the list, one as a thread of rounds, and what accepting would come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, type_coerce

from rayafin_desktop.base.errors import NotFound, Problem, Problems
from rayafin_desktop.base.formats import format_decimal, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.engine.columns import ScaledColumn
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity
from ..commodities.queries import locations
from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from ..commodities.terms_reading import estimated_kg, estimated_value_minor
from ..companies.commands import own_company
from ..parties.model import Party
from ..trades.brokerages import usual_brokerages
from ..trades.content import BrokerageContent
from ..trades.rules import Measure, brokerage_minor
from .accepting import agreed_terms, sides_of, why_not
from .model import Negotiation, NegotiationRound, NegotiationState, Offer, RoundKind
from .negotiating import limits_of
from .positions import SPEAKS, Gap, differing, gap_between, terms_at, terms_offered
from .terms_checks import checked_terms
from .validity import day_bounds, desk_day

_N = Negotiation.c
_O = Offer.c
_OTHER = Party.mapping.table.alias("other_party")


def is_live(read: Read) -> ColumnElement[bool]:
    """Whether the last word of a negotiation still stands."""
    return and_(_N.state == NegotiationState.OPEN, or_(_N.valid_until.is_(None), _N.valid_until >= read.now))


def _has_expired(read: Read) -> ColumnElement[bool]:
    ran_out = and_(_N.state == NegotiationState.OPEN, _N.valid_until < read.now)
    return or_(_N.state == NegotiationState.EXPIRED, ran_out)


def _expires_today(read: Read) -> ColumnElement[bool]:
    _, tomorrow = day_bounds(read, read.now)
    return and_(is_live(read), _N.valid_until < tomorrow)


def _rows(read: Read) -> Select[Any]:
    expired = literal(NegotiationState.EXPIRED.value)
    names = (
        "offer_id", "party_id", "rounds", "last_side", "last_price", "last_quantity", "bid_price",
        "asked_price", "last_at", "valid_until", "trade_id",
    )  # fmt: skip
    return (
        select(
            _N.id,
            *(_N[name] for name in names),
            type_coerce(_N.asked_price - _N.bid_price, ScaledColumn()).label("gap"),
            _O.number,
            _O.side.label("offer_side"),
            _O.variety,
            _O.unit,
            _O.price_unit,
            _O.currency,
            Commodity.c.name.label("commodity_name"),
            func.coalesce(Party.c.name, "").label("offer_party_name"),
            func.coalesce(_OTHER.c.name, "").label("party_name"),
            case((_has_expired(read), expired), else_=_N.state).label("state"),
            (_N.state == NegotiationState.OPEN).label("is_open"),
            is_live(read).label("is_live"),
            not_(is_live(read)).label("is_muted"),
            _expires_today(read).label("is_expiring"),
            (_N.state != NegotiationState.AGREED).label("may_counter"),
            _N.version,
        )
        .join_from(
            Negotiation.mapping.table,
            Offer.mapping.table,
            and_(_O.company_id == _N.company_id, _O.id == _N.offer_id),
        )
        .join(
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _O.company_id, Commodity.c.id == _O.commodity_id),
        )
        .join(
            Party.mapping.table,
            and_(Party.c.company_id == _O.company_id, Party.c.id == _O.party_id),
            isouter=True,
        )
        .join(_OTHER, and_(_OTHER.c.company_id == _N.company_id, _OTHER.c.id == _N.party_id), isouter=True)
        .where(_N.company_id == read.company_id, _N.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    return or_(
        _O.number.icontains(text, autoescape=True),
        Party.c.name.icontains(text, autoescape=True),
        _OTHER.c.name.icontains(text, autoescape=True),
        Commodity.c.name.icontains(text, autoescape=True),
    )


def negotiation_stats(read: Read) -> Mapping[str, Any]:
    """How many negotiations are live, and how many of these end today."""
    row = read.first(
        select(func.count(), func.coalesce(func.sum(case((_expires_today(read), 1), else_=0)), 0)).where(
            _N.company_id == read.company_id, is_live(read), _N.deleted_at.is_(None)
        )
    )
    live, expiring = row or (0, 0)
    return {"open_count": int(live), "expiring": int(expiring)}


NEGOTIATION_ROWS = ListQuery(
    name="negotiations",
    permission="offer.read",
    kinds=("negotiation", "offer"),
    select=_rows,
    key=_N.id,
    sorts={"last_at": (_N.last_at,)},
    default_sort=("last_at", True),
    tabs={
        "open": is_live,
        "expiring": _expires_today,
        "agreed": lambda read: _N.state == NegotiationState.AGREED,
        "expired": _has_expired,
        "closed": lambda read: _N.state.in_((NegotiationState.REJECTED, NegotiationState.WITHDRAWN)),
        "all": lambda read: None,
    },
    search=_search,
    stats=negotiation_stats,
)


@dataclass(frozen=True, slots=True)
class ThreadRound:
    """A round as it is read: who said what, which terms differ from the round before, the gap after it.

    `changes` holds a field of the terms with its value as text, before and after.
    """

    round_no: int
    kind: RoundKind
    side: Side
    party_name: str
    price: Decimal | None
    quantity: Decimal | None
    changes: tuple[tuple[str, str, str], ...]
    said_at: datetime
    said_by: str
    noted_by: str
    valid_until: datetime | None
    text: str
    gap: Gap | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A negotiation from its first round to its newest; `state` is EXPIRED as soon as the clock says so.

    `standing_no` is the round that may be accepted now, by the side `may_accept`; None where none is.
    """

    negotiation: Negotiation
    offer: Offer
    state: NegotiationState
    commodity_name: str
    buyer_id: UUID | None
    seller_id: UUID | None
    buyer_name: str
    seller_name: str
    rounds: tuple[ThreadRound, ...]
    gap: Gap | None
    standing_no: int | None
    may_accept: Side | None
    terms: TermsContent


def negotiation_thread(read: Read, negotiation_id: UUID) -> Thread:
    """The rounds of a negotiation with the gap between the newest positions of both sides after each."""
    read.actor.require("offer.read")
    talk = read.get(Negotiation, negotiation_id)
    offer = read.get(Offer, talk.offer_id)
    rounds = read.parts(NegotiationRound, talk.id)
    offered = terms_offered(offer, limits_of(read, offer.id))
    names = _names(read, sides_of(offer, talk))
    newest = rounds[-1]
    stands = why_not(read, talk, offer, rounds, newest.line_no) is None
    told = _told(read, rounds, offered, names, newest.line_no if stands else 0)
    ran_out = (
        talk.state is NegotiationState.OPEN and talk.valid_until is not None and talk.valid_until < read.now
    )
    buyer_id, seller_id = sides_of(offer, talk)
    last = next(one for one in reversed(rounds) if one.kind in SPEAKS)
    return Thread(
        negotiation=talk,
        offer=offer,
        state=NegotiationState.EXPIRED if ran_out else talk.state,
        commodity_name=read.get(Commodity, offer.commodity_id).name,
        buyer_id=buyer_id,
        seller_id=seller_id,
        buyer_name=names[Side.BUY],
        seller_name=names[Side.SELL],
        rounds=told,
        gap=told[-1].gap,
        standing_no=newest.line_no if stands else None,
        may_accept=newest.side.other if stands else None,
        terms=terms_at(offered, last),
    )


def _names(read: Read, sides: tuple[UUID | None, UUID | None]) -> dict[Side, str]:
    """The names of buyer and seller; our own firm where there is no party."""
    own = own_company(read).name
    known = read.by_ids(Party, [id_ for id_ in sides if id_ is not None])
    found = [own if id_ is None else known[id_].name if id_ in known else "" for id_ in sides]
    return {Side.BUY: found[0], Side.SELL: found[1]}


def _told(
    read: Read,
    rounds: Sequence[NegotiationRound],
    offered: TermsContent,
    names: Mapping[Side, str],
    standing_no: int,
) -> tuple[ThreadRound, ...]:
    told: list[ThreadRound] = []
    prices: dict[Side, Decimal | None] = {}
    before: dict[Side, TermsContent] = {}
    for one in rounds:
        changes: tuple[tuple[str, str, str], ...] = ()
        if one.kind in SPEAKS:
            prices[one.side] = one.price
            now = terms_at(offered, one)
            was = before.get(one.side, offered)
            changes = tuple(
                (name, _text(read, name, was), _text(read, name, now))
                for name in differing(was, now)
                if name not in ("price", "quantity")
            )
            before[one.side] = now
        told.append(
            ThreadRound(
                round_no=one.line_no,
                kind=one.kind,
                side=one.side,
                party_name=names[one.side],
                price=one.price,
                quantity=one.quantity,
                changes=changes,
                said_at=one.said_at,
                said_by=one.said_by,
                noted_by=one.noted_by,
                valid_until=one.valid_until,
                text=one.text,
                gap=gap_between(prices.get(Side.BUY), prices.get(Side.SELL)),
                stands=one.line_no == standing_no,
            )
        )
    return tuple(told)


def _text(read: Read, name: str, terms: TermsContent) -> str:
    """A term as text, places by their names; empty where nothing was said."""
    value = getattr(terms, name)
    if value is None:
        return ""
    if name in ("origin_id", "destination_id"):
        place = locations(read).get(value)
        return place.name if place else ""
    if name == "limits":
        return "; ".join(
            f"{one.parameter} {_bound(one.min_value)}..{_bound(one.max_value)}" for one in terms.limits
        )
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _bound(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


@dataclass(frozen=True, slots=True)
class Step:
    """A round as a timeline shows it."""

    at: datetime
    title: str
    detail: str
    tone: str


_TITLES = {
    RoundKind.OFFER: ("Offered", "info"),
    RoundKind.COUNTER: ("Countered", "warn"),
    RoundKind.ACCEPT: ("Accepted", "pos"),
    RoundKind.REJECT: ("Rejected", "neg"),
    RoundKind.WITHDRAW: ("Withdrawn", "neutral"),
    RoundKind.EXPIRE: ("Expired", "neutral"),
}


def negotiation_steps(read: Read, negotiation_id: UUID) -> list[Step]:
    """The rounds for a timeline, the newest first: who, at what price for how much, and the gap then."""
    thread = negotiation_thread(read, negotiation_id)
    unit, per = thread.offer.unit.value.lower(), thread.offer.price_unit.value.lower()
    style = number_style(own_company(read).locale)
    steps = []
    for one in thread.rounds:
        title, tone = _TITLES[one.kind]
        said = [one.party_name, one.said_by]
        if one.price is not None:
            said.append(f"{thread.offer.currency} {format_decimal(one.price, style)}/{per}")
        if one.quantity is not None:
            said.append(f"{format_decimal(one.quantity, style)} {unit}")
        said += [f"{name.removesuffix('_id').replace('_', ' ')}: {after}" for name, _, after in one.changes]
        if one.gap is not None and one.kind in SPEAKS:
            said.append(f"gap {format_decimal(one.gap.per_unit, style)}")
        said.append(one.text)
        steps.append(Step(one.said_at, title, " · ".join(filter(None, said)), tone))
    return steps[::-1]


@dataclass(frozen=True, slots=True)
class BrokeragePreview:
    """What one side would pay us; `due_minor` in minor units of the contract's currency."""

    side: Side
    party_name: str
    content: BrokerageContent
    due_minor: int


@dataclass(frozen=True, slots=True)
class AcceptPreview:
    """The contract a round would make: its terms, weight and value by nominal weights, and brokerage.

    `problem` keeps it from being accepted at all; `missing` is what accepting would ask for, a code
    per field. `value_minor` is None while a quantity, a price or a weight is missing.
    """

    terms: TermsContent
    columns: Mapping[str, Any]
    buyer_name: str
    seller_name: str
    weight_kg: Decimal | None
    value_minor: int | None
    currency: str
    brokerages: tuple[BrokeragePreview, ...]
    problem: Problem | None
    missing: tuple[Problem, ...]


def accept_preview(read: Read, negotiation_id: UUID, round_no: int) -> AcceptPreview:
    """What the trade, its value and the brokerage of both sides would be; nothing is written."""
    read.actor.require("offer.read")
    talk = read.get(Negotiation, negotiation_id)
    offer = read.get(Offer, talk.offer_id)
    rounds = read.parts(NegotiationRound, talk.id)
    meant = next((one for one in rounds if one.line_no == round_no and one.kind in SPEAKS), None)
    if meant is None:
        raise NotFound("negotiation_round.not_found", {"id": str(round_no)}, field="round_no")
    terms = agreed_terms(read, offer, meant)
    problem = why_not(read, talk, offer, rounds, round_no)
    columns = checked_terms(read, terms, Problems())
    names = _names(read, sides_of(offer, talk))
    seen = SimpleNamespace(**columns)
    weight, value = estimated_kg(seen), estimated_value_minor(seen)
    buyer_id, seller_id = sides_of(offer, talk)
    usual = usual_brokerages(read, offer.commodity_id, buyer_id, seller_id, desk_day(read, read.now))
    kg = from_scaled(int(weight * 10**6)) if weight is not None else None
    counted = int(terms.quantity) if terms.quantity is not None and offer.unit.is_count else 0
    measure = Measure(kg=kg or Decimal(0), packages=counted)
    brokerages = tuple(
        BrokeragePreview(
            one.side,
            names[one.side],
            one,
            brokerage_minor(
                one.basis,
                one.rate,
                one.unit,
                base_minor=value or 0,
                measure=measure,
                digits=currency_digits(columns["currency"]),
                package_kg=columns["package_kg"],
            ),
        )
        for one in usual
    )
    return AcceptPreview(
        terms=terms,
        columns=columns,
        buyer_name=names[Side.BUY],
        seller_name=names[Side.SELL],
        weight_kg=kg,
        value_minor=value,
        currency=columns["currency"],
        brokerages=brokerages,
        problem=problem,
        missing=missing_of(terms),
    )


def missing_of(terms: TermsContent) -> tuple[Problem, ...]:
    """What a contract needs and nobody has said, as accepting would ask for it (trade.md 3.2)."""
    needed = (
        (terms.quantity, "trade.quantity_missing", "quantity"),
        (terms.price, "trade.price_missing", "price"),
        (terms.basis, "trade.basis_missing", "terms.basis"),
        (terms.payment_type, "trade.payment_missing", "terms.payment_type"),
        (terms.delivery_from or terms.delivery_to, "trade.delivery_missing", "terms.delivery_to"),
    )
    return tuple(Problem(code, field) for value, code, field in needed if value is None)
