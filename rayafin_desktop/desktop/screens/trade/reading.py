"""What the desk asks of the book; every function runs off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.commodities.terms import TermsContent

from .measures import said_price, said_quantity
from .saving import OFFERED, terms_of
from .seen import Fit, LastOffer, Refused, Waiting
from .values import values_of

if TYPE_CHECKING:
    from rayafin_desktop.features.offers.context import OfferContext
    from rayafin_desktop.features.offers.model import Offer
    from rayafin_desktop.features.offers.queries import OfferDetail
    from rayafin_desktop.features.offers.talks import AcceptPreview, Thread

OPEN_SHOWN = 12
WAITING_SHOWN = 200
ANSWERS_SHOWN = 20
FITS_SHOWN = 5
REFUSED_SHOWN = 3
NOBODY = UUID(int=0)
"""A partner who is not chosen yet: no rate is his own."""


def what_of(row: Any, formats: Formats) -> str:
    """An offer in a few words: "300 bales Cotton lint SHANKAR-6"; "YELLOW" alone does not say of what."""
    quantity = said_quantity(row.quantity, TradeUnit(str(row.unit)), formats)
    return " ".join(filter(None, (quantity, row.commodity_name, row.variety)))


def who_of(row: Any) -> str:
    """Who offers or wants: "Bid · Lakshmi Spinning Mills"."""
    kind = {"OFFER": tr("Offer"), "BID": tr("Bid"), "ENQUIRY": tr("Enquiry")}[str(row.kind)]
    return f"{kind} · {row.party_name or tr('Our own')}"


def open_offers(read: Read, formats: Formats) -> list[SimpleNamespace]:
    """The newest offers and bids that stand."""
    from rayafin_desktop.features.offers.queries import OFFER_ROWS

    rows = page(OFFER_ROWS, read, Look(tab="open"), limit=OPEN_SHOWN)
    return [
        SimpleNamespace(
            id=row.id,
            number=row.number,
            what=what_of(row, formats),
            who=who_of(row),
            price=row.price,
            state=str(row.state),
            is_over=not row.is_open,
        )
        for row in rows
    ]


def tab_counts(read: Read) -> Mapping[str, int]:
    """How many offers stand and how many negotiations are open."""
    from rayafin_desktop.features.offers.model import Negotiation, NegotiationState
    from rayafin_desktop.features.offers.queries import OFFER_ROWS

    talks = len(read.all(Negotiation, Negotiation.c.state == NegotiationState.OPEN))
    return {"offers": count(OFFER_ROWS, read, Look(tab="open")), "negotiations": talks}


def last_of(context: OfferContext, formats: Formats) -> tuple[LastOffer, ...]:
    """What a party offered or asked for last, as its rows."""
    return tuple(
        LastOffer(
            id=one.id,
            on=one.offered_at,
            what=" ".join(
                filter(None, (said_quantity(one.quantity, TradeUnit(str(one.unit)), formats), one.place))
            ),
            price=said_price(one.price, TradeUnit(str(one.price_unit)), one.currency, formats),
            state=str(one.status),
        )
        for one in context.last
    )


def undelivered_minor(read: Read, party_id: UUID) -> int:
    """What open contracts of a party will add to what it owes."""
    from rayafin_desktop.features.trades.exposure import open_with

    return open_with(read, party_id) if read.actor.may("trade.read") else 0


def waiting(read: Read) -> list[Waiting]:
    """Messages of the inbox nobody has decided about yet, the oldest first."""
    from rayafin_desktop.features.messages.model import MessageState, TradeMessage

    if not read.actor.may("message.read"):
        return []
    c = TradeMessage.c
    rows = read.all(TradeMessage, c.state == MessageState.NEW, order_by=(c.received_at, c.id))
    return [
        Waiting(
            text=one.text,
            said_by=one.sender,
            said_at=one.sent_at or one.received_at,
            source=one.source.value.capitalize() if one.source.value != "WHATSAPP" else "WhatsApp",
            message_id=one.id,
        )
        for one in rows[:WAITING_SHOWN]
    ]


def brokerage_if_closed(read: Read, terms: TermsContent, kind: str, party: UUID | None) -> int | None:
    """What both sides usually pay us for goods of these terms, in minor units; None where it is not known."""
    from rayafin_desktop.base.errors import Problems
    from rayafin_desktop.base.money import currency_digits
    from rayafin_desktop.features.commodities.terms_reading import (
        estimated_kg,
        estimated_value_minor,
        resolved_terms,
    )
    from rayafin_desktop.features.trades.brokerages import usual_brokerages
    from rayafin_desktop.features.trades.rules import Measure as Weighed
    from rayafin_desktop.features.trades.rules import brokerage_minor

    problems = Problems()
    columns = resolved_terms(read, terms, problems)
    if not columns:
        return None
    known = SimpleNamespace(**columns)
    value, kg = estimated_value_minor(known), estimated_kg(known)
    if value is None or kg is None:
        return None
    sells = kind in ("SELL_OFFER", "SELL_ENQUIRY")
    # A partner nobody has chosen yet pays what is usual for all.
    buyer, seller = (NOBODY, party or NOBODY) if sells else (party or NOBODY, NOBODY)
    packages = int(known.quantity) if known.unit.is_count and known.quantity is not None else 0
    weighed = Weighed(kg=Decimal(round(kg)), packages=packages)
    return sum(
        brokerage_minor(
            one.basis, one.rate, one.unit, base_minor=value, measure=weighed,
            digits=currency_digits(known.currency), package_kg=known.package_kg,
        )
        for one in usual_brokerages(read, terms.commodity_id, buyer, seller, read.today)
    )  # fmt: skip


def fits(
    read: Read,
    terms: TermsContent,
    kind: str,
    party: UUID | None,
    formats: Formats,
    offer_id: UUID | None = None,
) -> tuple[tuple[Fit, ...], tuple[Refused, ...]]:
    """Who is on the other side of an offer that is typed, best first, and why the others are not."""
    from rayafin_desktop.features.matching.queries import matches_for

    draft = _draft(read, terms, kind, party, offer_id)
    if draft is None:
        return (), ()
    result = matches_for(read, draft, FITS_SHOWN)
    found = tuple(
        Fit(
            id=one.offer_id,
            party_id=one.party_id,
            party_name=one.party_name or tr("Our own"),
            about=", ".join(
                filter(None, (said_quantity(one.left_quantity, TradeUnit(str(one.unit)), formats), one.place))
            ),
            price=one.price,
            gap=one.gap,
            fit=max(0, min(100, one.score)),
            reasons=(*((one.beats_next,) if one.beats_next else ()), *one.open_limits),
            unit=TradeUnit(str(one.price_unit)),
        )
        for one in result.candidates
    )
    refused = tuple(
        Refused(party_name=one.party_name or tr("Our own"), why=one.words)
        for one in list(result.refused)[:REFUSED_SHOWN]
    )
    return found, refused


def _draft(
    read: Read, terms: TermsContent, kind: str, party: UUID | None, offer_id: UUID | None
) -> Offer | None:
    """An offer as it would be kept; None while its terms do not hold together."""
    from rayafin_desktop.base.errors import Problems
    from rayafin_desktop.base.ids import new_id
    from rayafin_desktop.features.commodities.terms_reading import resolved_terms
    from rayafin_desktop.features.offers.model import Offer
    from rayafin_desktop.features.offers.texts import limits_text

    columns = resolved_terms(read, terms, Problems())
    if not columns:
        return None
    what, side = OFFERED[kind]
    return Offer(
        company_id=read.company_id,
        id=offer_id or new_id("offer"),
        created_at=read.now,
        updated_at=read.now,
        number="",
        kind=what,
        side=side,
        party_id=party,
        offered_at=read.now,
        limits_text=limits_text(terms.limits),
        **columns,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """A negotiation with the names of all places its terms may name."""

    thread: Thread
    places: dict[Any, str]
    today: date


def talk(read: Read, negotiation_id: UUID) -> Talk:
    """A negotiation as its page shows it."""
    from rayafin_desktop.features.offers.talks import negotiation_thread

    return Talk(thread=negotiation_thread(read, negotiation_id), places=place_names(read), today=read.today)


def preview(read: Read, negotiation_id: UUID, round_no: int) -> AcceptPreview:
    """The contract a round would make."""
    from rayafin_desktop.features.offers.talks import accept_preview

    return accept_preview(read, negotiation_id, round_no)


def place_names(read: Read) -> dict[Any, str]:
    """All places of the company by id."""
    from rayafin_desktop.features.commodities.queries import locations

    return {id_: one.name for id_, one in locations(read).items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownOffer:
    """An offer with the values its form shows."""

    detail: OfferDetail
    kind: str
    values: dict[str, Any]
    places: dict[Any, str]


_KINDS = {
    ("OFFER", "SELL"): "SELL_OFFER",
    ("OFFER", "BUY"): "BUY_OFFER",
    ("BID", "BUY"): "BID",
    ("ENQUIRY", "BUY"): "BUY_ENQUIRY",
    ("ENQUIRY", "SELL"): "SELL_ENQUIRY",
}


def offer(read: Read, offer_id: UUID) -> ShownOffer:
    """An offer as its page shows it."""
    from rayafin_desktop.features.commodities.queries import commodities
    from rayafin_desktop.features.offers.queries import offer_detail

    detail = offer_detail(read, offer_id)
    found, row = detail.offer, detail.row
    places = place_names(read)
    goods = commodities(read)[found.commodity_id]
    values = values_of(found, goods, places, detail.limits, found.currency)
    values |= {name: getattr(found, name) for name in ("valid_until", "said_by", "notes")}
    for name, title in (("party_id", row.party_name), ("broker_id", row.broker_name)):
        id_ = getattr(found, name)
        values[name] = Suggestion(id_, title) if id_ is not None else None
    kind = _KINDS.get((found.kind.value, found.side.value), "SELL_OFFER")
    return ShownOffer(detail=detail, kind=kind, values=values, places=places)


def messages_of(read: Read, text: str) -> list[Waiting]:
    """The messages of a paste: those of a chat one by one, several offers of one text apart."""
    from rayafin_desktop.features.messages.parsing import split_chat, split_offers
    from rayafin_desktop.features.offers.validity import desk_zone

    zone = desk_zone(read)
    found = []
    for one in split_chat(text, read.today):
        said_at = one.sent_at.replace(tzinfo=zone) if one.sent_at is not None else None
        for part in split_offers(one.text, (said_at or read.now).astimezone(zone).date()):
            source = "WhatsApp" if one.sender else ""
            found.append(Waiting(text=part, said_by=one.sender, said_at=said_at, source=source))
    return found


def answerable(read: Read, values: Mapping[str, Any], formats: Formats) -> list[SimpleNamespace]:
    """Open talks and open offers a message may answer, the likeliest first: same party, goods, then price."""
    from rayafin_desktop.features.offers.queries import OFFER_ROWS
    from rayafin_desktop.features.offers.talks import NEGOTIATION_ROWS

    party, goods, price = values.get("party_id"), values.get("commodity_id"), values.get("price")
    found = [
        SimpleNamespace(
            negotiation_id=row.id,
            offer_id=row.offer_id,
            parties={row.party_id},
            what=" ".join(filter(None, (row.number, row.variety or row.commodity_name))),
            who=f"{row.offer_party_name or tr('Our own')} · {row.party_name or tr('Our own')}",
            price=row.last_price,
            rounds=row.rounds,
            goods=None,
        )
        for row in page(NEGOTIATION_ROWS, read, Look(tab="open"), limit=100)
    ]
    offered = {one.id: one for one in page(OFFER_ROWS, read, Look(tab="open"), limit=100)}
    for one in found:
        offer_ = offered.get(one.offer_id)
        if offer_ is not None:
            one.goods = offer_.commodity_id
            one.parties.add(offer_.party_id)
    talked = {one.offer_id for one in found}
    if party is not None:
        found += [
            SimpleNamespace(
                negotiation_id=None,
                offer_id=row.id,
                parties=set(),
                what=what_of(row, formats),
                who=who_of(row),
                price=row.price,
                rounds=None,
                goods=row.commodity_id,
            )
            for row in offered.values()
            if row.id not in talked and row.party_id != party
        ]
    wanted = getattr(price, "value", None)

    def likelihood(one: SimpleNamespace) -> tuple[bool, bool, bool, Decimal]:
        far = abs(one.price - wanted) if one.price is not None and wanted is not None else Decimal(10**12)
        return (
            party is not None and party not in one.parties and bool(one.parties),
            goods is not None and one.goods not in (None, goods),
            one.negotiation_id is None,
            far,
        )

    return sorted(found, key=likelihood)[:ANSWERS_SHOWN]


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What a contract in the editor comes to; minor units of `currency`."""

    value_minor: int | None = None
    weight_kg: Decimal | None = None
    currency: str = ""
    brokerages: tuple[tuple[Any, int], ...] = ()
    buyer: Any = None
    undelivered_minor: int = 0


