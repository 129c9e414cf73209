"""The type-ahead list: one per window, a child of it, never with the focus.

A top-level popup per editor looks the same and is wrong: it takes the focus on some platforms and
crashes on others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.theme import Role, colour, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO, REGULAR
from rayafin_desktop.desktop.theme.sizes import RADIUS_CARD, grown
from rayafin_desktop.desktop.wording import tr

from .button import Button
from .key_caps import KeyCaps
from .layout import Rule, box, row
from .painting import LEADING, NUMBER, RTL, draw_text, mirrored, painter_on, rounded, shadow

_BLUR = 18
_WIDTH = 470
_MOST = 6
_SUGGESTION = Qt.ItemDataRole.UserRole


class _Lines(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        one: Suggestion = index.data(_SUGGESTION)
        return QSize(100, grown(44) if one.note else grown(34))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        one: Suggestion = index.data(_SUGGESTION)
        rtl = direction == RTL
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        if state & QStyle.StateFlag.State_Selected:
            rounded(painter, area, 6, "accent_tint")
        start, end = 12.0, 12.0
        if one.code:
            code = mirrored(QRectF(area.x() + 12, area.y(), 64, area.height()), area, rtl)
            draw_text(painter, code, one.code, font(MICRO, MEDIUM, tabular=True), "text2")
            start = 80.0
        if one.figure:
            face = font(BASE, MEDIUM, tabular=True)
            width = QFontMetricsF(face).horizontalAdvance(one.figure) + 2
            figure = QRectF(area.right() - 12 - width, area.y(), width, area.height())
            draw_text(painter, mirrored(figure, area, rtl), one.figure, face, "text", NUMBER)
            end += width + 8
        upper = grown(20) if one.note else area.height()
        top = area.y() + (area.height() - upper - grown(16)) / 2 if one.note else area.y()
        words = mirrored(QRectF(area.x() + start, top, area.width() - start - end, upper), area, rtl)
        self._draw_title(painter, words, one.title, rtl)
        if one.note:
            under = words.translated(0, upper)
            under.setHeight(grown(16))
            draw_text(painter, under, one.note, font(MICRO, REGULAR, tabular=True), "text2")
        painter.restore()

    def _draw_title(self, painter: QPainter, words: QRectF, title: str, rtl: bool) -> None:
        face = font(BASE, MEDIUM)
        first = self.text.split()[0] if self.text.split() else ""
        at = title.casefold().find(first.casefold()) if first else -1
        if rtl or at < 0 or QFontMetricsF(face).horizontalAdvance(title) > words.width():
            draw_text(painter, words, title, face, "text")
            return
        painter.setFont(face)
        x = words.x()
        split = at + len(first)
        pieces: tuple[tuple[str, Role], ...] = (
            (title[:at], "text"), (title[at:split], "accent_text"), (title[split:], "text"),
        )  # fmt: skip
        for piece, role in pieces:
            width = QFontMetricsF(face).horizontalAdvance(piece)
            painter.setPen(colour(role))
            painter.drawText(QRectF(x, words.y(), width + 2, words.height()), LEADING, piece)
            x += width


class SuggestionList(QWidget):
    """Shown beneath one editor at a time, its `owner`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.owner: QWidget | None = None
        self._take: Callable[[Suggestion], object] | None = None
        self._make: Callable[[], object] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Suggestions"))
        self.list.viewport().setAutoFillBackground(False)
        self._lines = _Lines(self.list)
        self.list.setItemDelegate(self._lines)
        self.list.itemClicked.connect(lambda _: self.accept())
        self._create = Button("", "link", "plus")
        self._create.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._create.clicked.connect(self.create_missing)
        self._foot = box(row(self._create, None, KeyCaps("Alt+C"), margins=(10, 2, 10, 2)))
        self._rule = Rule()
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(_BLUR + 4, _BLUR, _BLUR + 4, _BLUR + 6)
        layout.setSpacing(2)
        for part in (self.list, self._rule, self._foot):
            layout.addWidget(part)
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> SuggestionList:
        """The one list of the widget's window."""
        window = widget.window()
        return window.findChild(SuggestionList) or SuggestionList(window)

    def offer(
        self,
        owner: QWidget,
        suggestions: Sequence[Suggestion],
        text: str,
        take: Callable[[Suggestion], object],
        make: Callable[[], object] | None = None,
        noun: str = "",
    ) -> None:
        """Show suggestions beneath `owner`; with `make` also the offer to create what is missing."""
        self.owner, self._take, self._make = owner, take, make
        self._lines.text = text
        self.list.clear()
        for one in suggestions:
            item = QListWidgetItem(one.title)
            item.setData(_SUGGESTION, one)
            spoken = " ".join(part for part in (one.code, one.title, one.note, one.figure) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._foot.setVisible(make is not None)
        self._rule.setVisible(make is not None and bool(suggestions))
        self._create.setText(tr("Create {noun} “{text}”", noun=noun, text=text))
        self.list.setVisible(bool(suggestions))
        if not suggestions and make is None:
            self.hide()
            return
        self._place(owner)
        self.show()
        self.raise_()

    def open_for(self, owner: QWidget) -> bool:
        """Whether the list stands beneath this editor."""
        return self.isVisible() and self.owner is owner

    def move_mark(self, by: int) -> None:
        """Mark another line."""
        last = self.list.count() - 1
        self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + by)))

    def marked(self) -> Suggestion | None:
        """The marked suggestion."""
        at = self.list.currentRow()
        found: Suggestion | None = self.list.item(at).data(_SUGGESTION) if at >= 0 else None
        return found

    def accept(self) -> bool:
        """Take the marked suggestion; False when there is none."""
        one, take = self.marked(), self._take
        self.close_for(self.owner)
        if one is None or take is None:
            return False
        take(one)
        return True

    def create_missing(self) -> None:
        """Create what is missing."""
        make = self._make
        self.close_for(self.owner)
        if make is not None:
            make()

    def close_for(self, owner: QWidget | None) -> None:
        """Hide the list if it is this editor's."""
        if self.owner is owner:
            self.owner, self._take = None, None
            self.hide()

    def _place(self, owner: QWidget) -> None:
        window = self._window
        margins = self._column.contentsMargins()
        rows = sum(self.list.sizeHintForRow(n) for n in range(min(_MOST, self.list.count())))
        self.list.setFixedHeight(rows + 2)
        foot = grown(34) if self._make is not None else 0
        height = rows + foot + margins.top() + margins.bottom() + 8
        width = min(max(grown(_WIDTH), owner.width()), window.width() - 16) + margins.left() + margins.right()
        at = owner.mapTo(window, QPoint(0, owner.height() + 2))
        if at.y() + height - margins.bottom() > window.height():
            at.setY(owner.mapTo(window, QPoint(0, 0)).y() - height + margins.bottom() + margins.top())
        x = at.x() - margins.left()
        if owner.layoutDirection() == RTL:
            x = at.x() + owner.width() + margins.right() - width
        x = max(-margins.left() + 8, min(x, window.width() - width + margins.right() - 8))
        self.setGeometry(QRect(QPoint(x, at.y() - margins.top()), QSize(width, height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        body = QRectF(self.rect()).adjusted(_BLUR, _BLUR - 4, -_BLUR, -_BLUR)
        shadow(painter, body, RADIUS_CARD, _BLUR)
        rounded(painter, body, RADIUS_CARD, "raised", "border")
