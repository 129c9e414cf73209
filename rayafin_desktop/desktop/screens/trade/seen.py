"""What the desk's panels show: plain rows between the book's answers and the widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit

from .message_box import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A message as it was read: values for the form, questions for what is doubtful, marked words.

    `kind` is a value of `words.KINDS`. `message_id` is the stored message it came from, None for one just
    pasted. `parsed` is the parser's own answer.
    """

    text: str
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    said_by: str = ""
    said_at: datetime | None = None
    source: str = ""
    message_id: UUID | None = None
    parsed: Any = None
    sides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A message of the queue, not yet looked at; `message_id` None for one of a pasted chat."""

    text: str
    said_by: str = ""
    said_at: datetime | None = None
    source: str = ""
    message_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """Somebody on the other side: what he wants at which price per `unit`, and how well it fits (to 100)."""

    id: UUID
    party_id: UUID | None
    party_name: str
    about: str
    price: Decimal | None
    gap: Decimal | None
    fit: int
    reasons: tuple[str, ...] = ()
    unit: TradeUnit | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """Somebody who does not fit at all, and why."""

    party_name: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LastOffer:
    """An earlier offer of a party."""

    id: UUID
    on: datetime
    what: str
    price: str
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What stands around an offer while it is typed."""

    fits: tuple[Fit, ...] = ()
    refused: tuple[Refused, ...] = ()
    last: tuple[LastOffer, ...] = ()
    trades_this_year: int = 0
    standing: Any = None
    undelivered_minor: int = 0
    brokerage_minor: int | None = None
    last_trade: str = ""
