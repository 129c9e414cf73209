"""Lots for a contract: those that lie there, what of each is free, and how many packages are taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel, host_window
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.inputs import CountEdit
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CRUMB, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read

if TYPE_CHECKING:
    from rayafin_desktop.features.trades.queries import TradeDetail

_WIDTH = 600
_MOST = 12


@dataclass(frozen=True, slots=True)
class Free:
    """Lots with something free, and what of them fills the contract at least cost."""

    lots: list[Any]
    planned: dict[UUID, int]
    words: dict[UUID, str]


def free_lots(read: Read, detail: TradeDetail, missing: int) -> Free:
    """Lots of these goods of which something is free, the planned ones first, then the seller's own."""
    from rayafin_desktop.features.lots.model import Lot, LotState
    from rayafin_desktop.features.lots.rules import Limit
    from rayafin_desktop.features.matching.lots import best_lots

    trade = detail.trade
    c = Lot.c
    found = read.all(
        Lot, c.commodity_id == trade.commodity_id, c.state == LotState.OPEN, order_by=(c.lot_no, c.id)
    )
    free = [one for one in found if one.available > 0]
    planned: dict[UUID, int] = {}
    words: dict[UUID, str] = {}
    if missing > 0:
        limits = [Limit(one.parameter, one.min_value, one.max_value) for one in detail.limits]
        plan = best_lots(
            read, trade.commodity_id, limits, Decimal(missing), trade.destination_id, unit=trade.unit,
            tolerance_percent=trade.tolerance_percent, currency=trade.currency, seller_id=trade.seller_id,
        )  # fmt: skip
        planned = {one.lot_id: one.packages for one in plan.lots}
        words = {one.lot_id: "; ".join(one.words) for one in plan.lots}
        words |= {one.lot_id: one.words for one in plan.left_out}
    free.sort(key=lambda one: (one.id not in planned, one.party_id != trade.seller_id))
    return Free(free[:_MOST], planned, words)


def assign_lots(page: QWidget, workspace: Workspace, detail: TradeDetail) -> None:
    """Read what is free, then ask."""
    trade = detail.trade
    taken = sum(one.packages - one.released for one in detail.lots)
    wanted = int(trade.quantity) if trade.unit.is_count and trade.quantity is not None else 0
    missing = max(0, wanted - taken)
    workspace.read(
        lambda read: free_lots(read, detail, missing),
        lambda free: _ask(page, workspace, detail, free, missing),
        owner=page,
        slot="free_lots",
    )


def _ask(page: QWidget, workspace: Workspace, detail: TradeDetail, free: Free, missing: int) -> Overlay:
    formats, trade = workspace.formats, detail.trade
    panel = Panel()
    flow = EnterFlow(panel)
    lots = free.lots
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(0, 1)
    edits: dict[UUID, CountEdit] = {}
    for at, lot in enumerate(lots):
        part = free.planned.get(lot.id, 0) if free.planned else min(lot.available, missing)
        missing -= part
        edit = CountEdit(formats, most=0)
        edit.setFixedWidth(90)
        edit.setAccessibleName(tr("Packages of lot {lot}", lot=lot.lot_no))
        edit.set_value(Decimal(part) if part else None)
        flow.watch(edit)
        edits[lot.id] = edit
        about = " · ".join(filter(None, (lot.gin, lot.variety, free.words.get(lot.id, ""))))
        grid.addWidget(
            box(
                column(
                    Label(lot.lot_no, SMALL, MEDIUM, tabular=True),
                    ElidedLabel(about, SMALL, REGULAR, "text2"),
                    spacing=0,
                )
            ),
            at,
            0,
        )
        left = tr("{count} free", count=formats.count(lot.available))
        grid.addWidget(Label(left, SMALL, REGULAR, "text2", number=True), at, 1)
        grid.addWidget(edit, at, 2)
    banner = Banner("neg", closable=False)
    banner.hide()
    cancel, go = Button(tr("Cancel")), Button(tr("Assign lots"), "primary")
    nothing = Label(
        tr("No lot of these goods is free. Enter one under Tested lots first."),
        SMALL,
        REGULAR,
        "text2",
        wrap=True,
    )
    if lots:
        nothing.hide()
    go.setEnabled(bool(lots))
    panel.setLayout(
        column(
            Label(tr("Lots for {number}", number=trade.number), CRUMB, SEMIBOLD), banner, nothing, grid, 8,
            row(None, cancel, go), spacing=8, margins=(24, 20, 24, 20),
        )
    )  # fmt: skip
    panel.setAccessibleName(tr("Lots for {number}", number=trade.number))
    overlay = Overlay(host_window(page), panel, _WIDTH)

    def done(_: object) -> None:
        overlay.dismiss()
        workspace.say(tr("Lots assigned"))

    def refused(error: Exception) -> None:
        if isinstance(error, RayafinError):
            banner.say("\n".join(workspace.sentences(error)), "neg")
            overlay.place()
        else:
            workspace.refused.emit(error)

    def send() -> None:
        from rayafin_desktop.features.trades.content import TradeLotContent
        from rayafin_desktop.features.trades.judging import AssignLots

        chosen = tuple(
            TradeLotContent(lot_id=id_, packages=edit.value()) for id_, edit in edits.items() if edit.value()
        )
        workspace.execute(AssignLots(id=trade.id, lots=chosen), done, owner=overlay, failed=refused)

    cancel.clicked.connect(overlay.dismiss)
    go.clicked.connect(send)
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut(panel, keys, send)
    overlay.open(next(iter(edits.values()), cancel))
    return overlay
