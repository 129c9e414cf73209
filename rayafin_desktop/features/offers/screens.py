"""Offers and negotiations in the window: the lists, and the forms of what is said and how it ends."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    Filter,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)
from rayafin_desktop.features.documents.screens import FILES

from ..commodities.rules import PriceType, TaxTerm
from ..trades.screens import BASES, PAYMENTS, SIDES, UNITS
from .accepting import AcceptRound
from .closing import RejectOffer, WithdrawOffer
from .entering import EnterOffer
from .model import NegotiationState, OfferKind
from .negotiating import CounterOffer, RejectNegotiation, WithdrawNegotiation
from .queries import OfferStatus
from .saving import RepeatOffer

OUR_FIRM = "Our firm"
KINDS = (
    Choice(value=OfferKind.OFFER, label="Offer", tone="accent"),
    Choice(value=OfferKind.BID, label="Bid", tone="teal"),
    Choice(value=OfferKind.ENQUIRY, label="Enquiry", tone="neutral"),
)
STATES = (
    Choice(value=OfferStatus.OPEN, label="Open", tone="info"),
    Choice(value=OfferStatus.FIRM, label="Firm price", tone="pos"),
    Choice(value=OfferStatus.COUNTERED, label="Countered", tone="warn"),
    Choice(value=OfferStatus.PART_TAKEN, label="Part taken", tone="warn"),
    Choice(value=OfferStatus.AGREED, label="Agreed", tone="teal"),
    Choice(value=OfferStatus.EXPIRED, label="Expired", tone="muted"),
    Choice(value=OfferStatus.REJECTED, label="Rejected", tone="neg"),
    Choice(value=OfferStatus.WITHDRAWN, label="Withdrawn", tone="muted"),
)
TALK_STATES = (
    Choice(value=NegotiationState.OPEN, label="Open", tone="info"),
    Choice(value=NegotiationState.AGREED, label="Agreed", tone="teal"),
    Choice(value=NegotiationState.REJECTED, label="Rejected", tone="neg"),
    Choice(value=NegotiationState.WITHDRAWN, label="Withdrawn", tone="muted"),
    Choice(value=NegotiationState.EXPIRED, label="Expired", tone="muted"),
)
PRICE_TYPES = (
    Choice(value=PriceType.FIRM, label="Firm price"),
    Choice(value=PriceType.LAST, label="Last"),
    Choice(value=PriceType.NETT, label="Nett"),
    Choice(value=PriceType.ON_CALL, label="On call"),
)
TAX_TERMS = (
    Choice(value=TaxTerm.PLUS_GST, label="Plus GST"),
    Choice(value=TaxTerm.INCL_GST, label="GST included"),
)

_KIND = Column(key="kind", title="Kind", kind="status", width=100, sortable=False, choices=KINDS, priority=7)
_PARTY = Column(key="party_name", title="Party", kind="party", width=190, stretch=True, sortable=False,
                empty=OUR_FIRM, priority=9)  # fmt: skip
_GOODS = Column(key="commodity_name", title="Commodity", width=130, sortable=False, subtitle="variety",
                priority=8)  # fmt: skip
_LEFT = Column(key="left_quantity", title="Quantity", kind="qty", width=90, sortable=False, subtitle="unit",
               priority=8)  # fmt: skip
_PRICE = Column(key="price", title="Price", kind="rate", width=110, sortable=False, decimals=2,
                currency="currency", subtitle="price_unit", priority=10)  # fmt: skip
_PLACE = Column(key="place", title="Place", width=110, sortable=False, priority=5)
_UNTIL = Column(key="valid_until", title="Stands until", kind="instant", width=130, alarm="is_expiring",
                priority=7)  # fmt: skip
_STATE = Column(key="state", title="Status", kind="status", width=120, sortable=False, choices=STATES,
                priority=10)  # fmt: skip

OFFERS = ListScreen(
    key="offers",
    title="Offers",
    one="offer",
    many="offers",
    icon="megaphone",
    query="offers",
    nav_group="Trade desk",
    nav_order=20,
    shortcut_go="O",
    permission="offer.read",
    kinds=("offer", "negotiation", "party", "commodity", "attachment"),
    order="offered_at",
    descending=True,
    title_key="number",
    status_key="state",
    muted="is_muted",
    opens="offer.page",
    badge="open_count",
    search="Number, party, commodity or variety",
    columns=(
        Column(key="number", title="Number", kind="code", width=130, priority=10),
        _KIND, _PARTY, _GOODS, _LEFT, _PRICE, _PLACE,
        Column(key="offered_at", title="Said", kind="instant", width=130, priority=4),
        _UNTIL, _STATE,
    ),
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="countered", label="Countered"),
        Tab(key="expiring", label="Expiring today"),
        Tab(key="agreed", label="Agreed", counted=False),
        Tab(key="expired", label="Expired", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="offers", label="Offers", kind="count", opens_tab="open"),
        Stat(key="bids", label="Bids", kind="count", opens_tab="open"),
        Stat(key="enquiries", label="Enquiries", kind="count", opens_tab="open"),
        Stat(key="expiring", label="Expiring today", kind="count", tone="warn", opens_tab="expiring"),
    ),
    filters=(
        Filter(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup"),
        Filter(key="kind", label="Kind", choices=KINDS),
        Filter(key="party_id", label="Party", kind="lookup", lookup="party_lookup"),
    ),
    actions=(
        Action(key="new", label="New offer", icon="plus", primary=True, scope="page", opens="offer.page",
               permission="offer.save"),
        Action(key="repeat", label="Repeat", icon="refresh-cw", command=RepeatOffer, identity="id",
               permission="offer.save", when="is_changeable"),
        Action(key="withdraw", label="Withdraw", icon="undo-2", opens="offer.withdraw",
               permission="offer.save", when="is_changeable"),
        Action(key="reject", label="Reject", icon="x", danger=True, opens="offer.reject",
               permission="offer.save", when="is_changeable"),
    ),
    peek=(
        PeekSection(
            title="Said",
            columns=(
                _PARTY, Column(key="broker_name", title="Broker"), _GOODS, _LEFT,
                Column(key="unit", title="Unit", choices=UNITS),
                Column(key="price", title="Price", kind="rate", currency="currency"),
                Column(key="price_unit", title="Price for a", choices=UNITS),
                Column(key="basis", title="Basis", choices=BASES),
                Column(key="origin_name", title="From"),
                Column(key="destination_name", title="To"),
                Column(key="delivery_from", title="Delivery from", kind="date"),
                Column(key="delivery_to", title="Delivery to", kind="date"),
                Column(key="payment_type", title="Payment", choices=PAYMENTS),
                Column(key="payment_days", title="Days of credit", kind="count"),
                Column(key="said_by", title="Said by"), _UNTIL,
                Column(key="text", title="In words"),
                Column(key="close_reason", title="Reason"),
            ),
        ),
        PeekSection(
            title="Negotiations",
            kind="lines",
            query="offer_talks",
            by="id",
            columns=(
                Column(key="party_name", title="Party", empty=OUR_FIRM),
                Column(key="last_price", title="Price", kind="rate"),
                Column(key="state", title="Status", kind="status", choices=TALK_STATES),
            ),
        ),
        FILES,
    ),
    empty=EmptyState(
        title="No offers yet",
        text="Note what sellers offer and buyers bid, as it was said. What stands is matched with the other "
        "side, negotiated in rounds, and becomes a contract when both agree.",
        action="new",
    ),
)  # fmt: skip

NEGOTIATIONS = ListScreen(
    key="negotiations",
    title="Negotiations",
    one="negotiation",
    many="negotiations",
    icon="message-square",
    query="negotiations",
    permission="offer.read",
    kinds=("negotiation", "offer", "party"),
    order="last_at",
    descending=True,
    title_key="number",
    status_key="state",
    muted="is_muted",
    opens="negotiation.page",
    search="Offer, party or commodity",
    columns=(
        Column(key="number", title="Offer", kind="code", width=130, sortable=False, priority=10),
        Column(key="offer_party_name", title="Offered by", kind="party", width=170, stretch=True,
               sortable=False, empty=OUR_FIRM, priority=9),
        Column(key="party_name", title="With", kind="party", width=150, sortable=False, empty=OUR_FIRM,
               priority=9),
        _GOODS,
        Column(key="bid_price", title="Bid", kind="rate", width=100, sortable=False, decimals=2, priority=8),
        Column(key="asked_price", title="Asked", kind="rate", width=100, sortable=False, decimals=2,
               priority=8),
        Column(key="gap", title="Gap", kind="rate", width=90, sortable=False, decimals=2, priority=10),
        Column(key="rounds", title="Round", kind="count", width=70, sortable=False, priority=5),
        Column(key="last_at", title="Last said", kind="instant", width=130, priority=6),
        Column(key="valid_until", title="Stands until", kind="instant", width=130, sortable=False,
               alarm="is_expiring", priority=7),
        Column(key="state", title="Status", kind="status", width=110, sortable=False, choices=TALK_STATES,
               priority=10),
    ),
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="expiring", label="Expiring today"),
        Tab(key="agreed", label="Agreed", counted=False),
        Tab(key="expired", label="Expired", counted=False),
        Tab(key="closed", label="Ended", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="open_count", label="Open negotiations", kind="count", opens_tab="open"),
        Stat(key="expiring", label="Expiring today", kind="count", tone="warn", opens_tab="expiring"),
    ),
    actions=(
        Action(key="accept", label="Accept", icon="handshake", primary=True, opens="negotiation.accept",
               permission="offer.accept", when="is_live"),
        Action(key="counter", label="Counter", icon="corner-down-left", opens="negotiation.counter",
               permission="offer.negotiate", when="may_counter"),
        Action(key="reject", label="Walk away", icon="x", danger=True, opens="negotiation.reject",
               permission="offer.negotiate", when="is_open"),
        Action(key="withdraw", label="Take back", icon="undo-2", opens="negotiation.withdraw",
               permission="offer.negotiate", when="is_open"),
    ),
    peek=(
        PeekSection(title="Rounds", kind="timeline", query="negotiation_steps", by="id"),
    ),
    empty=EmptyState(
        title="Nothing is negotiated",
        text="Counter an offer with another price, quantity or term: each round is kept, with who said it.",
    ),
)  # fmt: skip

OFFER_FORM = FormScreen(
    key="offer.edit",
    noun="offer",
    icon="megaphone",
    create=EnterOffer,
    change=EnterOffer,
    load="offer_form",
    permission="offer.save",
    title_key="number",
    fields=(
        Field(key="kind", label="Kind", kind="choice", choices=KINDS, span=3, section="Who", required=True,
              default=OfferKind.OFFER),
        Field(key="party_id", label="Party", kind="lookup", lookup="party_lookup", span=5, section="Who",
              help="Empty for our own firm."),
        Field(key="broker_id", label="Their broker", kind="lookup", lookup="party_lookup", span=4,
              section="Who"),
        Field(key="commodity_id", label="Commodity", kind="lookup", lookup="commodity_lookup", span=4,
              section="What", required=True),
        Field(key="variety", label="Variety", kind="code", span=4, section="What"),
        Field(key="crop_year", label="Crop year", kind="code", span=4, section="What", placeholder="2025-26"),
        Field(key="quantity", label="Quantity", kind="qty", span=3, section="What"),
        Field(key="unit", label="Unit", kind="choice", choices=UNITS, span=3, section="What",
              help="Empty for what is usual of the commodity."),
        Field(key="tolerance_percent", label="More or less", kind="percent", span=3, section="What"),
        Field(key="packing", label="Packing", span=3, section="What"),
        Field(key="quality", label="Quality", kind="long", span=12, section="What",
              placeholder="Staple min 29; Micronaire 3.8-4.5; Trash max 3.5",
              help="One limit after another, parted by semicolons."),
        Field(key="price", label="Price", kind="rate", span=3, section="Price"),
        Field(key="price_unit", label="Price for a", kind="choice", choices=UNITS, span=3, section="Price",
              help="Empty for what is usual of the commodity."),
        Field(key="basis", label="Basis", kind="choice", choices=BASES, span=3, section="Price"),
        Field(key="tax_term", label="GST", kind="choice", choices=TAX_TERMS, span=3, section="Price"),
        Field(key="price_type", label="How firm", kind="choice", choices=PRICE_TYPES, span=3,
              section="Price"),
        Field(key="currency", label="Currency", kind="code", span=3, section="Price",
              help="Empty for the company's."),
        Field(key="payment_type", label="Payment", kind="choice", choices=PAYMENTS, span=3, section="Price"),
        Field(key="payment_days", label="Days of credit", kind="count", span=3, section="Price"),
        Field(key="origin_id", label="From", kind="lookup", lookup="location_lookup", span=3,
              section="Delivery"),
        Field(key="destination_id", label="To", kind="lookup", lookup="location_lookup", span=3,
              section="Delivery"),
        Field(key="delivery_from", label="Delivery from", kind="date", span=3, section="Delivery"),
        Field(key="delivery_to", label="Delivery to", kind="date", span=3, section="Delivery"),
        Field(key="valid_on", label="Stands until", kind="date", span=3, section="Said",
              help="Empty for today."),
        Field(key="valid_at", label="Time", kind="code", span=3, section="Said", placeholder="17:00"),
        Field(key="said_by", label="Said by", span=6, section="Said"),
        Field(key="text", label="In words", kind="long", span=12, section="Said"),
        Field(key="notes", label="Notes", kind="long", span=12, section="Said"),
    ),
)  # fmt: skip


def _ends(key: str, command: type, label: str) -> FormScreen:
    """A form that ends an offer for a reason."""
    return FormScreen(
        key=key,
        noun="offer",
        icon="megaphone",
        change=command,
        load="offers",
        permission="offer.save",
        title_key="number",
        fields=(
            Field(key="number", label="Number", kind="code", span=4, read_only=True),
            Field(key="party_name", label="Party", span=8, read_only=True),
            Field(key="reason", label=label, kind="long", span=12, required=True),
        ),
    )


def _talk(key: str, command: type, identity: str, permission: str, *fields: Field) -> FormScreen:
    """A form about a negotiation."""
    return FormScreen(
        key=key,
        noun="negotiation",
        icon="message-square",
        change=command,
        load="negotiations",
        identity=identity,
        permission=permission,
        title_key="number",
        fields=(
            Field(key="number", label="Offer", kind="code", span=4, read_only=True),
            Field(key="offer_party_name", label="Offered by", span=4, read_only=True),
            Field(key="party_name", label="With", span=4, read_only=True),
            Field(key="bid_price", label="Bid", kind="rate", span=4, read_only=True),
            Field(key="asked_price", label="Asked", kind="rate", span=4, read_only=True),
            Field(key="gap", label="Gap", kind="rate", span=4, read_only=True),
            *fields,
        ),
    )


_REASON = Field(key="reason", label="Reason", kind="long", span=12, required=True)
_SAID_BY = Field(key="said_by", label="Said by", span=6)

SCREENS = (
    OFFERS,
    NEGOTIATIONS,
    OFFER_FORM,
    _ends("offer.withdraw", WithdrawOffer, "Why it is withdrawn"),
    _ends("offer.reject", RejectOffer, "Why it is rejected"),
    _talk(
        "negotiation.counter", CounterOffer, "negotiation_id", "offer.negotiate",
        Field(key="side", label="Who speaks", kind="choice", choices=SIDES, span=4,
              help="Empty for who did not speak last."),
        Field(key="price", label="New price", kind="rate", span=4, help="Empty to leave it."),
        Field(key="quantity", label="New quantity", kind="qty", span=4, help="Empty to leave it."),
        _SAID_BY,
        Field(key="text", label="In words", kind="long", span=12),
    ),
    _talk(
        "negotiation.accept", AcceptRound, "negotiation_id", "offer.accept",
        Field(key="quantity", label="Quantity taken", kind="qty", span=6,
              help="Empty for all of it; less leaves the rest open."),
        _SAID_BY,
        Field(key="notes", label="Notes of the contract", kind="long", span=12),
    ),
    _talk("negotiation.reject", RejectNegotiation, "id", "offer.negotiate", _REASON, _SAID_BY),
    _talk("negotiation.withdraw", WithdrawNegotiation, "id", "offer.negotiate", _REASON, _SAID_BY),
)  # fmt: skip
