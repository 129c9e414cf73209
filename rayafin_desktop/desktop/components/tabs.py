"""View tabs with counts: a standard tab bar, painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar

from rayafin_desktop.desktop.theme import colour, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO
from rayafin_desktop.desktop.theme.sizes import TAB_BAR, grown

from .painting import MIDDLE, RTL, draw_text, mirrored, painter_on, rounded

_GAP = 22


class Tabs(QTabBar):
    """Tabs known by key; `chosen` is emitted with the key when a person picks one."""

    chosen = Signal(str)

    def __init__(self, entries: list[tuple[str, str]], name: str = "") -> None:
        super().__init__()
        self._keys = [key for key, _ in entries]
        self._counts: dict[str, str] = {}
        self._compact = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        for _, label in entries:
            self.addTab(label)
        self.restyle()
        self.currentChanged.connect(lambda index: self.chosen.emit(self._keys[index]))

    def restyle(self) -> None:
        self.setFont(font(BASE, MEDIUM))
        self.setFixedHeight(grown(TAB_BAR - 6))
        self._remeasure()

    def key(self) -> str:
        """The tab shown."""
        return self._keys[self.currentIndex()] if self._keys else ""

    def show_tab(self, key: str) -> None:
        """Pick a tab as a person would."""
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(key))

    def set_counts(self, counts: dict[str, str]) -> None:
        """Counts by key, already written for people."""
        if counts != self._counts:
            self._counts = dict(counts)
            self._remeasure()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._tab_width(index, with_count=not self._compact), self.height())

    def sizeHint(self) -> QSize:
        whole = sum(self._tab_width(index, with_count=True) for index in range(self.count()))
        return QSize(whole, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where room is short the counts go before a word is cut.
        compact = self.width() < self.sizeHint().width()
        if compact != self._compact:
            self._compact = compact
            self._remeasure()

    def _tab_width(self, index: int, *, with_count: bool) -> int:
        width = self._label_width(index)
        if with_count and (count := self._counts.get(self._keys[index])):
            width += 6 + self._badge_width(count)
        return round(width) + (_GAP if index < self.count() - 1 else 0)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        rtl = self.layoutDirection() == RTL
        for index in range(self.count()):
            gap = _GAP if index < self.count() - 1 else 0
            whole = self.tabRect(index).toRectF()
            area = whole.adjusted(gap, 0, 0, 0) if rtl else whole.adjusted(0, 0, -gap, 0)
            active = index == self.currentIndex()
            width = self._label_width(index)
            words = mirrored(QRectF(area.x(), 0, width + 1, area.height() - 2), area, rtl)
            draw_text(painter, words, self.tabText(index), self.font(), "text" if active else "text2")
            if not self._compact and (count := self._counts.get(self._keys[index])):
                size = self._badge_width(count)
                badge = QRectF(area.x() + width + 6, area.center().y() - 10, size, 18)
                badge = mirrored(badge, area, rtl)
                rounded(painter, badge, 5, "accent_tint" if active else "track")
                painter.setFont(font(MICRO, MEDIUM, tabular=True))
                painter.setPen(colour("accent_text" if active else "text2"))
                painter.drawText(badge, MIDDLE, count)
            if active:
                painter.fillRect(QRectF(area.x(), area.height() - 2, area.width(), 2), colour("accent"))
                if self.hasFocus():
                    rounded(painter, area.adjusted(-1, 4, 1, -6), 4, None, "accent", 2)

    def _remeasure(self) -> None:
        # A tab bar keeps its layout until a text changes.
        for index in range(self.count()):
            self.setTabText(index, self.tabText(index) + " ")
            self.setTabText(index, self.tabText(index)[:-1])
        self.updateGeometry()
        self.update()

    def _label_width(self, index: int) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(self.tabText(index))

    def _badge_width(self, count: str) -> float:
        return QFontMetricsF(font(MICRO, MEDIUM, tabular=True)).horizontalAdvance(count) + 12
