"""Reading messages: the inbox with its figures, and one message beside what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity
from ..offers.model import Offer
from ..offers.validity import day_bounds
from ..parties.model import Party
from .dealings import Dealing, OpenTalk, last_of_party, open_talks
from .model import MessageSource, MessageState, TradeMessage
from .resolution import Reading, read_text

_M = TradeMessage.c


def _rows(read: Read) -> Select[Any]:
    return (
        select(
            _M.id,
            _M.received_at,
            func.coalesce(_M.sent_at, _M.received_at).label("said_at"),
            _M.sent_at,
            _M.source,
            _M.sender,
            _M.chat,
            _M.text,
            _M.kind,
            _M.commodity.label("commodity_code"),
            func.coalesce(Commodity.c.name, _M.commodity).label("commodity_name"),
            _M.party_id,
            func.coalesce(Party.c.name, _M.sender).label("party_name"),
            _M.state,
            _M.became_kind,
            _M.became_id,
            _M.offer_id,
            func.coalesce(Offer.c.number, "").label("offer_number"),
            _M.decided_at,
            _M.discard_reason,
            (_M.state == MessageState.NEW).label("is_new"),
            (_M.state != MessageState.NEW).label("is_decided"),
            _M.version,
        )
        .join_from(
            TradeMessage.mapping.table,
            Party.mapping.table,
            and_(Party.c.company_id == _M.company_id, Party.c.id == _M.party_id),
            isouter=True,
        )
        .join(
            Commodity.mapping.table,
            and_(
                Commodity.c.company_id == _M.company_id,
                Commodity.c.code == _M.commodity,
                Commodity.c.deleted_at.is_(None),
            ),
            isouter=True,
        )
        .join(
            Offer.mapping.table,
            and_(Offer.c.company_id == _M.company_id, Offer.c.id == _M.offer_id),
            isouter=True,
        )
        .where(_M.company_id == read.company_id, _M.deleted_at.is_(None))
    )


def _search(read: Read, text: str) -> Condition:
    found = matching(read.dialect, read.company_id, "trade_message", text)
    if found is None:
        return _M.text.icontains(text, autoescape=True)
    return _M.id.in_(found)


def inbox_stats(read: Read) -> Mapping[str, Any]:
    """Messages that wait, those among them that came today, and what today's decisions were."""
    begins, ends = day_bounds(read, read.now)
    waits = _M.state == MessageState.NEW
    today = and_(_M.received_at >= begins, _M.received_at < ends)
    decided = and_(_M.decided_at >= begins, _M.decided_at < ends)
    row = read.first(
        select(
            func.coalesce(func.sum(case((waits, 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(waits, today), 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(_M.state == MessageState.SAVED, decided), 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(_M.state == MessageState.DISCARDED, decided), 1), else_=0)), 0),
        ).where(_M.company_id == read.company_id, _M.deleted_at.is_(None))
    )
    names = ("new_count", "new_today_count", "saved_today_count", "discarded_today_count")
    return {name: int(value) for name, value in zip(names, row or (0,) * 4, strict=True)}


TRADE_INBOX = ListQuery(
    name="trade_inbox",
    permission="message.read",
    kinds=("trade_message",),
    select=_rows,
    key=_M.id,
    sorts={"received_at": (_M.received_at,)},
    default_sort=("received_at", True),
    tabs={
        "new": lambda read: _M.state == MessageState.NEW,
        "saved": lambda read: _M.state == MessageState.SAVED,
        "discarded": lambda read: _M.state == MessageState.DISCARDED,
        "all": lambda read: None,
    },
    search=_search,
    stats=inbox_stats,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReading:
    """A message with what it says now; `last` is what its party offered and traded before.

    `talks` are the open negotiations of that party, one of which a counter or a deal belongs to.
    """

    message_id: UUID
    version: int
    text: str
    sender: str
    chat: str
    source: MessageSource
    received_at: datetime
    sent_at: datetime | None
    state: MessageState
    offer_id: UUID | None
    became_kind: str
    became_id: UUID | None
    reading: Reading
    last: tuple[Dealing, ...]
    talks: tuple[OpenTalk, ...]


def message_reading(read: Read, message_id: UUID) -> MessageReading:
    """A message read against the book as it is now; NotFound (`trade_message.not_found`)."""
    read.actor.require("message.read")
    message = read.get(TradeMessage, message_id)
    reading = read_text(read, message.text, message.sent_at or message.received_at, message.sender)
    whose = reading.party_id or reading.broker_id or message.party_id
    return MessageReading(
        message_id=message.id,
        version=message.version,
        text=message.text,
        sender=message.sender,
        chat=message.chat,
        source=message.source,
        received_at=message.received_at,
        sent_at=message.sent_at,
        state=message.state,
        offer_id=message.offer_id,
        became_kind=message.became_kind,
        became_id=message.became_id,
        reading=reading,
        last=() if whose is None else last_of_party(read, whose),
        talks=() if whose is None else open_talks(read, whose),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to be read whole."""

    text: str


def message_words(read: Read, message_id: UUID) -> list[Said]:
    """The message as it was written, a row for each of its lines."""
    read.actor.require("message.read")
    return [Said(line) for line in read.get(TradeMessage, message_id).text.split("\n") if line.strip()]


def message_questions(read: Read, message_id: UUID) -> list[Said]:
    """What a person has to say before a message can be saved; empty once it is decided about."""
    message = message_reading(read, message_id)
    if message.state is not MessageState.NEW:
        return []
    return [Said(doubt.question) for doubt in message.reading.doubts]
