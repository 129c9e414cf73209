"""A message with what was read of it tinted in place; what nobody understood stays plain and dotted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTextBlockFormat, QTextCursor, QTextLine
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from rayafin_desktop.desktop.components.painting import rounded
from rayafin_desktop.desktop.theme import Role, colour, font
from rayafin_desktop.desktop.theme.sizes import RADIUS_TICK, grown
from rayafin_desktop.desktop.wording import tr

READ_AFTER_MS = 350
"""A message that is typed is read again after this pause."""
_MOST_LINES = 7
_LINE = 24
_MESSAGE_WORDS = 4

Mark = Literal["sure", "guess", "unread"]
_TINTS: dict[str, Role] = {"sure": "accent_tint", "guess": "warn_tint"}
_LINES: dict[str, Role] = {"sure": "accent_text", "guess": "warn_solid", "unread": "border_strong"}


@dataclass(frozen=True, slots=True)
class Span:
    """Letters `start` to `end` of the message, what became of them, and the field they filled."""

    start: int
    end: int
    mark: Mark
    field: str = ""


def is_message(text: str) -> bool:
    """Whether a pasted text is a message rather than one value for a field."""
    return "\n" in text.strip() or len(text.split()) >= _MESSAGE_WORDS


class MessageBox(QTextEdit):
    """`pasted` with a whole text, `typed` after a pause in typing, `pointed` with the field of a click."""

    pasted = Signal(str)
    typed = Signal(str)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._spans: tuple[Span, ...] = ()
        self._filling = False
        self._lit = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Message"))
        self.setPlaceholderText(
            tr("Paste a message with Ctrl+V, or type one: 300 bales S-6 29 mm at 61,500 ex gin")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(READ_AFTER_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.toPlainText()))
        self.textChanged.connect(self._changed)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        self.document().setDefaultFont(font())
        self._take_height()

    def show_message(self, text: str) -> None:
        """Show another message, not yet read."""
        self._filling = True
        self._spans = ()
        self.setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacious = QTextBlockFormat()
        spacious.setLineHeight(grown(_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(spacious)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._filling = False
        self._pause.stop()
        self._take_height()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Tint what was read."""
        self._spans = tuple(spans)
        words = [self.toPlainText()[one.start : one.end] for one in spans if one.mark == "guess"]
        self.setAccessibleDescription(
            tr("Guessed: {words}", words=", ".join(words)) if words else tr("Everything read is sure")
        )
        self.viewport().update()

    def spans(self) -> tuple[Span, ...]:
        """What is tinted."""
        return self._spans

    def light(self, field: str) -> None:
        """Set the words off that filled a field, while the cursor is in it."""
        if field != self._lit:
            self._lit = field
            self.viewport().update()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if is_message(text):
            self.pasted.emit(text)
        else:
            super().insertFromMimeData(source)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            return
        at = self.cursorForPosition(event.position().toPoint()).position()
        hit = next((one.field for one in self._spans if one.field and one.start <= at <= one.end), "")
        if hit:
            self.pointed.emit(hit)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def _changed(self) -> None:
        self._take_height()
        if not self._filling:
            self._spans = ()
            self._pause.start()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._take_height()

    def _take_height(self) -> None:
        inside = self.document().size().height()
        most = grown(_LINE) * _MOST_LINES
        self.setFixedHeight(round(min(max(inside, grown(_LINE) * 2), most)) + 16)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for span in self._spans:
            for area in self._areas(span):
                self._paint_mark(painter, area, span)
        painter.end()
        super().paintEvent(event)

    def _paint_mark(self, painter: QPainter, area: QRectF, span: Span) -> None:
        lit = bool(self._lit) and span.field == self._lit
        if span.mark in _TINTS:
            ground: Role = "accent_tint2" if lit and span.mark == "sure" else _TINTS[span.mark]
            rounded(painter, area, RADIUS_TICK, ground, "accent_line" if lit else None)
        pen = QPen(colour(_LINES[span.mark]), 1.5)
        if span.mark == "unread":
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        y = area.bottom() - 1
        painter.drawLine(QPointF(area.left() + 2, y), QPointF(area.right() - 2, y))

    def _areas(self, span: Span) -> list[QRectF]:
        """Where the letters of a span lie, one box a line, in the viewport."""
        found: list[QRectF] = []
        document = self.document()
        shift = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        block = document.findBlock(span.start)
        while block.isValid() and block.position() < span.end:
            origin = document.documentLayout().blockBoundingRect(block).topLeft() + shift
            layout = block.layout()
            first, last = span.start - block.position(), span.end - block.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
                if start < end:
                    found.append(_box(line, start, end).translated(origin))
            block = block.next()
        return found


def _box(line: QTextLine, start: int, end: int) -> QRectF:
    edges = sorted((_x(line, start), _x(line, end)))
    middle = line.y() + line.height() / 2
    half = grown(_LINE) / 2 - 2
    return QRectF(edges[0] - 2, middle - half + 1, edges[1] - edges[0] + 4, 2 * half)


def _x(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    first: Any = found[0] if isinstance(found, tuple) else found  # the stubs know only one of both
    return float(first)
