"""Pasting: a message or a whole chat comes into the inbox, each message once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..offers.validity import day_bounds, desk_zone
from .model import MessageSource, MessageState, TradeMessage
from .parsing.chat import ChatMessage, split_chat
from .resolution import parsed_at, resolved

MOST_MESSAGES = 2000
"""How many messages one paste may hold: more than a busy group writes in a week."""

MOST_CHARACTERS = 1_000_000

_LONGEST_NAME = 200
_LONGEST_CODE = 40
# Names of people stay in the text, which can be erased; what is kept beside it holds none.
_OF_PEOPLE = frozenset({"parties"})


@dataclass(frozen=True, slots=True)
class Captured:
    """What a paste brought: the new messages, how many of them say nothing of the trade, what was there.

    `set_aside` of `message_ids` went to the discarded ones at once; `duplicates` had been captured before.
    """

    message_ids: tuple[UUID, ...]
    set_aside: int
    duplicates: int


@dataclass(frozen=True, kw_only=True)
class CaptureMessages(Command[Captured]):
    """Take a pasted message or chat into the inbox.

    Of a chat, talk that says nothing of the trade is kept among the discarded. `sender`, `sent_at` and
    `chat` are for a text that does not say them itself. A message of the same sender, time and text is
    not taken again; without a time, one of the same day.
    """

    permission: ClassVar[str] = "message.save"
    text: str
    source: MessageSource = MessageSource.PASTE
    sender: str = ""
    sent_at: datetime | None = None
    chat: str = ""


def capture_messages(command: CaptureMessages, work: Work) -> Captured:
    text = command.text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    problems = Problems()
    problems.require(len(text) <= MOST_CHARACTERS, "message.too_long_paste", "text", most=MOST_CHARACTERS)
    problems.raise_if_any()
    found = split_chat(text, work.today)
    problems.require(found, "message.text_missing", "text")
    problems.require(
        len(found) <= MOST_MESSAGES, "message.too_many", "text", count=len(found), most=MOST_MESSAGES
    )
    problems.raise_if_any()
    is_chat = len(found) > 1
    ids, set_aside, duplicates = [], 0, 0
    known: set[tuple[str, datetime | None, str]] = set()
    for one in found:
        sender = (one.sender or command.sender).strip()[:_LONGEST_NAME]
        sent_at = _instant(work, one) or command.sent_at
        mark = (sender, sent_at, one.text)
        if mark in known or _is_known(work, *mark):
            duplicates += 1
            continue
        known.add(mark)
        message = _taken(work, command, one.text, sender, sent_at, keep=not is_chat)
        ids.append(message.id)
        set_aside += message.state is MessageState.DISCARDED
    return Captured(tuple(ids), set_aside, duplicates)


def _instant(work: Work, message: ChatMessage) -> datetime | None:
    if message.sent_at is None:
        return None
    return message.sent_at.replace(tzinfo=desk_zone(work)).astimezone(UTC)


def _is_known(work: Work, sender: str, sent_at: datetime | None, text: str) -> bool:
    c = TradeMessage.c
    if sent_at is not None:
        near = work.all(TradeMessage, c.sent_at == sent_at)
    else:
        begins, ends = day_bounds(work, work.now)
        near = work.all(TradeMessage, c.sent_at.is_(None), c.received_at >= begins, c.received_at < ends)
    return any(one.sender == sender and one.text == text for one in near)


def _taken(
    work: Work, command: CaptureMessages, text: str, sender: str, sent_at: datetime | None, *, keep: bool
) -> TradeMessage:
    """A new message with what it says; one of a chat that says nothing is set aside unless `keep`."""
    parsed = parsed_at(work, text, sent_at or work.now)
    says_something = any(name in parsed.fields for name in ("kind", "commodity", "quantity", "price"))
    reading = resolved(work, parsed, sender) if says_something else None
    is_new = keep or says_something
    message = work.new(
        TradeMessage,
        received_at=work.now,
        sent_at=sent_at,
        source=command.source,
        sender=sender,
        chat=command.chat.strip()[:_LONGEST_NAME],
        text=text,
        state=MessageState.NEW if is_new else MessageState.DISCARDED,
        kind=str(parsed.fields.get("kind") or "")[:_LONGEST_CODE],
        commodity=str(parsed.fields.get("commodity") or "")[:_LONGEST_CODE],
        parsed=_without_people(parsed.to_json()) or None,
        party_id=None if reading is None else reading.party_id or reading.broker_id,
        decided_at=None if is_new else work.now,
        branch_id=work.actor.branch_id,
    )
    work.index("trade_message", message.id, f"{sender} {text}")
    return message


def _without_people(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in _OF_PEOPLE}
