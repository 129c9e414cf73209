"""The document on paper: printed, or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.printing import file_name, has_printer, print_pdf, save_pdf
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read

from .keeper import DraftKeeper

ReadPdf = Callable[[Read, UUID], bytes]


class DocumentPaper:
    """Whatever is printed was stored before; a draft prints with its mark."""

    def __init__(
        self, workspace: Workspace, keeper: DraftKeeper, page: QWidget, document_pdf: ReadPdf
    ) -> None:
        self._workspace, self._keeper, self._page = workspace, keeper, page
        self._document_pdf = document_pdf

    def print(self, title: str) -> None:
        """Ask for a printer and print."""

        def use(pdf: bytes) -> None:
            if has_printer():
                print_pdf(self._page.window(), pdf, title)
            else:
                self._workspace.say(tr("No printer is set up on this computer. Save the PDF instead."))

        self._with_pdf(use)

    def save(self, title: str) -> None:
        """Ask for a file name and write the PDF."""
        self._with_pdf(lambda pdf: save_pdf(self._page.window(), pdf, file_name(title)))

    def _with_pdf(self, use: Callable[[bytes], object]) -> None:
        def read_pdf() -> None:
            id_ = self._keeper.id
            if id_ is not None:
                self._workspace.read(
                    lambda read: self._document_pdf(read, id_), use, owner=self._page, slot="pdf"
                )

        self._keeper.save(read_pdf)
