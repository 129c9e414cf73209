"""Paper out of a PDF: to the system's printing where it takes PDF as it is, else as a picture per page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from .components.paper_preview import draw_page

_DOTS = 300
_SECONDS = 30


def has_printer() -> bool:
    """Whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_pdf(window: QWidget, pdf: bytes, title: str) -> QPrintDialog:
    """Ask for the printer, then print; answers the open dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(_DOTS)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: _print(printer, pdf, title))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.setModal(True)
    dialog.show()
    return dialog


def save_pdf(window: QWidget, pdf: bytes, name: str) -> QFileDialog:
    """Ask where, then write the file; answers the open dialog."""
    dialog = QFileDialog(window)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("PDF (*.pdf)")
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: Path(path).write_bytes(pdf))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.open()
    return dialog


def file_name(title: str) -> str:
    """A file name out of a document's name: INV/26-27/0001 -> INV-26-27-0001.pdf."""
    kept = "".join(letter if letter.isalnum() or letter in "-_ ." else "-" for letter in title)
    return f"{kept.strip('. ')}.pdf"


def _print(printer: QPrinter, pdf: bytes, title: str) -> None:
    lp = shutil.which("lp")
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    if to_file and printer.outputFileName():
        Path(printer.outputFileName()).write_bytes(pdf)
    elif lp and not sys.platform.startswith("win"):
        # CUPS keeps the page as it is: letters stay letters, and the job stays small.
        copies = str(max(1, printer.copyCount()))
        command = [lp, "-d", printer.printerName(), "-n", copies, "-t", title]
        subprocess.run(command, input=pdf, check=True, timeout=_SECONDS, capture_output=True)  # noqa: S603
    else:
        _print_pictures(printer, pdf)


def _print_pictures(printer: QPrinter, pdf: bytes) -> None:
    from pypdfium2 import PdfDocument

    pages = len(PdfDocument(pdf))
    painter = QPainter(printer)
    try:
        for page in range(pages):
            if page:
                printer.newPage()
            target = QRectF(painter.viewport())
            image = draw_page(pdf, page, round(target.width()))
            height = target.width() * image.height() / image.width()
            painter.drawImage(QRectF(0, 0, target.width(), height), image)
    finally:
        painter.end()
