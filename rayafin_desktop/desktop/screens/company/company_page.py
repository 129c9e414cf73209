"""The page of the company itself."""

from __future__ import annotations

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .company_panel import CompanyPanel

_WIDEST = 760


class CompanyPage(Surface):
    """Particulars, bank details and logo."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self.key, self.title = "company", tr("Company")
        self.ready = False
        self.header = PageHeader(self.title)
        settings = Button(tr("Settings"), "plain", "settings")
        settings.clicked.connect(lambda: workspace.open("settings"))
        self.header.add_action(settings)
        self.panel = CompanyPanel(workspace)
        self.panel.setMaximumWidth(grown(_WIDEST))
        self.panel.shown.connect(self._shown)
        line = row(self.panel, None)
        line.setStretch(0, 100)
        area = ScrollColumn(box(column(line, None, margins=(GUTTER, 16, GUTTER, GUTTER))))
        self.setLayout(column(self.header, Rule(), area, spacing=0))
        self.setFocusProxy(self.panel.change)

    def show_params(self, params: dict[str, object]) -> None:
        """Nothing to choose here."""

    def close_page(self) -> None:
        """The page is thrown away."""
        self.panel.let_go()

    def _shown(self) -> None:
        self.ready = True
        if self.panel.company is not None:
            self.header.note.setText(self.panel.company.printed_name)