def estimate(read: Read, values: Mapping[str, Any]) -> Estimate:
    """Value, weight and brokerage of what stands in the editor; empty while the goods are not chosen."""
    from rayafin_desktop.base.errors import Problems
    from rayafin_desktop.base.money import currency_digits
    from rayafin_desktop.features.commodities.rules import Side
    from rayafin_desktop.features.commodities.terms_reading import (
        estimated_kg,
        estimated_value_minor,
        resolved_terms,
    )
    from rayafin_desktop.features.partners.queries import partner_standing
    from rayafin_desktop.features.trades.brokerages import usual_brokerages
    from rayafin_desktop.features.trades.content import BrokerageContent
    from rayafin_desktop.features.trades.rules import Measure as Weighed
    from rayafin_desktop.features.trades.rules import brokerage_minor

    buyer, seller = values.get("buyer_id"), values.get("seller_id")
    standing = partner_standing(read, buyer) if buyer is not None and read.actor.may("partner.read") else None
    undelivered = undelivered_minor(read, buyer) if buyer is not None else 0
    try:
        terms = terms_of(values)
    except ValueError:
        return Estimate(buyer=standing, undelivered_minor=undelivered)
    known = SimpleNamespace(**resolved_terms(read, terms, Problems()))
    value, kg = estimated_value_minor(known), estimated_kg(known)
    usual = {one.side: one for one in usual_brokerages(read, terms.commodity_id, buyer, seller, read.today)}
    for side, key in ((Side.SELL, "seller_rate"), (Side.BUY, "buyer_rate")):
        if values.get(key) is not None:
            usual[side] = BrokerageContent(side=side, rate=values[key])
    packages = int(known.quantity) if known.unit.is_count and known.quantity is not None else 0
    weighed = Weighed(kg=from_scaled(int((kg or 0) * 10**6)), packages=packages)
    brokerages = tuple(
        (
            side,
            brokerage_minor(
                one.basis, one.rate, one.unit, base_minor=value or 0, measure=weighed,
                digits=currency_digits(known.currency), package_kg=known.package_kg,
            ),
        )
        for side, one in usual.items()
    )  # fmt: skip
    return Estimate(
        value_minor=value,
        weight_kg=weighed.kg if kg is not None else None,
        currency=known.currency,
        brokerages=brokerages if value is not None else (),
        buyer=standing,
        undelivered_minor=undelivered,
    )
