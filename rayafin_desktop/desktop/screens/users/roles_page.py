"""The permission matrix: what can be done against roles, what one role would see, and changing it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_GRID, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.screens import Column, ListScreen

if TYPE_CHECKING:
    from rayafin_desktop.features.access.roles import RoleRow

ROLES = tuple(role.value for role in Role)
EVERYBODY = "all"
_FIRST_ROLE = 2  # the columns before are area and words


class RolesPage(Surface):
    """An owner ticks and unticks; 1 to 5 do it for the row under the cursor. Others only read."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.key, self.title = "roles", tr("Roles")
        from rayafin_desktop.catalogue import Catalogue

        self._pages = [
            (screen.title, screen.permission)
            for screen in Catalogue().screens
            if isinstance(screen, ListScreen) and screen.nav_group
        ]
        self._rows: list[SimpleNamespace] = []
        self._ready = False
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
            Column(key="shown_area", title=tr("Area"), kind="dim", width=180, sortable=False),
            Column(key="words", title=tr("Permission"), width=200, stretch=True, sortable=False),
            *(
                Column(key=role, title=tr(role.capitalize()), kind="check", width=104, sortable=False)
                for role in ROLES
            ),
        )
        self.model = RowList(columns, workspace.formats, self._rows)
        self.table = DataTable(self.model, self.title, row_height=ROW_GRID, strong="is_changed")
        self.table.clicked.connect(self._clicked)
        self.filter.left.connect(self.table.setFocus)
        bar = row(self.look, None, self.filter, margins=(GUTTER, 10, GUTTER, 0))
        note = column(self.sees, margins=(GUTTER, 8, GUTTER, 10))
        keys = (("Up/Down", "Move"), ("2", "Accountant"), ("3", "Cashier"), ("4", "Broker"), ("5", "Auditor"))
        self.hints = HintBar(keys if self._may_change else keys[:1])
        page = column(self.header, Rule(), bar, note, Rule(), self.table, self.hints, spacing=0)
        page.setStretch(5, 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        workspace.touched.connect(self._touched)
        self._read()

    @property
    def _may_change(self) -> bool:
        return self._workspace.may("role.change")

    @property
    def ready(self) -> bool:
        """Whether the matrix is shown."""
        return self._ready

    def show_params(self, params: dict[str, object]) -> None:
        """`role` names the role to look as."""
        if params.get("role") in ROLES:
            self.look.set_current(str(params["role"]))
            self._show()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)

    def _read(self) -> None:
        def rows(read: Any) -> Sequence[RoleRow]:
            from rayafin_desktop.features.access.roles import role_rows

            return role_rows(read)

        self._workspace.read(rows, self._take, owner=self, slot="rows")

    def _take(self, rows: Sequence[RoleRow]) -> None:
        self._ready = True
        self._rows = [_shown(one) for one in rows]
        self._show()

    def _show(self) -> None:
        role, text = self.look.current(), self.filter.text().casefold()
        at = self.table.cursor_row()
        fitting = [one for one in self._rows if self._fits(one, role, text)]
        before = ""
        for one in fitting:  # an area is named on its first row
            one.shown_area, before = (one.area if one.area != before else ""), one.area
        self.model.set_rows(fitting)
        self.table.move_to(max(0, min(at, self.model.rowCount() - 1)))
        if role == EVERYBODY:
            words = tr("Choose a role to see only what it may do, and the pages it has.")
            if self._may_change:
                words = f"{words} {tr('A click on a tick changes it; what was changed is set in bold.')}"
        else:
            held = {one.id for one in self._rows if getattr(one, role)}
            pages = ", ".join(tr(title) for title, permission in self._pages if permission in held)
            words = tr("{role} sees: {pages}", role=tr(role.capitalize()), pages=pages)
        self.sees.setText(words)

    def _fits(self, one: Any, role: str, text: str) -> bool:
        return (role == EVERYBODY or getattr(one, role)) and text in f"{one.area} {one.words}".casefold()

    # Changing

    def _clicked(self, index: QModelIndex) -> None:
        at = index.column() - _FIRST_ROLE
        if at >= 0:
            self.toggle(index.row(), Role(ROLES[at]))

    def toggle(self, at: int, role: Role) -> None:
        """Give the role the permission of a row, or take it away, after asking."""
        from rayafin_desktop.features.access.roles import ChangeRole

        one = self.model.row_at(at)
        if one is None or not self._may_change:
            return
        granted = not getattr(one, role.value)
        command = ChangeRole(role=role, of=one.id, granted=granted)
        if role in one.fixed:
            # Refused with the reason, which only the rule knows.
            self._workspace.execute(command, lambda _: None, owner=self)
            return
        title = tr("Give permission") if granted else tr("Take permission away")
        text = tr("{role}: {what}. It holds at once for everybody with this role.",
                  role=tr(role.value.capitalize()), what=one.words)  # fmt: skip
        ask(self, title, text, lambda: self._workspace.execute(command, lambda _: None), danger=not granted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(ROLES):
            self.toggle(self.table.cursor_row(), Role(ROLES[number]))
            return
        super().keyPressEvent(event)

    def _touched(self, touched: dict[str, Any]) -> None:
        if "role_change" in touched:
            self._read()


def _shown(one: RoleRow) -> SimpleNamespace:
    return SimpleNamespace(
        id=one.id,
        area=tr(one.area),
        shown_area="",
        words=tr(one.words),
        is_changed=bool(one.changed),
        fixed=one.fixed,
        **{role.value: role in one.holders for role in Role},
    )
