"""A record with fields above and small grids below, saved in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.base.errors import Problem, RayafinError, RuleBroken
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.form_fields import FormFields
from rayafin_desktop.desktop.grid.line_columns import LineKind
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.fonts import REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.read import Read
from rayafin_desktop.engine.screens import Field


@dataclass(frozen=True, kw_only=True)
class LineAct:
    """What a button above a grid does to one saved line at once; `command(record, line_no)` answers how."""

    label: str
    icon: str
    permission: str
    done: str
    command: Callable[[Any, int], Any]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """One grid: the field of the command it fills, its words, its lines, how many are shown at least."""

    name: str
    title: str
    hint: str
    kind: LineKind[Any]
    least: int = 4
    act: LineAct | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A loaded record as the page shows it: field values by key, lines by grid."""

    title: str
    values: object
    lines: Mapping[str, Sequence[Any]]
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class Master:
    """What a page needs to know of its kind of record."""

    key: str
    nav_key: str
    crumb: str
    new_title: str
    saved: str
    permission: str
    fields: tuple[Field, ...]
    grids: tuple[Lines, ...]
    load: Callable[[Read, UUID], Any]
    show: Callable[[Any], Shown]
    # (the record as it was loaded or None, field values, lines by grid) -> the command
    command: Callable[[Any, dict[str, Any], Mapping[str, list[Any]]], Any]
    fixed: tuple[str, ...] = ()  # fields that stay as they are once there is a record


