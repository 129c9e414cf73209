"""What the pages of contracts, lots and deliveries ask of the book, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.work import Read

from .reading import place_names

if TYPE_CHECKING:
    from rayafin_desktop.features.trades.queries import TradeDetail

_MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTrade:
    """A contract with everything that hangs on it; rows are those of the lists of the same name."""

    detail: TradeDetail
    row: Any
    places: dict[Any, str]
    deliveries: Sequence[Any]
    brokerage: Sequence[Any]
    claims: Sequence[Any]
    negotiation_id: UUID | None
    offer_id: UUID | None
    offer_number: str
    share_names: Mapping[UUID, str]
    now: datetime
    today: date
    silent_hours: int


def _names(read: Read, party_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    from rayafin_desktop.features.parties.model import Party

    return {id_: party.name for id_, party in read.by_ids(Party, party_ids).items()}


def trade(read: Read, trade_id: UUID) -> ShownTrade:
    """A contract as its page shows it; what the person may not see is left out."""
    from rayafin_desktop.features.offers.model import Negotiation, Offer
    from rayafin_desktop.features.trades.queries import trade_detail
    from rayafin_desktop.features.trades.settings import CONFIRM_HOURS

    detail = trade_detail(read, trade_id)
    talk = read.find(Negotiation, trade_id=trade_id) if read.actor.may("offer.read") else None
    offer = read.get(Offer, talk.offer_id) if talk is not None else None
    of_trade = (("trade_id", str(trade_id)),)
    return ShownTrade(
        detail=detail,
        row=next(iter(rows_of(read, "trades", (("id", str(trade_id)),))), None),
        places=place_names(read),
        deliveries=rows_of(read, "deliveries", of_trade),
        brokerage=rows_of(read, "brokerage", of_trade),
        claims=rows_of(read, "claims", of_trade),
        negotiation_id=talk.id if talk is not None else None,
        offer_id=offer.id if offer is not None else None,
        offer_number=offer.number if offer is not None else "",
        share_names=_names(read, [one.party_id for one in detail.shares if one.party_id is not None]),
        now=read.now,
        today=read.today,
        silent_hours=read.setting(CONFIRM_HOURS),
    )


_LISTS = {
    "trades": ("trades.lists", "TRADE_ROWS"),
    "deliveries": ("deliveries.queries", "DELIVERY_ROWS"),
    "brokerage": ("brokerage.queries", "CHARGE_ROWS"),
    "claims": ("claims.queries", "CLAIM_ROWS"),
    "lots": ("lots.queries", "LOT_ROWS"),
}


def rows_of(read: Read, name: str, where: tuple[tuple[str, str], ...]) -> Sequence[Any]:
    """Rows of a list of the desk; empty where the person may not see it."""
    module, attribute = _LISTS[name]
    query = getattr(import_module(f"rayafin_desktop.features.{module}"), attribute)
    if not read.actor.may(query.permission):
        return []
    return page(query, read, Look(tab="all", where=where), limit=_MOST)


def paper(trade_id: UUID) -> Callable[[Read], bytes]:
    """How to draw the contract note as it will be printed."""

    def draw(read: Read) -> bytes:
        from rayafin_desktop.features.trades.printing import contract_pdf

        return contract_pdf(read, trade_id)

    return draw


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A lot held against the limits of one contract that uses it."""

    trade: Any
    line: Any
    limits: Sequence[Any]
    claim_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownLot:
    """A lot with its tests, the contracts it serves, and the papers that hang on it."""

    lot: Any
    tests: Sequence[Any]
    held: Sequence[Held]
    papers: Sequence[Any]
    today: date


def lot(read: Read, lot_id: UUID) -> ShownLot:
    """A lot as its page shows it."""
    from rayafin_desktop.features.documents.queries import attachments_of
    from rayafin_desktop.features.lots.queries import lot_detail, lot_tests

    tests = lot_tests(read, lot_id)
    papers: list[Any] = []
    if read.actor.may("document.read"):
        for record in (lot_id, *(one.id for one in tests)):
            papers += attachments_of(read, record)
    return ShownLot(
        lot=lot_detail(read, lot_id),
        tests=tests,
        held=_held(read, lot_id) if read.actor.may("trade.read") else (),
        papers=papers,
        today=read.today,
    )


def _held(read: Read, lot_id: UUID) -> list[Held]:
    from rayafin_desktop.features.claims.deadlines import claim_window
    from rayafin_desktop.features.trades.judging import trades_with
    from rayafin_desktop.features.trades.model import TradeLimit, TradeLot

    trades = trades_with(read, lot_id, ended_too=True)
    held = []
    for trade_ in sorted(trades, key=lambda one: (one.traded_on, one.number), reverse=True):
        line = next(one for one in read.parts(TradeLot, trade_.id) if one.lot_id == lot_id)
        window = claim_window(read, trade_)
        held.append(
            Held(
                trade=trade_,
                line=line,
                limits=read.parts(TradeLimit, trade_.id),
                claim_until=window.last if window is not None else None,
            )
        )
    return held


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownDelivery:
    """What the editor of a lorry begins with; `detail` None for a new one."""

    trade: TradeDetail
    detail: Any
    rule: str
    today: date


def delivery(read: Read, delivery_id: UUID | None, trade_id: UUID | None) -> ShownDelivery:
    """A lorry, or a new one of a contract."""
    from rayafin_desktop.features.deliveries.queries import delivery_detail
    from rayafin_desktop.features.deliveries.settings import WEIGHT_RULE
    from rayafin_desktop.features.trades.queries import trade_detail

    detail = delivery_detail(read, delivery_id) if delivery_id is not None else None
    of = detail.delivery.trade_id if detail is not None else trade_id
    if of is None:
        raise ValueError("a delivery belongs to a contract")
    rule = read.setting(WEIGHT_RULE)
    if detail is not None and str(detail.delivery.state) != "LIFTED":
        rule = detail.delivery.weight_rule
    return ShownDelivery(trade=trade_detail(read, of), detail=detail, rule=str(rule), today=read.today)


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """What a lorry comes to as it stands in the editor, or why it cannot be worked out yet."""

    reckoning: Any = None
    problems: tuple[Any, ...] = ()


def worked(read: Read, trade_id: UUID, content: Mapping[str, Any]) -> Worked:
    """Work a lorry out while it is typed; `content` are the keywords of `deliveries.reckoning.reckon`."""
    from rayafin_desktop.base.errors import RayafinError
    from rayafin_desktop.features.deliveries.reckoning import reckon
    from rayafin_desktop.features.trades.model import Trade

    try:
        return Worked(reckoning=reckon(read, read.get(Trade, trade_id), **content))
    except RayafinError as refused:
        return Worked(problems=tuple(refused.problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownClaim:
    """A claim with the facts it rests on."""

    detail: Any
    row: Any
    facts: Sequence[Any]
    today: date


def claim(read: Read, claim_id: UUID) -> ShownClaim:
    """A claim as its page shows it."""
    from rayafin_desktop.features.claims.queries import claim_detail, claim_facts

    return ShownClaim(
        detail=claim_detail(read, claim_id),
        row=next(iter(rows_of(read, "claims", (("id", str(claim_id)),))), None),
        facts=claim_facts(read, claim_id),
        today=read.today,
    )
