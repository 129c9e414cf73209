"""Lots for a contract: those that lie there, what of each is free, and how many packages are taken."""

from __future__ import annotations

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


def free_lots(read: Read, commodity_id: UUID, seller_id: UUID | None) -> list[Any]:
    """Lots of these goods of which something is free, the seller's own first."""
    from rayafin_desktop.features.lots.model import Lot, LotState

    c = Lot.c
    found = read.all(Lot, c.commodity_id == commodity_id, c.state == LotState.OPEN, order_by=(c.lot_no, c.id))
    free = [one for one in found if one.available > 0]
    return sorted(free, key=lambda one: one.party_id != seller_id)[:_MOST]


def assign_lots(page: QWidget, workspace: Workspace, detail: TradeDetail) -> None:
    """Read what is free, then ask."""
    trade = detail.trade
    workspace.read(
        lambda read: free_lots(read, trade.commodity_id, trade.seller_id),
        lambda lots: _ask(page, workspace, detail, lots),
        owner=page,
        slot="free_lots",
    )


def _ask(page: QWidget, workspace: Workspace, detail: TradeDetail, lots: list[Any]) -> Overlay:
    formats, trade = workspace.formats, detail.trade
    panel = Panel()
    flow = EnterFlow(panel)
    taken = sum(one.packages - one.released for one in detail.lots)
    wanted = int(trade.quantity) if trade.unit.is_count and trade.quantity is not None else 0
    missing = max(0, wanted - taken)
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(0, 1)
    edits: dict[UUID, CountEdit] = {}
    for at, lot in enumerate(lots):
        part = min(lot.available, missing)
        missing -= part
        edit = CountEdit(formats, most=0)
        edit.setFixedWidth(90)
        edit.setAccessibleName(tr("Packages of lot {lot}", lot=lot.lot_no))
        edit.set_value(Decimal(part) if part else None)
        flow.watch(edit)
        edits[lot.id] = edit
        about = " · ".join(filter(None, (lot.gin, lot.variety)))
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
        free = tr("{count} free", count=formats.count(lot.available))
        grid.addWidget(Label(free, SMALL, REGULAR, "text2", number=True), at, 1)
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
    nothing.setVisible(not lots)
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
