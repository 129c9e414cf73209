"""How far a contract has come, as steps in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.components.painting import RTL, draw_text, mirrored, painter_on
from rayafin_desktop.desktop.theme import Role, colour, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

_DOT = 18
_HEIGHT = 52


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done, or the one that is next, or to come; `about` is a date or a count beneath."""

    label: str
    done: bool
    about: str = ""
    failed: bool = False


class StepsBar(QWidget):
    """Read out as one sentence: what is done and what is next."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(_HEIGHT))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self.steps = tuple(steps)
        done = [one.label for one in steps if one.done]
        waits = next((one.label for one in steps if not one.done), "")
        words = tr("Done: {steps}", steps=", ".join(done)) if done else ""
        following = tr("Next: {step}", step=waits) if waits else ""
        self.setAccessibleName(". ".join(filter(None, (words, following))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, grown(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.steps:
            return
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        width = whole.width() / len(self.steps)
        current = next((n for n, one in enumerate(self.steps) if not one.done), len(self.steps))
        for number, step in enumerate(self.steps):
            slot = mirrored(QRectF(number * width, 0, width, whole.height()), whole, rtl)
            dot = mirrored(QRectF(slot.x(), 2, _DOT, _DOT), slot, rtl)
            if number < len(self.steps) - 1:
                line: Role = "accent" if step.done and number + 1 <= current else "line"
                painter.setPen(QPen(colour(line), 2))
                start = dot.left() - 6 if rtl else dot.right() + 6
                end = slot.left() + 6 if rtl else slot.right() - 6
                painter.drawLine(QPointF(start, dot.center().y()), QPointF(end, dot.center().y()))
            self._draw_dot(painter, step, dot, is_current=number == current)
            ink: Role = "text" if step.done or number == current else "text3"
            weight = MEDIUM if number <= current else REGULAR
            label = QRectF(slot.x(), dot.bottom() + 4, slot.width() - 6, grown(16))
            label = mirrored(label, slot, rtl) if rtl else label
            draw_text(painter, label, step.label, font(SMALL, weight), ink)
            below = label.translated(0, grown(15))
            draw_text(painter, below, step.about, font(MICRO, tabular=True), "text2")

    def _draw_dot(self, painter: QPainter, step: Step, dot: QRectF, *, is_current: bool) -> None:
        if step.done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("neg_solid" if step.failed else "accent"))
            painter.drawEllipse(dot)
            draw_icon(painter, dot, "x" if step.failed else "check", "on_accent", size=12, stroke=3)
        else:
            painter.setBrush(colour("surface"))
            painter.setPen(QPen(colour("accent" if is_current else "border_strong"), 2))
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
