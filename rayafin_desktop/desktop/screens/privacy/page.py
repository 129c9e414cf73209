"""What the book holds about a party: an export for him, and what an erasure would take and leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.screens.reports.saving import save_file
from rayafin_desktop.desktop.theme.fonts import BASE, REGULAR
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.read import Read
from rayafin_desktop.engine.screens import Choice, Column
from rayafin_desktop.features.parties.queries import party_detail
from rayafin_desktop.features.privacy.erasing import ErasePersonalData
from rayafin_desktop.features.privacy.exporting import export_personal
from rayafin_desktop.features.privacy.model import Subject
from rayafin_desktop.features.privacy.queries import PreviewLine, erasure_preview

Seen = tuple[str, Sequence[PreviewLine]]


def _columns() -> tuple[Column, ...]:
    fates = (
        Choice(value="goes", label=tr("Goes"), tone="neg"),
        Choice(value="stays", label=tr("Stays"), tone="muted"),
    )
    return (
        Column(key="fate", title=tr("If erased"), kind="status", width=110, choices=fates, sortable=False),
        Column(key="what", title=tr("What"), stretch=True, subtitle="why", sortable=False),
        Column(key="count", title=tr("Records"), kind="count", width=100, sortable=False),
        Column(key="until", title=tr("Kept until"), kind="date", width=140, sortable=False),
    )


class PersonalDataPage(Surface):
    """Export and erase, for the party `id`."""

    key = "party.personal"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Personal data")
        self.party_id: UUID | None = None
        self._name = ""
        self.lines: Sequence[PreviewLine] | None = None
        self.header = PageHeader(self.title)
        self.export_button = Button(tr("Export"), "plain", "download")
        self.export_button.clicked.connect(self.export)
        self.erase_button = Button(tr("Erase…"), "danger", "eraser")
        self.erase_button.clicked.connect(self.erase)
        self.erase_button.setVisible(workspace.may("personal.erase"))
        self.header.add_action(self.export_button)
        self.header.add_action(self.erase_button)
        said = tr(
            "A person may ask what you hold about him, and to be erased. Postings stay; names, addresses and "
            "numbers go unless the law keeps them."
        )
        self.text = Label(said, BASE, REGULAR, "text2", wrap=True)
        self.banner = Banner("warn", closable=False)
        self.banner.hide()
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, self.title, row_height=ROW_TWO_LINES)
        self.hints = HintBar((("Up/Down", tr("Move")), ("Esc", tr("Back"))))
        page = column(
            self.header,
            Rule(),
            row(self.text, margins=(GUTTER, 12, GUTTER, 12)),
            row(self.banner, margins=(GUTTER, 0, GUTTER, 0)),
            self.table,
            self.hints,
            spacing=0,
        )
        page.setStretch(page.indexOf(self.table), 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        workspace.touched.connect(self._touched)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show this party."""
        if isinstance(params.get("id"), UUID):
            self.party_id = params["id"]
            self.banner.hide()
            self.read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)

    @property
    def ready(self) -> bool:
        """Whether the preview is shown."""
        return self.lines is not None

    def read(self) -> None:
        """Look what would go and what would stay."""
        party_id = self.party_id
        if party_id is None or not self._workspace.may("personal.erase"):
            return

        def seen(read: Read) -> Seen:
            return party_detail(read, party_id).name, erasure_preview(read, party_id)

        self._workspace.read(seen, self._show, owner=self, slot="preview")

    def _show(self, seen: Seen) -> None:
        self._name, self.lines = seen
        self.header.title.setText(tr("Personal data of {name}", name=self._name))
        self.rows.set_rows(self.lines)

    # What a person does

    def export(self) -> None:
        """Everything held about the party, as a ZIP where the person says."""
        party_id = self.party_id
        if party_id is not None:
            self._workspace.read(
                lambda read: export_personal(read, Subject.PARTY, party_id),
                self._save,
                owner=self,
                slot="export",
            )

    def _save(self, content: bytes) -> None:
        self.dialog = save_file(self.window(), content, tr("Personal data of {name}", name=self._name), "zip")

    def erase(self, *, confirmed: frozenset[str] = frozenset()) -> None:
        """Erase, once the question has been answered."""
        if self.party_id is None:
            return
        self._workspace.execute(
            ErasePersonalData(subject=Subject.PARTY, id=self.party_id),
            lambda _: self._workspace.say(tr("Personal data erased")),
            confirmed=confirmed,
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NeedsConfirmation):
            key = error.key
            words = "\n".join(self._workspace.sentences(error))
            self.question = ask(
                self,
                tr("Erase for good"),
                words,
                lambda: self.erase(confirmed=frozenset({key})),
                danger=True,
            )
        elif isinstance(error, RayafinError):
            self.banner.say("\n".join(self._workspace.sentences(error)), "warn")
            self.banner.show()
        else:
            self._workspace.refused.emit(error)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"party", "erasure", "invoice", "bill", "attachment"} & set(touched):
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)
