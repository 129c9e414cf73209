"""The desk's figures on the home page; each opens its list. Hidden in a company that does not trade."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.screens.company.kpi_card import KpiCard
from rayafin_desktop.desktop.theme.sizes import CARD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Tone
from rayafin_desktop.engine.work import Read

if TYPE_CHECKING:
    from rayafin_desktop.features.desk.statistics import DeskStatistics

KINDS = frozenset({"trade", "offer", "delivery", "brokerage_charge"})
"""What changes these figures."""


def _statistics(read: Read) -> DeskStatistics:
    from rayafin_desktop.features.desk.statistics import desk_statistics

    return desk_statistics(read)


class DeskRow(QWidget):
    """Five figures side by side."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.seen: DeskStatistics | None = None
        self.cards = {
            "volume": self._card("Traded this month", "handshake", "trades", tab="all"),
            "open": self._card("Open contracts", "clipboard-list", "trades", tab="open"),
            "unconfirmed": self._card("Not confirmed in a day", "circle-alert", "trades", tab="unconfirmed"),
            "brokerage": self._card("Brokerage due", "percent", "brokerage", tab="due"),
            "exposure": self._card("Largest exposure", "shield", "report", id="trade-exposure"),
        }
        self.setLayout(row(*self.cards.values(), spacing=CARD_GAP))
        self.hide()
        self.read()

    def read(self) -> None:
        """Ask for the figures anew."""
        if self._workspace.may("desk.read"):
            self._workspace.read(_statistics, self.show_figures, owner=self, slot="desk")

    def again(self) -> None:
        """Write the same figures anew, where amounts were hidden or shown."""
        if self.seen is not None:
            self.show_figures(self.seen)

    def show_figures(self, seen: DeskStatistics) -> None:
        """Show the figures, or nothing where nothing was ever traded or offered."""
        self.seen = seen
        formats = self._workspace.formats
        self.setVisible(bool(seen.month_trades or seen.open_trades or seen.open_offers))

        def money(minor: int) -> str:
            return formats.whole_money(minor, seen.currency)

        weight = tr("{tonnes} t", tonnes=formats.decimal(round(seen.month_kg / 1000, 1)))
        made = _counted(formats, seen.month_trades, "1 contract", "{count} contracts")
        self.cards["volume"].show_figure(money(seen.month_minor), f"{made}, {weight}")
        late = _counted(formats, seen.late, "1 late", "{count} late") if seen.late else tr("none late")
        open_ = _counted(formats, seen.open_trades, "1 contract", "{count} contracts")
        self.cards["open"].show_figure(
            money(seen.open_minor), f"{open_}, {late}", "neg" if seen.late else "neutral"
        )
        tone: Tone = "warn" if seen.unconfirmed else "neutral"
        words = tr("call them") if seen.unconfirmed else tr("all confirmed")
        self.cards["unconfirmed"].show_figure(formats.count(seen.unconfirmed), words, tone)
        due = _counted(formats, seen.brokerage_due, "1 charge to bill", "{count} charges to bill")
        self.cards["brokerage"].show_figure(money(seen.brokerage_due_minor), due)
        first = next(iter(seen.exposure), None)
        self.cards["exposure"].setVisible(first is not None)
        if first is not None:
            self.cards["exposure"].show_figure(money(first.open_minor), first.name)

    def _card(self, label: str, icon: str, page: str, **params: object) -> KpiCard:
        card = KpiCard(tr(label), icon)
        card.clicked.connect(partial(self._workspace.open, page, **params))
        return card


def _counted(formats: Any, count: int, one: str, many: str) -> str:
    return tr(one) if count == 1 else tr(many, count=formats.count(count))
