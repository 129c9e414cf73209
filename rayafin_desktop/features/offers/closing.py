"""Offers that end without a contract: taken back by who made them, or turned down."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from .model import Offer, OfferState, RoundKind
from .negotiating import end_all


@dataclass(frozen=True, kw_only=True)
class WithdrawOffer(Command[None]):
    """Who made the offer takes it back; its open negotiations end with it."""

    permission: ClassVar[str] = "offer.save"
    id: UUID
    version: int | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class RejectOffer(Command[None]):
    """Nobody wants the offer; its open negotiations end with it."""

    permission: ClassVar[str] = "offer.save"
    id: UUID
    version: int | None = None
    reason: str


def withdraw_offer(command: WithdrawOffer, work: Work) -> None:
    offer = _close(work, command.id, command.version, command.reason, OfferState.WITHDRAWN)
    end_all(work, offer, RoundKind.WITHDRAW, offer.side, offer.close_reason)


def reject_offer(command: RejectOffer, work: Work) -> None:
    offer = _close(work, command.id, command.version, command.reason, OfferState.REJECTED)
    end_all(work, offer, RoundKind.REJECT, offer.side.other, offer.close_reason)


def _close(work: Work, id_: UUID, version: int | None, reason: str, state: OfferState) -> Offer:
    """The offer, closed for a reason; an expired one may still be closed, so that the reason is known."""
    offer = work.get(Offer, id_, field="id")
    problems = Problems()
    problems.require(reason.strip(), "offer.reason_missing", "reason")
    problems.require(offer.state is OfferState.OPEN, "offer.not_open", "id", number=offer.number)
    problems.raise_if_any()
    work.why = reason.strip()
    return work.save(
        dataclasses.replace(
            offer,
            state=state,
            close_reason=reason.strip(),
            version=offer.version if version is None else version,
        )
    )
