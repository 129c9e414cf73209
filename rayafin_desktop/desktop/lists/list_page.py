"""A list page drawn from a `ListScreen`: figures, views, filter, table, side panel, keys, states."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from rayafin_desktop.desktop.components.button import Button, IconButton
from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.skeleton import AFTER_MS, SkeletonRows
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.components.tabs import Tabs
from rayafin_desktop.desktop.keys import bindings, hints, install, shortcut
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_LIST, ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, ListScreen

from .filter_bar import FilterBar
from .list_panels import first_use, fullest, no_result, nothing_here, unreadable
from .page_source import Overview, View, key_of
from .paged_list import PagedList
from .peek import Peek
from .row_actions import RowActions
from .selection_bar import SelectionBar
from .table import DataTable

_WIDE_FILTER = 288
_ROOM_FOR_FILTER = 900


class ListPage(Surface):
    """One list. `show_params` takes what a link asked for: a tab, a text, field filters, a row."""

    def __init__(self, workspace: Workspace, screen: ListScreen) -> None:
        super().__init__()
        self.screen_ = screen
        self.key = screen.key
        self.title = tr(screen.title)
        self._workspace = workspace
        self._overview = Overview()
        self.overview_shown = False
        self._keep: UUID | int | str | None = None
        self._peek_at: UUID | int | str | None = None
        self._stale = False
        self._empty_shown = False
        self._actions = tuple(a for a in screen.actions if workspace.may(a.permission))
        columns = tuple(replace(c, title=tr(c.title)) for c in screen.columns)
        self.model = PagedList(columns, workspace.source(screen.query), workspace.formats)
        height = ROW_TWO_LINES if any(c.subtitle for c in columns) else ROW_LIST
        self.table = DataTable(
            self.model, self.title, row_height=height, muted=screen.muted, strong=screen.strong
        )
        self.row_actions = RowActions(workspace, screen, self._actions, self)
        self._build()
        self._connect()
        start = View(screen.tabs[0].key if screen.tabs else "", "", screen.order, screen.descending)
        self.table.head.set_sort(start.sort, start.descending)
        self._show_view(start)
        self.model.ask_overview()

    # Construction

    def _build(self) -> None:
        screen = self.screen_
        self.header = PageHeader(self.title)
        for action in sorted((a for a in self._actions if a.scope == "page"), key=lambda a: a.primary):
            button = Button(tr(action.label), "primary" if action.primary else "plain", action.icon)
            button.clicked.connect(lambda _=False, a=action: self.row_actions.run(a, []))
            self.header.add_action(button)
        self.stats = StatStrip()
        if not screen.stats:
            self.stats.hide()
        self.tabs = Tabs([(tab.key, tr(tab.label)) for tab in screen.tabs] or [("", tr("All"))], self.title)
        placeholder = tr(screen.search) if screen.search else tr("Filter")
        self.filter = FilterBox(placeholder, tr("Filter"))
        # It may shrink, or it would keep the window from growing narrower.
        self.filter.setMinimumWidth(grown(80))
        self.filter.setMaximumWidth(grown(_WIDE_FILTER))
        self.filter_button = IconButton("search", tr("Filter"), "plain")
        self.filters = FilterBar(self._workspace, screen.filters)
        self.filters.hide()
        self.filters_button = IconButton("list-filter", tr("Filters"), "plain")
        line = row(self.tabs, 8, None, self.filter, self.filter_button, margins=(GUTTER, 6, GUTTER, 6))
        if screen.filters:
            line.addWidget(self.filters_button)
        line.setStretch(line.indexOf(self.filter), 100)
        bar = Surface("surface", line)
        self._skeleton = SkeletonRows()
        self._table_box = box(column(self.table, spacing=0))
        self.selection = SelectionBar(self._actions)
        self._states = QStackedWidget()
        self._states.addWidget(self._table_box)
        self._states.addWidget(self._skeleton)
        self.hints = HintBar(self._hints())
        parts = (self.stats, bar, self.filters, Rule(), self._states, self.selection, self.hints)
        left = column(*parts, spacing=0)
        left.setStretch(parts.index(self._states), 1)
        self.peek = Peek(self._workspace, screen, tuple(a for a in self._actions if a.scope == "row"))
        self.peek.hide()
        self.setLayout(column(self.header, Rule(), row(box(left), self.peek, spacing=0), spacing=0))
        self.setFocusProxy(self.table)

    def _hints(self) -> list[tuple[str, str]]:
        own = [(a.shortcut, a.label) for a in self._actions if a.shortcut and a.scope == "row"][:3]
        shown = list(hints("list"))
        return [*shown[:-1], *own, shown[-1]]

    def _connect(self) -> None:
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(AFTER_MS)
        self._slow.timeout.connect(self._show_skeleton)
        self.model.opened.connect(self._opened)
        self.model.settled.connect(self._settled)
        self.model.failed.connect(self._failed)
        self.model.located.connect(self._located)
        self.model.overview_changed.connect(self._take_overview)
        self.model.dataChanged.connect(self._rows_came)
        self.table.moved.connect(lambda _: self._moved())
        self.table.peek_asked.connect(lambda: self.show_peek(self.peek.isHidden()))
        self.table.activated_row.connect(lambda _: self._open_current())
        self.table.sort_asked.connect(self._sort)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.tabs.chosen.connect(lambda key: self._show_view(replace(self.model.view, tab=key)))
        self.stats.chosen.connect(self._stat_chosen)
        self.filter.filtered.connect(self._filter)
        self.filter.left.connect(self.table.setFocus)
        self.filter_button.clicked.connect(self.focus_filter)
        self.filters_button.clicked.connect(self.toggle_filters)
        self.filters.filtered.connect(self._filter_fields)
        self.peek.closed.connect(lambda: self.show_peek(False))
        self.peek.opened.connect(self._open_current)
        self.peek.acted.connect(lambda key: self._act(self._action(key)))
        self.selection.acted.connect(lambda key: self._act(self._action(key)))
        self._workspace.touched.connect(self._touched)
        self._workspace.formats_changed.connect(self._formats_changed)
        handlers = {"filter": self.focus_filter, "copy": self.copy_rows}
        if self.screen_.filters:
            handlers["filter_panel"] = self.toggle_filters
        self.shortcuts = install(self, "list", handlers)
        for number in range(min(9, self.tabs.count())):
            show_tab = partial(self.tabs.setCurrentIndex, number)
            self.shortcuts.append(shortcut(self, f"Alt+{number + 1}", show_tab))
        # The window's own keys stay the window's: two shortcuts on one key fire neither.
        taken = {keys for one in (*bindings("anywhere"), *bindings("list")) for keys in one.keys}
        for action in self._actions:
            if action.shortcut and action.shortcut not in taken:
                self.shortcuts.append(shortcut(self.table, action.shortcut, partial(self._act, action)))

    # What a person does

    def show_params(self, params: dict[str, Any]) -> None:
        """Follow a link: `tab`, `text`, `where`, or the `id` of a row to show."""
        view = self.model.view
        where = tuple(sorted((str(k), str(v)) for k, v in dict(params.get("where", {})).items()))
        wanted = replace(
            view, tab=params.get("tab", view.tab), text=params.get("text", view.text), where=where
        )
        if wanted != view:
            self._show_view(wanted)
        if "id" in params:
            self._peek_at = params["id"] if params.get("peek") else None
            self.model.locate(params["id"])

    def focus_filter(self) -> None:
        """Put the cursor into the filter box."""
        self.filter.show()
        self.filter_button.hide()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def toggle_filters(self) -> None:
        """Show or hide the filter fields; what they say stays in force."""
        shown = self.filters.isHidden()
        self.filters.setVisible(shown)
        (self.filters if shown else self.table).setFocus()

    def show_peek(self, shown: bool) -> None:
        """Open or close the side panel; it follows the cursor while it is open."""
        row_ = self.model.row_at(self.table.cursor_row()) if self.table.cursor_row() >= 0 else None
        if shown and row_ is not None:
            self.peek.show_row(row_)
        self.peek.setVisible(shown and row_ is not None)
        self._fit_filter()

    def copy_rows(self) -> None:
        """The selected rows as text with tabs, for a spreadsheet."""
        rows = [self.model.row_at(n) for n in self.table.selected_rows()]
        lines = [
            "\t".join(self._workspace.formats.cell(c, one) for c in self.model.columns)
            for one in rows
            if one is not None
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._workspace.say(tr("{count} rows copied", count=len(lines)))

    def close_page(self) -> None:
        """Stop reading; the page is thrown away."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)
        self.model.close()

    # Reactions

    def _show_view(self, view: View) -> None:
        self._keep = None
        self.tabs.blockSignals(True)
        self.tabs.show_tab(view.tab)
        self.tabs.blockSignals(False)
        if view.where != self.filters.where():
            self.filters.show_where(view.where)
        if view.text != self.filter.text():
            self.filter.blockSignals(True)
            self.filter.setText(view.text)
            self.filter.blockSignals(False)
        self._slow.start()
        self.model.show_view(view)

    def _sort(self, key: str, descending: bool) -> None:
        view = replace(self.model.view, sort=key, descending=descending)
        self.table.head.set_sort(key, descending)
        self._show_view(view)

    def _filter(self, text: str) -> None:
        if text != self.model.view.text:
            self._show_view(replace(self.model.view, text=text))

    def _filter_fields(self, where: tuple[tuple[str, str], ...]) -> None:
        if where != self.model.view.where:
            self._show_view(replace(self.model.view, where=where))

    def _stat_chosen(self, key: str) -> None:
        for stat in self.screen_.stats:
            if stat.key == key and stat.opens_tab:
                self.tabs.show_tab(stat.opens_tab)

    def _opened(self) -> None:
        self._slow.stop()
        self._empty_shown = self.model.rowCount() == 0
        if self._empty_shown:
            self._show_empty()
            return
        self._show_state(self._table_box)
        if self.table.cursor_row() < 0:
            self.table.move_to(0)
        self._moved()

    def _settled(self, position: int) -> None:
        if position >= 0:
            self.table.move_to(position)
        self._moved()

    def _located(self, key: object, position: int) -> None:
        if position >= 0:
            self.table.move_to(position)
            if key == self._peek_at:
                self._peek_at = None
                self.show_peek(True)

    def _moved(self) -> None:
        count, at = self.model.rowCount(), self.table.cursor_row()
        formats = self._workspace.formats
        text = ""
        if count:
            text = tr("Row {row} of {count}", row=formats.count(at + 1), count=formats.count(count))
        self.hints.set_position(text)
        row_ = self.model.row_at(at) if at >= 0 else None
        if row_ is not None:
            self._keep = key_of(row_)
        self._refresh_peek()

    def _rows_came(self, *_: object) -> None:
        self._refresh_peek()

    def _refresh_peek(self) -> None:
        if self.peek.isHidden():
            return
        row_ = self.model.row_at(self.table.cursor_row()) if self.table.cursor_row() >= 0 else None
        if row_ is not None:
            self.peek.show_row(row_)

    def _selected(self) -> None:
        rows = [self.model.row_at(n) for n in self.table.selected_rows()]
        self.selection.show_rows([one for one in rows if one is not None], self.screen_, self._workspace)

    def _open_current(self) -> None:
        at = self.table.cursor_row()
        row_ = self.model.row_at(at) if at >= 0 else None
        if row_ is not None and self.screen_.opens:
            self.row_actions.open(row_)
        elif row_ is not None:
            # Nothing to open: the side panel shows all there is.
            self.show_peek(True)

    def _action(self, key: str) -> Action:
        return next(action for action in self._actions if action.key == key)

    def _act(self, action: Action) -> None:
        rows = [self.model.row_at(n) for n in self.table.selected_rows()]
        self.row_actions.run(action, [one for one in rows if one is not None])

    def _touched(self, touched: dict[str, Any]) -> None:
        if set(touched) & set(self.screen_.kinds):
            self._stale = not self.isVisible()
            if not self._stale:
                self.model.refresh(self._keep)

    def _formats_changed(self) -> None:
        self.model.formats = self._workspace.formats
        self.table.viewport().update()
        self._take_overview(self._overview)
        self._refresh_peek()

    def _take_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.overview_shown = True
        formats = self._workspace.formats
        figures = []
        for stat in (one for one in self.screen_.stats if one.key in overview.stats):
            value = overview.stats[stat.key]
            if stat.kind == "money" and isinstance(value, int):
                text = formats.whole_money(value)
            else:
                text = formats.value(stat.kind, value)
            count = overview.stats.get(stat.count) if stat.count else None
            noun = (stat.one or self.screen_.one) if count == 1 else stat.noun
            note = f"{formats.count(count)} {tr(noun)}" if count is not None else ""
            figures.append(
                Figure(stat.key, tr(stat.label), text or "–", note, stat.tone if value else "neutral")
            )
        clickable = frozenset(stat.key for stat in self.screen_.stats if stat.opens_tab)
        self.stats.set_figures(tuple(figures), clickable)
        self._order_tab_stops()
        counted = {tab.key for tab in self.screen_.tabs if tab.counted}
        self.tabs.set_counts({k: formats.count(n) for k, n in overview.tabs.items() if k in counted})
        if self._empty_shown:
            # Only now is it known whether other views have rows.
            self._show_empty()

    def _order_tab_stops(self) -> None:
        """Reading order, although the figures are made last."""
        stops: list[QWidget] = [
            *self.header.findChildren(QPushButton),
            *self.stats.buttons(),
            self.tabs,
            self.filter,
            self.filter_button,
            self.table,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # States

    def _show_skeleton(self) -> None:
        if self.model.loading and self.model.rowCount() == 0:
            self._empty_shown = False
            self._show_state(self._skeleton)

    def _show_empty(self) -> None:
        self._empty_shown = True
        self.peek.hide()
        screen, view = self.screen_, self.model.view
        self.hints.set_position("")
        if view.narrowed():
            self._show_panel(no_result(screen, view, lambda: self._show_view(view.cleared())))
        elif (other := fullest(screen, view, self._overview)) is not None:
            self._show_panel(nothing_here(screen, view, other, self.tabs.show_tab))
        else:
            self._show_panel(
                first_use(screen, self._actions, lambda action: self.row_actions.run(action, []))
            )

    def _failed(self, error: object) -> None:
        self._slow.stop()
        self._empty_shown = False
        self._show_panel(unreadable(error, lambda: self._show_view(self.model.view)))

    def _show_panel(self, panel: QWidget) -> None:
        self._states.addWidget(panel)
        self._show_state(panel)
        if not self.filter.hasFocus() and self.isVisible():
            panel.setFocus()

    def _show_state(self, widget: QWidget) -> None:
        self._states.setCurrentWidget(widget)
        for index in reversed(range(2, self._states.count())):
            old = self._states.widget(index)
            if old is not None and old is not widget:
                self._states.removeWidget(old)
                old.deleteLater()

    # Seen and unseen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.model.refresh(self._keep)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.rest()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_filter()

    def _fit_filter(self) -> None:
        room = self.width() - (0 if self.peek.isHidden() else self.peek.width())
        wide = room >= grown(_ROOM_FOR_FILTER) or bool(self.filter.text()) or self.filter.hasFocus()
        self.filter.setVisible(wide)
        self.filter_button.setVisible(not wide)
