"""The main window: sidebar, pages, palette, messages, lock; it knows pages only through the registry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation
from rayafin_desktop.base.formats import number_style

from .components.banner import Banner
from .components.crash_dialog import show_crash
from .components.layout import box, column
from .components.overlay import Overlay
from .components.toast import Toast
from .forms.form_dialog import FormDialog
from .keys import PROFILES, Profile, bindings, shortcut
from .problems import Problems
from .shell.frame import Frame, Page, PageStack
from .shell.keys_overlay import show_keys
from .shell.palette import Palette, Search
from .shell.palette_entries import Entry
from .shell.registry import PageEntry, Registry
from .shell.sidebar import Sidebar
from .shell.sign_in import SignIn
from .theme import TEXT_SCALES, theme
from .wording import direction, tr
from .workspace import Workspace

START_SIZE = (1280, 800)
LEAST_SIZE = (1024, 640)


class MainWindow(QMainWindow):
    """One company's window.

    `lock_asked` when the person locks it (or it was idle), `unlock_asked` with the password,
    `company_asked` for another company. `search` finds records for the palette.
    """

    lock_asked = Signal()
    unlock_asked = Signal(str)
    company_asked = Signal()
    closing = Signal()

    def __init__(self, workspace: Workspace, registry: Registry, profile: Profile = "rayafin") -> None:
        super().__init__()
        self.workspace = workspace
        self.registry = registry
        self.search: Search | None = None
        self.extra_entries: list[Entry] = []
        self._profile: Profile = profile
        self._overlays: list[Overlay] = []
        self._crash: Overlay | None = None
        self._covered: list[Overlay] = []  # open when the window was locked, or opened meanwhile
        self.sidebar = Sidebar()
        self.sidebar.set_entries(registry.navigation(workspace.may))
        self.stack = PageStack()
        self.banner = Banner("neg")
        self.banner.hide()
        self.notice = Banner("info")
        """Stands until it is closed; the banner goes with the page."""
        self.notice.hide()
        self.link_banner = Banner("neg", closable=False)
        """Stands as long as the office database does not answer."""
        self.link_banner.hide()
        pages = box(column(self.link_banner, self.notice, self.banner, self.stack, spacing=0))
        self.frame = Frame(self.sidebar, pages)
        self.lock_screen = SignIn()
        self._root = QStackedWidget()
        self._root.addWidget(self.frame)
        self._root.addWidget(self.lock_screen)
        self.setCentralWidget(self._root)
        self.toast = Toast(self)
        self.problems = Problems(workspace.sentence, self)
        self.setWindowTitle("Rayafin")
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*START_SIZE)
        self.setLayoutDirection(direction())
        self._connect()
        self._install_keys()

    # Pages

    def open_page(self, key: str, params: dict[str, Any] | None = None) -> QWidget | None:
        """Show a page, or a form over the page shown; None when there is none or it is not allowed."""
        params = params or {}
        if key in self.registry.forms:
            return self.open_form(key, params)
        entry = self.registry.pages.get(key)
        if entry is None or not self.workspace.may(entry.permission):
            self.toast.say(tr("You may not open this. Ask the owner of the book."), tone="neg")
            return None
        page = self._page_of(key, params.get("id")) if entry.many else self.stack.page(key)
        if page is None:
            page = entry.make(self.workspace)
        self.stack.show_page(page)
        if params and isinstance(page, Page):
            page.show_params(params)
        return page

    def _page_of(self, key: str, record: object) -> QWidget | None:
        """The open page of a record, where there may be several of a kind."""
        for page in self.stack.pages():
            same = getattr(page, "key", "") == key and str(getattr(page, "record_id", "")) == str(record)
            if same and record is not None:
                return page
        return None

    def open_form(self, key: str, params: dict[str, Any]) -> FormDialog | None:
        """Open a form over the window: for the record `id`, or a new one with the other values."""
        screen = self.registry.forms[key]
        if not self.workspace.may(screen.permission):
            self.toast.say(tr("You may not change this. Ask the owner of the book."), tone="neg")
            return None
        values = dict(params)
        form = FormDialog(self, self.workspace, screen, values.pop("id", None))
        form.fill(values)
        self._overlays = [one for one in self._overlays if one is not form]
        self._overlays.append(form)
        form.closed.connect(partial(self._forget, form))
        form.start()
        return form

    def lock(self, user: str) -> None:
        """Hide everything until the password is right; nothing of the book is painted meanwhile."""
        self._covered = [overlay for overlay in self.findChildren(Overlay) if overlay.isVisible()]
        for overlay in self._covered:
            overlay.hide()
        self.toast.hide()
        self.setWindowTitle("Rayafin")
        self.lock_screen.lock_for(user)
        self.lock_screen.clear()
        self._root.setCurrentWidget(self.lock_screen)
        self.lock_screen.setFocus()

    def unlock(self) -> None:
        """Show everything again as it was."""
        self.lock_screen.clear()
        self._root.setCurrentWidget(self.frame)
        for overlay in self._covered:
            if shiboken6.isValid(overlay):
                overlay.show()
                overlay.place()
        self._covered = []
        page = self.stack.currentWidget()
        self._show_title()
        if page is not None:
            page.setFocus()

    @property
    def locked(self) -> bool:
        """Whether the lock screen is up."""
        return self._root.currentWidget() is self.lock_screen

    def cover(self, overlay: Overlay) -> None:
        """Keep a panel that opens while the window is locked for later."""
        overlay.hide()
        self._covered.append(overlay)

    def show_all_keys(self) -> Overlay:
        """The `?` overlay."""
        return show_keys(self)

    def open_palette(self) -> Palette:
        """Ctrl+K."""
        numbers = number_style(self.workspace.formats.locale)
        palette = Palette(self, [*self._entries(), *self.extra_entries], self.search, numbers)
        palette.open(palette.box)
        return palette

    # Wiring

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.page_asked.connect(self.open_page)
        workspace.back_asked.connect(self.stack.back)
        workspace.form_asked.connect(self._create)
        workspace.close_asked.connect(self.stack.close_page)
        workspace.said.connect(self._say)
        workspace.refused.connect(self.problems.take)
        workspace.runner.stumbled.connect(self.problems.take)
        self.problems.told.connect(lambda text: self.banner.say(text, "neg"))
        self.problems.confirmation_asked.connect(self._unconfirmed)
        self.problems.crashed.connect(self._crashed)
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.palette_asked.connect(self.open_palette)
        self.sidebar.company_asked.connect(self.company_asked)
        self.sidebar.sync_asked.connect(lambda: self.open_page("sync"))
        self.stack.shown.connect(self._page_shown)
        self.lock_screen.asked.connect(lambda _key, _user, password: self.unlock_asked.emit(password))

    def _install_keys(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "palette": self.open_palette,
            "new": self._new_of_page,
            "back": self.stack.back,
            "forward": self.stack.forward,
            "next_page": lambda: self.stack.step(1),
            "previous_page": lambda: self.stack.step(-1),
            "close_page": self._close_current,
            "company": self.company_asked.emit,
            "settings": lambda: self.open_page("settings"),
            "sync_now": self._sync_now,
            "lock": self.lock_asked.emit,
            "hide_amounts": self._toggle_amounts,
            "larger_text": lambda: self.change_text(1),
            "smaller_text": lambda: self.change_text(-1),
            "normal_text": lambda: self.change_text(0),
            "keys": self.show_all_keys,
            "next_pane": lambda: self._next_pane(1),
            "previous_pane": lambda: self._next_pane(-1),
            "full_screen": self._toggle_full_screen,
        }
        for entry in self.registry.pages.values():
            if entry.go:
                handlers[f"go.{entry.key}"] = partial(self.open_page, entry.key)
            if entry.new:
                handlers[f"new.{entry.new}"] = partial(self.open_page, entry.key)
        for form in self.registry.forms.values():
            if form.shortcut_new:
                handlers[f"new.{form.shortcut_new}"] = partial(self.open_page, form.key)
        own = dict(PROFILES[self._profile])
        taken = {keys for action, keys in own.items() if action in handlers}
        sequences = [
            (keys, handlers[one.action])
            for one in bindings("anywhere")
            if one.action in handlers
            for keys in one.keys
            if keys not in taken
        ]
        sequences += [(keys, handlers[action]) for action, keys in own.items() if action in handlers]
        sequences += [
            (f"G, {p.go}", partial(self.open_page, p.key)) for p in self.registry.pages.values() if p.go
        ]
        sequences += [
            (f"N, {p.new}", partial(self.open_page, p.key)) for p in self.registry.pages.values() if p.new
        ]
        sequences += [
            (f"N, {f.shortcut_new}", partial(self.open_page, f.key))
            for f in self.registry.forms.values()
            if f.shortcut_new
        ]
        self.shortcuts = [
            shortcut(self, keys, partial(self._unless_covered, run), everywhere=True)
            for keys, run in sequences
        ]

    def _unless_covered(self, run: Callable[[], object]) -> None:
        # Under a lock or an open panel the keys of the window rest.
        covered = any(overlay.isVisible() for overlay in self.findChildren(Overlay))
        if not self.locked and not covered:
            run()

    def _entries(self) -> list[Entry]:
        may = self.workspace.may
        entries = []
        for page in self.registry.pages.values():
            if page.nav_group is not None and may(page.permission):
                entries.append(self._go_entry(page))
            elif page.new and may(page.permission):
                run = partial(self.open_page, page.key)
                entries.append(
                    Entry(tr(page.title), run, "Do", icon=page.icon, keys=f"N, {page.new}", weight=2)
                )
        for form in self.registry.forms.values():
            if form.create is not None and may(form.permission):
                keys = f"N, {form.shortcut_new}" if form.shortcut_new else ""
                run = partial(self.open_page, form.key)
                title = tr("New {noun}", noun=tr(form.noun))
                entries.append(Entry(title, run, "Do", icon="plus", keys=keys, weight=1))
        for report in self.workspace.reports():
            run = partial(self.open_page, "report", {"id": report.name})
            detail, words = tr("Report"), report.name.replace("-", " ")
            entries.append(Entry(tr(report.title), run, "Go to", detail, "chart-column", words, weight=-1))
        page_ = self.stack.currentWidget()
        screen = self.registry.lists.get(getattr(page_, "key", ""))
        for action in screen.actions if screen is not None else ():
            if action.scope == "page" and action.opens and may(action.permission):
                run = partial(self.open_page, action.opens)
                entries.append(Entry(tr(action.label), run, "Do", icon=action.icon, keys=action.shortcut))
        for mode in ("light", "dark", "system"):
            switch = partial(theme().apply, mode=mode)
            entries.append(Entry(tr(f"Colours: {mode}"), switch, "Do", icon="sun", words="theme dark light"))
        entries.append(Entry(tr("All keys"), self.show_all_keys, "Do", icon="keyboard", keys="?"))
        entries.append(Entry(tr("Lock"), self.lock_asked.emit, "Do", icon="lock", keys="Ctrl+L"))
        return entries

    def _go_entry(self, page: PageEntry) -> Entry:
        keys = f"G, {page.go}" if page.go else ""
        run = partial(self.open_page, page.key)
        return Entry(tr(page.title), run, "Go to", tr(page.nav_group or ""), page.icon, keys=keys)

    def _create(self, key: str, values: dict[str, Any], saved: Callable[[Any], object]) -> None:
        form = self.open_form(key, values)
        if form is not None:
            form.saved.connect(saved)

    def _unconfirmed(self, error: NeedsConfirmation) -> None:
        # A page that can send its command again asks by itself; here only the reason is told.
        self.banner.say("\n".join(self.workspace.sentences(error)), "warn")

    def _crashed(self, report: str) -> None:
        # One report is enough: errors that follow from it come in a row.
        if self._crash is None:
            self._crash = show_crash(self, report)
            self._crash.closed.connect(self._crash_read)

    def _crash_read(self) -> None:
        self._crash = None

    def _page_shown(self, key: str) -> None:
        self.banner.hide()
        page = self.stack.currentWidget()
        self.sidebar.show_active(str(getattr(page, "nav_key", key)))
        self._show_title()

    def _say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        if not self.locked:
            self.toast.say(text, undo)

    def _show_title(self) -> None:
        if self.locked:
            return
        page = self.stack.currentWidget()
        title = getattr(page, "title", "")
        self.setWindowTitle(f"{title} – Rayafin" if title else "Rayafin")

    def _new_of_page(self) -> None:
        key = getattr(self.stack.currentWidget(), "key", "")
        screen = self.registry.lists.get(key)
        for action in screen.actions if screen is not None else ():
            if action.scope == "page" and action.primary and action.opens:
                self.open_page(action.opens)
                return

    def _close_current(self) -> None:
        page = self.stack.currentWidget()
        if page is not None and self.stack.count() > 1:
            self.stack.close_page(page)

    def _sync_now(self) -> None:
        if self.workspace.sync is not None:
            self.workspace.sync.sync_now()

    def _toggle_amounts(self) -> None:
        self.workspace.hide_amounts(not self.workspace.formats.hide_amounts)

    def change_text(self, by: int) -> None:
        """Larger (+1), smaller (-1) or normal (0) text."""
        scales = TEXT_SCALES
        at = min(range(len(scales)), key=lambda n: abs(scales[n] - theme().text_scale))
        scale = 1.0 if by == 0 else scales[max(0, min(len(scales) - 1, at + by))]
        theme().apply(text_scale=scale)

    def _next_pane(self, by: int) -> None:
        page = self.stack.currentWidget()
        panes: list[QWidget] = [self.sidebar.company, *([page] if page is not None else [])]
        peek = getattr(page, "peek", None)
        if isinstance(peek, QWidget) and peek.isVisible():
            panes.append(peek)
        now = QApplication.focusWidget()
        inside = [n for n, pane in enumerate(panes) if now is not None and _within(now, pane)]
        at = inside[-1] if inside else 0
        target = panes[(at + by) % len(panes)]
        if peek is target:
            target.focusNextPrevChild(True)
        else:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _forget(self, overlay: Overlay) -> None:
        self._overlays = [one for one in self._overlays if one is not overlay]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        self.stack.close_all()
        super().closeEvent(event)


def _within(widget: QWidget, pane: QWidget) -> bool:
    focus = pane.focusProxy() or pane
    return widget is pane or widget is focus or pane.isAncestorOf(widget)
