"""Trade messages: what was pasted or received, how it was read, and what a person made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Json, Name, Note, Personal, References
from rayafin_desktop.engine.entity import Entity, entity


class MessageSource(StrEnum):
    """How a message came to the desk."""

    PASTE = "PASTE"
    WHATSAPP = "WHATSAPP"
    EMAIL = "EMAIL"
    PHONE = "PHONE"


class MessageState(StrEnum):
    """What a person has done with a message."""

    NEW = "NEW"
    SAVED = "SAVED"
    DISCARDED = "DISCARDED"


@entity(
    "trade_messages",
    kind="trade_message",
    indexes=[("received_at", "id"), ("sent_at", "id"), ("state", "received_at", "id"), ("party_id", "id")],
    where={("sent_at", "id"): "sent_at IS NOT NULL"},
    checks={
        "saved": "state <> 'SAVED' OR became_id IS NOT NULL",
        "became": "(became_id IS NULL) = (became_kind = '')",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeMessage(Entity):
    """A message, word for word. Its `text` never changes and is never dropped while the message is kept.

    `sent_at` is when it was written, where the paste said so; `sender` and `chat` as they stood there.
    `parsed` is what the parser read when it came, as plain JSON without the names of people (they stand in
    `text`, which is read anew whenever it is shown); `kind` and `commodity` of it are columns for lists.
    `party_id` is the one party of the book the sender or the text certainly names, else None.
    `became_kind` and `became_id` are what it was saved as, `offer_id` the offer among them.
    """

    received_at: datetime
    sent_at: datetime | None = None
    source: MessageSource = MessageSource.PASTE
    sender: Annotated[Name, Personal] = ""
    chat: Name = ""
    text: Annotated[Note, Personal]
    state: MessageState = MessageState.NEW
    kind: Code = ""
    commodity: Code = ""
    parsed: Json | None = None
    party_id: Annotated[UUID | None, References("parties")] = None
    offer_id: Annotated[UUID | None, References("offers")] = None
    became_kind: Code = ""
    became_id: UUID | None = None
    decided_at: datetime | None = None
    discard_reason: Note = ""
    branch_id: UUID | None = None
