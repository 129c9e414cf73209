"""What must always be true of offers and negotiations, recomputed from the rounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, or_, select, type_coerce

from rayafin_desktop.engine.columns import ScaledColumn
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..commodities.terms import LimitContent
from .model import Negotiation, NegotiationRound, NegotiationState, Offer, OfferLimit, OfferState
from .texts import limits_text, terms_text

_O = Offer.c
_N = Negotiation.c
_R = NegotiationRound.c
_L = OfferLimit.c


def taken_is_what_was_agreed(read: Read) -> Sequence[Fault]:
    """What contracts took of an offer is the sum of what its negotiations agreed on."""
    sums = (
        select(_N.offer_id, func.sum(_N.last_quantity).label("taken"))
        .where(_N.company_id == read.company_id, _N.state == NegotiationState.AGREED)
        .group_by(_N.offer_id)
        .subquery()
    )
    taken = type_coerce(func.coalesce(sums.c.taken, 0), ScaledColumn())
    rows = read.fetch(
        select(_O.number, _O.taken_quantity, taken)
        .join_from(Offer.mapping.table, sums, sums.c.offer_id == _O.id, isouter=True)
        .where(_O.company_id == read.company_id, _O.deleted_at.is_(None))
        .where(or_(_O.taken_quantity > Decimal(0), sums.c.offer_id.is_not(None)))
    )
    return [
        Fault("offers.taken", f"{number}: {kept} taken, its negotiations agreed on {agreed}")
        for number, kept, agreed in rows
        if kept != agreed
    ]


def states_follow(read: Read) -> Sequence[Fault]:
    """An offer nothing is left of is agreed, and no talk about a closed offer is open."""
    gone = read.fetch(
        select(_O.number).where(
            _O.company_id == read.company_id,
            _O.state == OfferState.OPEN,
            _O.quantity.is_not(None),
            _O.taken_quantity >= _O.quantity,
            _O.deleted_at.is_(None),
        )
    )
    talks = read.fetch(
        select(_O.number)
        .join_from(
            Negotiation.mapping.table,
            Offer.mapping.table,
            and_(_O.company_id == _N.company_id, _O.id == _N.offer_id),
        )
        .where(
            _N.company_id == read.company_id,
            _N.state == NegotiationState.OPEN,
            _O.state != OfferState.OPEN,
            _N.deleted_at.is_(None),
        )
    )
    return [Fault("offers.states", f"{row.number}: open, and nothing is left") for row in gone] + [
        Fault("offers.states", f"{row.number}: closed, and still negotiated") for row in talks
    ]


def rounds_are_counted(read: Read) -> Sequence[Fault]:
    """A negotiation's rounds are numbered from 1 without a gap, and it knows the newest."""
    rows = read.fetch(
        select(_N.id, _N.rounds, func.count(_R.line_no), func.max(_R.line_no))
        .join_from(
            Negotiation.mapping.table,
            NegotiationRound.mapping.table,
            and_(_R.company_id == _N.company_id, _R.negotiation_id == _N.id),
            isouter=True,
        )
        .where(_N.company_id == read.company_id, _N.deleted_at.is_(None))
        .group_by(_N.id, _N.rounds)
    )
    return [
        Fault("offers.rounds", f"negotiation {id_}: round {kept}, there are {count} up to {last}")
        for id_, kept, count, last in rows
        if not kept == count == last
    ]


def texts_follow_terms(read: Read) -> Sequence[Fault]:
    """What matching reads of an open offer says what its terms and limits say."""
    limits: dict[UUID, list[LimitContent]] = {}
    for one in read.fetch(
        select(_L.offer_id, _L.parameter, _L.min_value, _L.max_value).where(_L.company_id == read.company_id)
    ):
        found = LimitContent(parameter=one.parameter, min_value=one.min_value, max_value=one.max_value)
        limits.setdefault(one.offer_id, []).append(found)
    return [
        Fault("offers.texts", f"{offer.number}: terms or limits are not those it is matched by")
        for offer in read.all(Offer, _O.state == OfferState.OPEN)
        if offer.terms_text != terms_text(offer) or offer.limits_text != limits_text(limits.get(offer.id, ()))
    ]


CHECKS = (
    Check("offers.texts", texts_follow_terms),
    Check("offers.taken", taken_is_what_was_agreed),
    Check("offers.states", states_follow),
    Check("offers.rounds", rounds_are_counted),
)
