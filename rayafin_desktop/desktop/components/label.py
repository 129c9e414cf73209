"""Text. Always plain: user data is never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rayafin_desktop.desktop.theme import Role, colour, font
from rayafin_desktop.desktop.theme.fonts import BASE, REGULAR

from .painting import LEADING, MIDDLE, NUMBER, TRAILING, draw_text, isolated, painter_on


class Label(QLabel):
    """One text in a size, weight and tone of the scale.

    `number=True` sets tabular figures and the right edge; `wrap` lets it take several lines. A line
    that does not fit is shortened with an ellipsis, never clipped.
    """

    def __init__(
        self,
        text: str = "",
        size: int = BASE,
        weight: int = REGULAR,
        tone: Role = "text",
        *,
        number: bool = False,
        tabular: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._weight, self._tabular = size, weight, number or tabular
        self._tone: Role = tone
        self._flags = NUMBER if number else LEADING
        self.setWordWrap(wrap)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(self._size, self._weight, tabular=self._tabular))

    def set_tone(self, tone: Role) -> None:
        """Another colour for the same text."""
        self._tone = tone
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._take_height(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height(event.size().width())

    def _take_height(self, width: int) -> None:
        # Layouts within layouts do not always ask for the height that the width needs.
        if self.wordWrap() and width > 0:
            self.setMinimumHeight(max(0, self.heightForWidth(width)))

    def trailing(self) -> Label:
        """Set the text to the far edge, which is the left one in a mirrored window; answers itself."""
        self._flags = TRAILING
        return self

    def centre(self) -> Label:
        """Set the text in the middle; answers the label itself."""
        self._flags = MIDDLE
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        area = self.contentsRect().toRectF()
        if self.wordWrap():
            painter.setFont(self.font())
            painter.setPen(colour(self._tone))
            painter.drawText(
                area, int(self._flags | Qt.TextFlag.TextWordWrap), isolated(self.text(), painter)
            )
        else:
            draw_text(painter, area, self._shown(area.width()), self.font(), self._tone, self._flags)

    def _shown(self, width: float) -> str:
        return self.text()


class ElidedLabel(Label):
    """A label that gives way when room is short; the tooltip has the whole text.

    `middle` cuts out of the middle: both ends of a code or a hash tell it from others.
    """

    def __init__(
        self,
        text: str = "",
        size: int = BASE,
        weight: int = REGULAR,
        tone: Role = "text",
        *,
        number: bool = False,
        tabular: bool = False,
        middle: bool = False,
    ) -> None:
        super().__init__(text, size, weight, tone, number=number, tabular=tabular)
        self._middle = middle
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _shown(self, width: float) -> str:
        if not self._middle:
            return self.text()
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, int(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = QFontMetrics(self.font()).horizontalAdvance(self.text())
        self.setToolTip(self.text() if whole > self.width() else "")


def label_for(text: str, target: QWidget, label: Label) -> Label:
    """Join a label to its input: screen readers name the input by it."""
    label.setBuddy(target)
    target.setAccessibleName(text)
    return label
