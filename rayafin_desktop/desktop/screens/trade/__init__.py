"""The trade desk: messages, offers, negotiations, contracts, lots and deliveries."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _desk(workspace: Workspace) -> QWidget:
    from .desk_page import DeskPage

    return DeskPage(workspace)


def _offer(workspace: Workspace) -> QWidget:
    from .offer_page import OfferPage

    return OfferPage(workspace)


def _negotiation(workspace: Workspace) -> QWidget:
    from .negotiation_page import NegotiationPage

    return NegotiationPage(workspace)


def _trade(workspace: Workspace) -> QWidget:
    from .trade_page import TradePage

    return TradePage(workspace)


def _lot(workspace: Workspace) -> QWidget:
    from .lot_page import LotPage

    return LotPage(workspace)


def _delivery(workspace: Workspace) -> QWidget:
    from .delivery_page import DeliveryPage

    return DeliveryPage(workspace)


def _trade_editor(workspace: Workspace) -> QWidget:
    from .trade_editor import TradeEditor

    return TradeEditor(workspace)


def _claim(workspace: Workspace) -> QWidget:
    from .claim_page import ClaimPage

    return ClaimPage(workspace)


PAGES = (
    PageEntry(
        key="trade.desk",
        title="Desk",
        icon="message-square",
        make=_desk,
        nav_group="Trade desk",
        nav_order=10,
        go="G",
        permission="offer.read",
    ),
    PageEntry(
        key="offer.page",
        title="New offer",
        icon="megaphone",
        make=_offer,
        new="F",
        permission="offer.read",
        many=True,
    ),
    PageEntry(
        key="negotiation.page",
        title="Negotiation",
        icon="repeat",
        make=_negotiation,
        permission="offer.read",
        many=True,
    ),
    PageEntry(
        key="trade.page",
        title="Trade",
        icon="handshake",
        make=_trade,
        permission="trade.read",
        many=True,
    ),
    PageEntry(
        key="lot.page",
        title="Lot",
        icon="flask-conical",
        make=_lot,
        permission="lot.read",
        many=True,
    ),
    PageEntry(
        key="delivery.editor",
        title="New delivery",
        icon="truck",
        make=_delivery,
        permission="delivery.read",
        many=True,
    ),
    PageEntry(
        key="trade.editor",
        title="New trade",
        icon="handshake",
        make=_trade_editor,
        new="D",
        permission="trade.save",
        many=True,
    ),
    PageEntry(
        key="claim.page",
        title="Claim",
        icon="scale",
        make=_claim,
        permission="claim.read",
        many=True,
    ),
)
