"""Pasting: a message or a whole chat comes into the inbox, each message once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read, Work

from ..offers.validity import day_bounds, desk_zone
from .model import MessageSource, MessageState, TradeMessage
from .names import Named, party_named
from .parsing.chat import ChatMessage, split_chat
from .resolution import parsed_at, whose

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
    chat = [
        _Mark(
            (one.sender or command.sender).strip()[:_LONGEST_NAME],
            _instant(work, one) or command.sent_at,
            one.text,
        )
        for one in found
    ]
    known = _known(work, chat)
    new = [mark for mark in dict.fromkeys(chat) if mark not in known]
    finding = _Finding()
    taken = [_taken(work, command, mark, finding, keep=len(found) == 1) for mark in new]
    set_aside = sum(one.state is MessageState.DISCARDED for one in taken)
    return Captured(tuple(one.id for one in taken), set_aside, len(found) - len(taken))


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells two messages apart."""

    sender: str
    sent_at: datetime | None
    text: str


class _Finding:
    """Looks a name up once in a paste: a chat has a few senders and many messages."""

    def __init__(self) -> None:
        self._found: dict[str, Named] = {}

    def __call__(self, read: Read, text: str) -> Named:
        if text not in self._found:
            self._found[text] = party_named(read, text)
        return self._found[text]


def _instant(work: Work, message: ChatMessage) -> datetime | None:
    if message.sent_at is None:
        return None
    return message.sent_at.replace(tzinfo=desk_zone(work)).astimezone(UTC)


def _known(work: Work, chat: Sequence[_Mark]) -> set[_Mark]:
    """Messages of the book that may be those of a paste: of its time, or without a time of today."""
    c = TradeMessage.c
    found: list[TradeMessage] = []
    times = [one.sent_at for one in chat if one.sent_at is not None]
    if times:
        found += work.all(TradeMessage, c.sent_at >= min(times), c.sent_at <= max(times))
    if len(times) < len(chat):
        begins, ends = day_bounds(work, work.now)
        found += work.all(TradeMessage, c.sent_at.is_(None), c.received_at >= begins, c.received_at < ends)
    return {_Mark(one.sender, one.sent_at, one.text) for one in found}


def _taken(work: Work, command: CaptureMessages, mark: _Mark, find: _Finding, *, keep: bool) -> TradeMessage:
    """A new message with what it says; one of a chat that says nothing is set aside unless `keep`."""
    parsed = parsed_at(work, mark.text, mark.sent_at or work.now)
    says_something = any(name in parsed.fields for name in ("kind", "commodity", "quantity", "price"))
    is_new = keep or says_something
    party, broker = whose(work, parsed.fields, mark.sender, find)
    message = work.new(
        TradeMessage,
        received_at=work.now,
        sent_at=mark.sent_at,
        source=command.source,
        sender=mark.sender,
        chat=command.chat.strip()[:_LONGEST_NAME],
        text=mark.text,
        state=MessageState.NEW if is_new else MessageState.DISCARDED,
        kind=str(parsed.fields.get("kind") or "")[:_LONGEST_CODE],
        commodity=str(parsed.fields.get("commodity") or "")[:_LONGEST_CODE],
        parsed=_without_people(parsed.to_json()) or None,
        party_id=party.id or broker.id,
        decided_at=None if is_new else work.now,
        branch_id=work.actor.branch_id,
    )
    work.index("trade_message", message.id, f"{mark.sender} {mark.text}")
    return message


def _without_people(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in _OF_PEOPLE}
