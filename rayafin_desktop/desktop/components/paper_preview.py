"""The document as it will be printed: a PDF page drawn in a thread, shown as a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.runner import Runner, Task
from rayafin_desktop.desktop.theme import colour, font
from rayafin_desktop.desktop.theme.fonts import SMALL
from rayafin_desktop.desktop.wording import tr

from .painting import MIDDLE, painter_on, shadow

SETTLE_MS = 250
"""The preview follows typing after this pause."""
_A4 = 297 / 210
_MARGIN = 20
MakePdf = Callable[[], bytes]


def draw_page(pdf: bytes, page: int, width: int) -> QImage:
    """One page of a PDF, `width` device pixels wide. PDFium lets other threads run meanwhile."""
    import pypdfium2  # it ships no types

    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=True, prefer_bgrx=True)
        kind = QImage.Format.Format_RGBX8888
        size = bitmap.stride * bitmap.height
        image = QImage(bytes(bitmap.buffer)[:size], bitmap.width, bitmap.height, bitmap.stride, kind)
        return image.copy()  # the bytes go with the bitmap
    finally:
        document.close()


class PaperPreview(QWidget):
    """`show_pdf` with a function that makes the PDF; it runs on a reader thread.

    `waiting` is what the empty sheet says before the first.
    """

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._make: MakePdf | None = None
        self.waiting = "…"
        self._image = QImage()
        self._failed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLE_MS)
        self._pause.timeout.connect(self._draw)
        self.setAccessibleName(tr("Preview"))
        self.setMinimumSize(QSize(200, 240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pdf(self, make: MakePdf, *, at_once: bool = False) -> None:
        """Show another document, after a pause in typing."""
        self._make = make
        if at_once:
            self._draw()
        else:
            self._pause.start()

    def image(self) -> QImage:
        """The page shown, null before the first."""
        return self._image

    def sheet(self) -> QRectF:
        """Where the paper lies."""
        width = self.width() - 2 * _MARGIN
        height = width * _A4
        if height > self.height() - 2 * _MARGIN:
            height = self.height() - 2 * _MARGIN
            width = round(height / _A4)
        return QRectF((self.width() - width) // 2, _MARGIN - 4, width, int(height))

    def _draw(self) -> None:
        make = self._make
        if make is None:
            return
        width = max(200, round(self.sheet().width() * self.devicePixelRatioF()))

        def job(_: Task) -> QImage:
            return draw_page(make(), 0, width)

        self._runner.read(job, self._show, owner=self, slot="preview", failed=self._not_drawn)

    def _show(self, image: QImage) -> None:
        self._image, self._failed = image, False
        self.update()

    def _not_drawn(self, error: Exception) -> None:
        # A draft that cannot be printed yet keeps its last good picture, greyed.
        self._failed = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._make is not None:
            self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), colour("sunken"))
        sheet = self.sheet()
        shadow(painter, sheet, 2, 10)
        painter.fillRect(sheet, colour("paper"))
        if self._image.isNull():
            painter.setPen(colour("text3"))
            painter.setFont(font(SMALL))
            words = sheet.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawText(words, MIDDLE | Qt.TextFlag.TextWordWrap, self.waiting)
            return
        painter.setOpacity(0.4 if self._failed else 1.0)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        ratio = self._image.height() / self._image.width()
        target = QRectF(sheet.x(), sheet.y(), sheet.width(), min(sheet.height(), sheet.width() * ratio))
        painter.drawImage(target, self._image)
        painter.setOpacity(1.0)
