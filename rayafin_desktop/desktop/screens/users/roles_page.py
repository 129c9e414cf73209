"""The permission matrix: verbs by noun against roles, and what one role would see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_GRID, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column, ListScreen

if TYPE_CHECKING:
    from rayafin_desktop.features.access.queries import PermissionRow

ROLES = ("owner", "accountant", "cashier", "broker", "auditor")
EVERYBODY = "all"


class RolesPage(Surface):
    """Roles are fixed: what a person may do is changed by giving another role."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.key, self.title = "roles", tr("Roles")
        from rayafin_desktop.catalogue import Catalogue
        from rayafin_desktop.features.access.queries import permission_matrix

        catalogue = Catalogue()
        rows = permission_matrix(catalogue.permissions)
        self._rows = [replace(row, noun=tr(row.noun.capitalize()), verb=tr(row.verb)) for row in rows]
        self._pages = [
            (screen.title, catalogue.permissions.grants.get(screen.permission, frozenset()))
            for screen in catalogue.screens
            if isinstance(screen, ListScreen) and screen.nav_group
        ]
        self.header = PageHeader(self.title)
        users = Button(tr("Users"), "plain", "users")
        users.clicked.connect(lambda: workspace.open("users"))
        self.header.add_action(users)
        roles = [(EVERYBODY, tr("All roles")), *((role, tr(role.capitalize())) for role in ROLES)]
        self.look = Segmented(roles, tr("See as this role"), EVERYBODY)
        self.look.chosen.connect(lambda _: self._show())
        self.filter = FilterBox(tr("Filter"), tr("Filter"))
        self.filter.setFixedWidth(grown(240))
        self.filter.filtered.connect(lambda _: self._show())
        self.sees = Label("", SMALL, REGULAR, "text2", wrap=True)
        columns = (
            Column(key="noun", title=tr("What"), width=170, sortable=False),
            Column(key="verb", title=tr("May"), width=200, stretch=True, sortable=False),
            *(
                Column(key=role, title=tr(role.capitalize()), kind="check", width=104, sortable=False)
                for role in ROLES
            ),
        )
        self.model = RowList(columns, workspace.formats, self._rows)
        self.table = DataTable(self.model, self.title, row_height=ROW_GRID)
        self.filter.left.connect(self.table.setFocus)
        bar = row(self.look, None, self.filter, margins=(GUTTER, 10, GUTTER, 0))
        note = column(self.sees, margins=(GUTTER, 8, GUTTER, 10))
        self.setLayout(column(self.header, Rule(), bar, note, Rule(), self.table, spacing=0))
        self.setFocusProxy(self.table)
        self._show()

    def show_params(self, params: dict[str, object]) -> None:
        """`role` names the role to look as."""
        if params.get("role") in ROLES:
            self.look.set_current(str(params["role"]))
            self._show()

    def close_page(self) -> None:
        """Nothing is held."""

    def _show(self) -> None:
        role, text = self.look.current(), self.filter.text().casefold()
        self.model.set_rows([one for one in self._rows if self._fits(one, role, text)])
        if role == EVERYBODY:
            words = tr("Choose a role to see only what it may do, and the pages it has.")
        else:
            pages = ", ".join(tr(title) for title, roles in self._pages if role in {str(r) for r in roles})
            words = tr("{role} sees: {pages}", role=tr(role.capitalize()), pages=pages)
        self.sees.setText(words)

    def _fits(self, one: PermissionRow, role: str, text: str) -> bool:
        return (role == EVERYBODY or getattr(one, role)) and text in f"{one.noun} {one.verb}".casefold()
