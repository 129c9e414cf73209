"""The command palette: find anything, do anything, from one box."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rayafin_desktop.base.formats import NumberStyle
from rayafin_desktop.desktop.components.avatar import Glyph
from rayafin_desktop.desktop.components.key_caps import caps_width, draw_caps
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.painting import (
    LEADING,
    NUMBER,
    RTL,
    draw_text,
    ink,
    mirrored,
    rounded,
)
from rayafin_desktop.desktop.theme import Role, colour, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import PALETTE, ROW_GRID, grown
from rayafin_desktop.desktop.wording import tr

from .palette_entries import Entry, ranked, split_prefix, worked_out

_TOP = 96
_MOST_ROWS = 12
_ENTRY = Qt.ItemDataRole.UserRole
Search = Callable[[str, Callable[[list[Entry]], object]], object]
"""Looks for records: called with the text and what to do with the entries found."""


class _Lines(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        heading = index.data(_ENTRY) is None
        return QSize(100, grown(30) if heading else grown(ROW_GRID))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        entry: Entry | None = index.data(_ENTRY)
        if entry is None:
            words = area.adjusted(12, 6, -12, 0)
            draw_text(painter, words, str(index.data()), font(MICRO, MEDIUM), "text3")
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._draw(painter, area, entry, chosen, direction == RTL)
        painter.restore()

    def _draw(self, painter: QPainter, area: QRectF, entry: Entry, chosen: bool, rtl: bool) -> None:
        if chosen:
            rounded(painter, area, 7, "accent_tint")
        if entry.icon:
            slot = mirrored(QRectF(area.x() + 12, area.y(), 16, area.height()), area, rtl)
            draw_icon(painter, slot, entry.icon, "accent_text" if chosen else "text2")
        end = 12.0
        if entry.keys:
            width = caps_width(entry.keys)
            box = QRectF(area.right() - 12 - width, area.y(), width, area.height())
            draw_caps(painter, mirrored(box, area, rtl), entry.keys)
            end += width + 12
        elif entry.figure:
            face = font(SMALL, MEDIUM, tabular=True)
            width = QFontMetricsF(face).horizontalAdvance(entry.figure) + 2
            box = QRectF(area.right() - 12 - width, area.y(), width, area.height())
            draw_text(painter, mirrored(box, area, rtl), entry.figure, face, ink(entry.tone), NUMBER)
            end += width + 12
        used = self._draw_title(painter, area, entry.title, end, rtl)
        if entry.detail:
            words = mirrored(area.adjusted(40 + used + 10, 0, -end, 0), area, rtl)
            if words.width() > 30:
                draw_text(painter, words, entry.detail, font(SMALL, REGULAR, tabular=True), "text2")

    def _draw_title(self, painter: QPainter, area: QRectF, title: str, end: float, rtl: bool) -> float:
        """The title with the letters typed in accent; answers its width."""
        at = title.casefold().find(self.text.casefold()) if self.text else -1
        size = len(self.text)
        pieces: tuple[tuple[str, Role], ...] = ((title, "text"),)
        if at >= 0:
            pieces = (
                (title[:at], "text"),
                (title[at : at + size], "accent_text"),
                (title[at + size :], "text"),
            )
        face = font(BASE, MEDIUM)
        x = 40.0
        if rtl:
            # Letters of joined scripts must not be drawn in pieces.
            draw_text(painter, mirrored(area.adjusted(x, 0, -end, 0), area, True), title, face, "text")
            return QFontMetricsF(face).horizontalAdvance(title)
        painter.setFont(face)
        for piece, role in pieces:
            width = QFontMetricsF(face).horizontalAdvance(piece)
            painter.setPen(colour(role))
            painter.drawText(QRectF(area.x() + x, area.y(), width + 2, area.height()), LEADING, piece)
            x += width
        return x - 40


class Palette(Overlay):
    """Local entries are ranked as one types; `search` brings records a moment later."""

    def __init__(
        self,
        window: QWidget,
        entries: Iterable[Entry],
        search: Search | None = None,
        numbers: NumberStyle | None = None,
    ) -> None:
        panel = Panel()
        super().__init__(window, panel, grown(PALETTE), top=grown(_TOP))
        self._entries = list(entries)
        self._records: list[Entry] = []
        self._search = search
        self._numbers = numbers
        self.box = QLineEdit()
        self.box.setProperty("frameless", True)
        self.box.setFont(font(CRUMB))
        self.box.setAccessibleName(tr("Search or go to"))
        self.box.setPlaceholderText(tr("Search or go to"))
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._typed)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Results"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self._lines = _Lines(self.list)
        self.list.setItemDelegate(self._lines)
        self.list.itemClicked.connect(lambda _: self.choose())
        foot = row(spacing=14, margins=(20, 0, 20, 0))
        helps = ["↑↓ move", "Enter open", "Tab more", "> commands", "@ people", "# documents"]
        for text in [*helps, "= sum"] if numbers else helps[:2]:
            foot.addWidget(Label(tr(text), MICRO, REGULAR, "text2"))
        foot.addStretch(1)
        head = row(Glyph("search", "text2", 18), self.box, spacing=12, margins=(18, 9, 18, 9))
        layout = column(head, Rule(), self.list, Rule(), foot, spacing=0, margins=(1, 1, 1, 1))
        foot.setContentsMargins(20, 10, 20, 10)
        self.list.setContentsMargins(8, 0, 8, 0)
        self.list.setViewportMargins(7, 4, 7, 6)
        panel.setLayout(layout)
        self._show()

    def visible_titles(self) -> list[str]:
        """The titles shown, top to bottom."""
        return [entry.title for entry in self._shown()]

    def choose(self) -> None:
        """Run the marked entry and close."""
        entry = self._marked()
        if entry is not None:
            self.dismiss()
            entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if key == Qt.Key.Key_Tab:
                self._show_verbs()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._records = [entry for entry in self._records if entry.group != "Sum"]
        sum_ = worked_out(text, self._numbers, QGuiApplication.clipboard().setText) if self._numbers else None
        if sum_ is not None:
            self._records = [sum_]
        self._show()
        only, wanted = split_prefix(text)
        if only == "Sum":
            return
        if self._search is not None and len(wanted) > 1:
            self._search(wanted, self._take_records)

    def _take_records(self, records: list[Entry]) -> None:
        if not self._closing:
            self._records = records
            self._show()

    def _show_verbs(self) -> None:
        entry = self._marked()
        if entry is not None and entry.verbs:
            self._entries, self._records, self._search = list(entry.verbs), [], None
            self.box.clear()
            self._show()

    def _show(self) -> None:
        _, self._lines.text = split_prefix(self.box.text())
        self.list.clear()
        for group, entries in ranked([*self._records, *self._entries], self.box.text()):
            heading = QListWidgetItem(tr(group))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for entry in entries:
                item = QListWidgetItem(entry.title)
                item.setData(_ENTRY, entry)
                text = " ".join(part for part in (entry.title, entry.detail, entry.figure) if part)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(1)
            self.list.scrollToTop()  # the heading, too
        else:
            nothing = QListWidgetItem(tr("Nothing found. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        height = sum(self.list.sizeHintForRow(n) for n in range(self.list.count()))
        self.list.setFixedHeight(min(height + 12, grown(ROW_GRID) * _MOST_ROWS))
        if self.isVisible():
            self.place()

    def _shown(self) -> list[Entry]:
        items = (self.list.item(n).data(_ENTRY) for n in range(self.list.count()))
        return [entry for entry in items if entry is not None]

    def _marked(self) -> Entry | None:
        at = self.list.currentRow()
        entry: Entry | None = self.list.item(at).data(_ENTRY) if at >= 0 else None
        return entry

    def _move(self, by: int) -> None:
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(_ENTRY) is not None:
                self.list.setCurrentRow(at)
                return
            at += by