class MasterGrid(LineGrid[Any]):
    """One of the small grids; `lines` is its model."""

    def __init__(self, workspace: Workspace, kind: LineKind[Any], name: str) -> None:
        self.lines: LineModel[Any] = LineModel(kind, workspace.formats)
        super().__init__(self.lines, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clearSelection()


class MasterPage(Surface):
    """A new record, or the one of `id`."""

    def __init__(self, workspace: Workspace, master: Master) -> None:
        super().__init__()
        self._workspace = workspace
        self.master = master
        self.key, self.nav_key = master.key, master.nav_key
        self.title = tr(master.new_title)
        self.record_id: UUID | None = None
        self.detail: Any = None
        self._saving = False
        self._cards: dict[str, tuple[Card, int]] = {}
        self.acts: dict[str, Button] = {}
        self._build()
        workspace.formats_changed.connect(self._formats_changed)

    def _build(self) -> None:
        master, workspace = self.master, self._workspace
        self.header = PageHeader(self.title, crumbs=(tr(master.crumb),))
        self.header.crumb_chosen.connect(lambda _: workspace.open(master.nav_key))
        self.button = Button(tr("Save"), "primary", "check")
        self.button.clicked.connect(self.save)
        self.button.setVisible(workspace.may(master.permission))
        self.header.add_action(self.button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.fields = FormFields(workspace, _translated(master.fields), EnterFlow(self))
        self.grids = {one.name: MasterGrid(workspace, one.kind, tr(one.title)) for one in master.grids}
        parts = [self._part(one) for one in master.grids]
        grids = list(self.grids.values())
        for grid, following in zip(grids, [*grids[1:], self.button], strict=True):
            grid.left_forward.connect(lambda to=following: to.setFocus(Qt.FocusReason.TabFocusReason))
        form = column(self.banner, self.fields, *parts, None, spacing=14, margins=(GUTTER, 16, GUTTER, 12))
        self.hints = HintBar(
            (("Enter", tr("Next field")), ("Ctrl+Del", tr("Remove line")), ("Ctrl+Enter", tr("Save")),
             ("Esc", tr("Back")))
        )  # fmt: skip
        page = column(self.header, Rule(), ScrollColumn(box(form)), self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.fields.boxes[master.fields[0].key].input)
        self.shortcuts = install(self, "form", {"primary": self.save, "save": self.save})

    def _part(self, one: Lines) -> Any:
        grid = self.grids[one.name]
        card = Card(padding=1, spacing=0)
        card.column.addWidget(grid)
        self._cards[one.name] = (card, one.least)
        grid.lines.formats = self._workspace.formats
        grid.lines.lines_changed.connect(lambda name=one.name: self._fit(name))
        self._fit(one.name)
        head = row(
            Label(tr(one.title), SMALL, SEMIBOLD, "text2"), Label(tr(one.hint), SMALL, REGULAR, "text3"), None
        )
        if one.act is not None and self._workspace.may(one.act.permission):
            button = Button(tr(one.act.label), "ghost", one.act.icon, small=True)
            button.clicked.connect(lambda: self.act_on_line(one))
            button.setEnabled(False)  # until there is a saved line
            self.acts[one.name] = button
            head.addWidget(button)
        return column(head, card, spacing=6)

    def _fit(self, name: str) -> None:
        """A grid is as tall as its lines, so that the page scrolls and no grid within it."""
        card, least = self._cards[name]
        grid = self.grids[name]
        card.setFixedHeight(grid.height_for(max(least, len(grid.lines.lines()) + 1)) + 2)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the record `id`; without one, a new one."""
        if "id" in params:
            self.record_id = id_ = UUID(str(params["id"]))
            load = self.master.load
            self._workspace.read(lambda read: load(read, id_), self._take, owner=self, slot="master")

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the record is shown."""
        return self.record_id is None or self.detail is not None

    def _take(self, detail: Any) -> None:
        self.detail = detail
        shown = self.master.show(detail)
        self.title = shown.title
        self.header.title.setText(shown.title)
        self.fields.set_values(shown.values)
        for name in self.master.fixed:
            self.fields.boxes[name].input.setEnabled(False)
        first = next(one.key for one in self.master.fields if one.key not in self.master.fixed)
        self.setFocusProxy(self.fields.boxes[first].input)
        for name in self.grids:
            self._show_lines(name, shown)
        if shown.banner:
            self.banner.say(shown.banner, "neg")

    def _show_lines(self, name: str, shown: Shown) -> None:
        lines = list(shown.lines.get(name, ()))
        self.grids[name].lines.set_lines(lines)
        if name in self.acts:
            self.acts[name].setEnabled(bool(lines))

    # One line at once

    def act_on_line(self, one: Lines) -> None:
        """Do the grid's act to the line the cursor is in; one that was changed must be saved first."""
        if one.act is None or self.detail is None or self._saving:
            return
        grid = self.grids[one.name]
        at = max(grid.currentIndex().row(), 0)
        saved = list(self.master.show(self.detail).lines.get(one.name, ()))
        now = grid.lines.lines()
        if not grid.settle() or at >= len(saved) or at >= len(now) or now[at] != saved[at]:
            self.banner.say(tr("Save the line first; then it can be checked."), "warn")
            return
        self.banner.hide()
        self._saving = True
        command = one.act.command(self.detail, at + 1)
        self._workspace.execute(command, lambda _: self._acted(one), owner=self, failed=self._refused)

    def _acted(self, one: Lines) -> None:
        self._saving = False
        if one.act is not None:
            self._workspace.say(tr(one.act.done))
        load, id_ = self.master.load, self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: load(read, id_),
                lambda detail: self._again(one, detail),
                owner=self,
                slot="master",
            )

    def _again(self, one: Lines, detail: Any) -> None:
        """The record anew, with what was typed elsewhere left as it is."""
        self.detail = detail
        self._show_lines(one.name, self.master.show(detail))

    # Saving

    def save(self) -> None:
        """Save the record; problems come back to their fields and cells."""
        if self._saving or not all(grid.settle() for grid in self.grids.values()):
            return
        missing = self.fields.check()
        self.fields.show_errors(missing)
        if missing:
            return
        lines = {name: grid.lines.lines() for name, grid in self.grids.items()}
        command = self.master.command(self.detail, self.fields.values(), lines)
        self._saving = True
        self._workspace.execute(command, self._saved, owner=self, failed=self._refused)

    def _saved(self, _id: UUID) -> None:
        self._saving = False
        self._workspace.say(tr(self.master.saved))
        self._workspace.open(self.master.nav_key)
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        cells: dict[str, dict[tuple[int, int], str]] = {}
        elsewhere: list[Problem] = []
        for problem in error.problems:
            place = self._cell(problem)
            if place is None:
                elsewhere.append(problem)
                continue
            name, cell = place
            cells.setdefault(name, {}).setdefault(cell, self._workspace.sentence(problem))
        for name, grid in self.grids.items():
            grid.lines.set_errors(cells.get(name, {}))
        if not elsewhere:
            self.fields.show_errors({})
            self.banner.hide()
            return
        known = frozenset(self.fields.boxes)
        found = spread(RuleBroken(elsewhere), known, self._workspace.sentence)
        self.fields.show_errors(found.by_field)
        if found.rest:
            self.banner.say("\n".join(found.rest), "neg")
        else:
            self.banner.hide()

    def _cell(self, problem: Problem) -> tuple[str, tuple[int, int]] | None:
        parts = problem.field.split(".")
        grid = self.grids.get(parts[0])
        if grid is None or len(parts) < 2:
            return None
        keys = [one.key for one in grid.lines.kind.columns]
        wanted = parts[2] if len(parts) > 2 else ""
        return parts[0], (int(parts[1]), keys.index(wanted) if wanted in keys else 1)

    def _formats_changed(self) -> None:
        for grid in self.grids.values():
            grid.lines.formats = self._workspace.formats
            grid.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _translated(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields with their choices in the language of the window."""
    return tuple(
        replace(one, choices=tuple(replace(choice, label=tr(choice.label)) for choice in one.choices))
        for one in fields
    )
