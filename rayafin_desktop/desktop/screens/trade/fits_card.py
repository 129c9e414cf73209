"""Who is on the other side: bids for an offer, offers for a bid, the best on top."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_ROOMY, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column

from .measures import one_of
from .seen import Around, Fit

MOST = 5
_EDGE = 16


class FitsCard(Card):
    """`offered` with the `Fit` chosen by the button; `opened` with the one entered."""

    offered = Signal(object)
    opened = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(padding=1, spacing=0)
        self._workspace = workspace
        self.fits: tuple[Fit, ...] = ()
        self._is_selling = True
        self.title = Label(tr("Buyers that fit"), CARD_TITLE, SEMIBOLD)
        self.brokerage = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, tr("Buyers that fit"), row_height=ROW_ROOMY, edge=_EDGE)
        self.table.moved.connect(lambda _: self._moved())
        self.table.activated_row.connect(lambda at: self.opened.emit(self._at(at)))
        self.nothing = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.why = ElidedLabel("", SMALL, REGULAR, "text2")
        self.offer = Button("", "primary", "send", small=True)
        self.offer.clicked.connect(self._offer)
        self.copy = Button(tr("Copy offer text"), "plain", "copy", small=True)
        self.foot = box(
            column(self.why, row(self.offer, self.copy, None), spacing=8, margins=(_EDGE, 10, _EDGE, 12))
        )
        self.column.addLayout(row(self.title, None, self.brokerage, margins=(_EDGE, 12, _EDGE, 6)))
        self.column.addWidget(self.table)
        self._nothing_box = box(column(self.nothing, margins=(_EDGE, 2, _EDGE, 14)))
        self.column.addWidget(self._nothing_box)
        self.column.addWidget(self.foot)
        self.show_around(None, is_selling=True)

    def restyle(self) -> None:
        self._take_height()

    def show_around(self, around: Around | None, *, is_selling: bool) -> None:
        """Show who fits; None while nothing is read yet."""
        title = tr("Buyers that fit") if is_selling else tr("Sellers that fit")
        self.title.setText(title)
        self.table.setAccessibleName(title)
        self.fits = around.fits[:MOST] if around is not None else ()
        units = {one.unit for one in self.fits if one.unit is not None}
        unit = f" / {one_of(next(iter(units)))}" if len(units) == 1 else ""
        columns = _columns(tr("Bid") + unit if is_selling else tr("Offer") + unit, is_selling=is_selling)
        self.rows.columns = columns
        self.rows.formats = self._workspace.formats
        self.rows.set_rows([_shown(one) for one in self.fits])
        self.table.name_columns(columns)
        self._is_selling = is_selling
        self.table.setVisible(bool(self.fits))
        self.foot.setVisible(bool(self.fits))
        self._nothing_box.setVisible(not self.fits)
        self._say_nothing(around, is_selling=is_selling)
        minor = around.brokerage_minor if around is not None else None
        formats = self._workspace.formats
        self.brokerage.setText(
            tr("brokerage if closed {amount}", amount=formats.whole_money(_rounded(minor))) if minor else ""
        )
        self._take_height()
        if self.fits:
            self.table.move_to(0)
        self._moved()

    def _say_nothing(self, around: Around | None, *, is_selling: bool) -> None:
        if around is None:
            words = tr("They are shown as soon as a message is read or a commodity is chosen.")
        else:
            words = tr("No open bid fits.") if is_selling else tr("No open offer fits.")
            reasons = [f"{one.party_name}: {one.why}" for one in around.refused[:3]]
            words = "\n".join((words, *reasons))
        self.nothing.setText(words)

    def _take_height(self) -> None:
        self.table.setFixedHeight(grown(TABLE_HEAD) + grown(ROW_ROOMY) * max(1, len(self.fits)) + 2)

    def current(self) -> Fit | None:
        """The one under the cursor."""
        return self._at(self.table.cursor_row())

    def _at(self, row_: int) -> Fit | None:
        return self.fits[row_] if 0 <= row_ < len(self.fits) else None

    def _moved(self) -> None:
        one = self.current()
        if one is not None:
            name = one.party_name
            sells = self._is_selling
            self.offer.setText(
                tr("Offer to {party}", party=name) if sells else tr("Bid to {party}", party=name)
            )
            self.offer.setAccessibleName(self.offer.text())
            self.offer.updateGeometry()
            self.why.setText(" · ".join(one.reasons))
            self.why.setVisible(bool(one.reasons))

    def _offer(self) -> None:
        one = self.current()
        if one is not None:
            self.offered.emit(one)


def copy_text(text: str) -> None:
    """Put a text where it can be pasted into a chat."""
    QGuiApplication.clipboard().setText(text)


def _columns(price: str = "", *, is_selling: bool = True) -> tuple[Column, ...]:
    party = tr("Buyer") if is_selling else tr("Seller")
    return (
        Column(key="party_name", title=party, kind="party", stretch=True, subtitle="about", sortable=False),
        Column(key="price", title=price or tr("Bid"), kind="rate", width=92, sortable=False, decimals=0),
        Column(key="gap", title=tr("Gap"), kind="rate", width=76, sortable=False, decimals=0),
        Column(key="fit", title=tr("Fit"), kind="match", width=112, sortable=False, priority=4),
    )


def _shown(one: Fit) -> SimpleNamespace:
    return SimpleNamespace(
        id=one.id, party_name=one.party_name, about=one.about, price=one.price, gap=one.gap, fit=one.fit
    )


def _rounded(minor: int) -> int:
    """A key figure that is an estimate: whole hundreds of major units would pretend less than they hide."""
    return minor - minor % 100
