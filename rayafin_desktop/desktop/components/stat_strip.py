"""The figures above a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton

from rayafin_desktop.desktop.theme import Role, font
from rayafin_desktop.desktop.theme.fonts import CRUMB, MICRO, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.engine.screens import Tone

from .layout import Rule, Surface, clear, row
from .painting import draw_text, ink, painter_on, rounded


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure already written for people; `key` is what a click reports."""

    key: str
    label: str
    value: str
    note: str = ""
    tone: Tone = "neutral"


class _FigureButton(QPushButton):
    def __init__(self, figure: Figure, clickable: bool) -> None:
        super().__init__()
        self._figure = figure
        self.setAccessibleName(f"{figure.label}: {figure.value} {figure.note}".strip())
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fonts = (font(SMALL), font(CRUMB, SEMIBOLD, tabular=True), font(MICRO, tabular=True))
        self.setFixedHeight(grown(52))

    def sizeHint(self) -> QSize:
        texts = (self._figure.label, self._figure.value, self._figure.note)
        widths = (
            QFontMetricsF(face).horizontalAdvance(text) for face, text in zip(self._fonts, texts, strict=True)
        )
        return QSize(round(max(widths)) + 3, grown(52))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        unit = grown(1000) / 1000
        tone = ink(self._figure.tone) if self._figure.tone != "neutral" else "text"
        lines: tuple[tuple[str, QFont, Role, int, int], ...] = (
            (self._figure.label, self._fonts[0], "text2", 1, 16),
            (self._figure.value, self._fonts[1], tone, 17, 20),
            (self._figure.note, self._fonts[2], "text3", 36, 16),
        )
        for text, face, role, top, height in lines:
            line = whole.adjusted(0, 0, 0, 0)
            line.setTop(top * unit)
            line.setHeight(height * unit)
            draw_text(painter, line, text, face, role)
        if self.hasFocus():
            rounded(painter, whole, 4, None, "accent", 2)


_GAP, _TIGHT_GAP = 20, 10


class StatStrip(Surface):
    """Figures side by side; `chosen` is emitted with a figure's key.

    Where room is short they move together, then the last ones go: a figure is never cut.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[Figure, ...] = ()
        self._clickable: frozenset[str] = frozenset()
        self._buttons: list[QPushButton] = []
        self._rules: list[Rule] = []
        self._row = row(spacing=_GAP, margins=(GUTTER, 12, GUTTER, 6))
        self.setLayout(self._row)

    def restyle(self) -> None:
        self._build()

    def set_figures(self, figures: tuple[Figure, ...], clickable: frozenset[str] = frozenset()) -> None:
        """Show these figures; those whose key is `clickable` react."""
        if figures != self._figures or clickable != self._clickable:
            self._figures, self._clickable = figures, clickable
            self._build()

    def buttons(self) -> list[QPushButton]:
        """The figures that can be clicked, in order."""
        return list(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * GUTTER
        widths = [button.sizeHint().width() for button in self._buttons]
        gap = _GAP if sum(widths) + 2 * _GAP * len(widths) <= room else _TIGHT_GAP
        self._row.setSpacing(gap)
        end = 0
        for number, width in enumerate(widths):
            end += width + (2 * gap + 1 if number else 0)
            # The stretch behind the last figure has its gap too.
            fits = number == 0 or end + gap <= room
            self._buttons[number].setVisible(fits)
            if number:
                self._rules[number - 1].setVisible(fits)

    def _build(self) -> None:
        clear(self._row)
        self._buttons.clear()
        self._rules.clear()
        for number, figure in enumerate(self._figures):
            if number:
                rule = Rule(Qt.Orientation.Vertical, grown(52))
                self._row.addWidget(rule)
                self._rules.append(rule)
            button = _FigureButton(figure, figure.key in self._clickable)
            button.clicked.connect(lambda _=False, key=figure.key: self.chosen.emit(key))
            self._row.addWidget(button)
            self._buttons.append(button)
        self._row.addStretch(1)
        if self.isVisible():
            self._fit()
