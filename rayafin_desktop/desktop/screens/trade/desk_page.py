"""The trade desk: inbox, offers, negotiations, contracts and lots under one roof."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.tabs import Tabs
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import ListScreen

from . import reading
from .board import BoardView
from .inbox import Inbox
from .message_box import is_message

TABS = (
    ("inbox", "Inbox"),
    ("board", "Board"),
    ("offers", "Offers"),
    ("negotiations", "Negotiations"),
    ("trades", "Trades"),
    ("lots", "Tested lots"),
)


class DeskPage(Surface):
    """`show_params`: `tab`, and `text` to read a message at once."""

    key = "trade.desk"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Trade desk")
        self._counts: dict[str, int] = {}
        self._lists: dict[str, QWidget] = {}
        self.header = PageHeader(self.title)
        self.new_button = Button(tr("New offer"), "plain", "plus")
        self.paste_button = Button(tr("Paste message"), "primary", "message-square")
        self.new_button.clicked.connect(lambda: workspace.open("offer.page"))
        self.paste_button.clicked.connect(self.paste)
        for button in (self.new_button, self.paste_button):
            self.header.add_action(button)
            button.setVisible(workspace.may("offer.save"))
        self.tabs = Tabs([(key, tr(label)) for key, label in TABS], self.title)
        self.tabs.chosen.connect(self._show_tab)
        self.inbox = Inbox(workspace)
        self.inbox.waiting_changed.connect(lambda n: self._count("inbox", n))
        self.inbox.offers_asked.connect(lambda: self.tabs.show_tab("offers"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.inbox)
        self.hints = HintBar(
            (
                ("Ctrl+V", "Paste message"),
                ("Tab", "Next field to check"),
                ("Ctrl+M", "Matches"),
                ("Ctrl+Enter", "Save"),
                ("Ctrl+D", "Discard"),
            )
        )
        self.inbox.last_trade_known.connect(self.hints.set_position)
        bar = row(self.tabs, None, margins=(GUTTER, 0, GUTTER, 0))
        page = column(self.header, bar, Rule(), self.stack, self.hints, spacing=0)
        page.setStretch(3, 1)
        self.setLayout(page)
        self.setFocusProxy(self.inbox)
        self._install_keys()
        workspace.touched.connect(self._touched)
        self._read_counts()

    def _install_keys(self) -> None:
        shortcut(self, "Ctrl+V", self.paste)
        shortcut(self, "Ctrl+Return", lambda: self._on_inbox(self.inbox.save))
        shortcut(self, "Ctrl+Enter", lambda: self._on_inbox(self.inbox.save))
        shortcut(self, "Ctrl+M", lambda: self._on_inbox(self.inbox.go_to_fits))
        shortcut(self, "Ctrl+D", lambda: self._on_inbox(self.inbox.discard))
        for number, (key, _) in enumerate(TABS):
            shortcut(self, f"Alt+{number + 1}", partial(self.tabs.show_tab, key))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _on_inbox(self, run: Callable[[], object]) -> None:
        if self.tabs.key() == "inbox":
            run()

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show a tab, or read a text."""
        if "tab" in params:
            self.tabs.show_tab(str(params["tab"]))
        if params.get("text"):
            self.tabs.show_tab("inbox")
            self.inbox.take(str(params["text"]))

    def close_page(self) -> None:
        """Let go of the window's signals and of the lists."""
        self._workspace.touched.disconnect(self._touched)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for one in self._lists.values():
            cast("Any", one).close_page()

    @property
    def ready(self) -> bool:
        """Whether nothing is being read any more."""
        return not self._workspace.runner.reading

    def paste(self) -> None:
        """Read what is on the clipboard, from whichever tab."""
        self.tabs.show_tab("inbox")
        self.inbox.paste()

    # Tabs

    def _show_tab(self, key: str) -> None:
        page = self.inbox if key == "inbox" else self._list(key)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        self.hints.setVisible(page is self.inbox)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, key: str) -> QWidget | None:
        """A list of the desk, made when it is first looked at."""
        if key not in self._lists:
            if key == "board":
                self._lists[key] = self._board()
                return self._lists[key]
            screen = _screen(key)
            if screen is None or not self._workspace.may(screen.permission):
                return None
            page = ListPage(self._workspace, screen)
            page.header.hide()
            self._lists[key] = page
            self.stack.addWidget(page)
        return self._lists[key]

    def _board(self) -> QWidget:
        board = BoardView(self._workspace)
        board.offer_asked.connect(lambda: self._workspace.open("offer.page"))
        self.stack.addWidget(board)
        return board

    def _count(self, key: str, number: int) -> None:
        self._counts[key] = number
        formats = self._workspace.formats
        self.tabs.set_counts({k: formats.count(n) for k, n in self._counts.items() if n})

    def _read_counts(self) -> None:
        def show(counts: Any) -> None:
            for key, number in counts.items():
                self._count(key, number)

        self._workspace.read(reading.tab_counts, show, owner=self, slot="counts")

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        self.inbox.touched(touched)
        if {"offer", "negotiation"} & set(touched):
            self._read_counts()
            board = self._lists.get("board")
            if isinstance(board, BoardView):
                board.read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A whole message pasted into a field of the page is read, not squeezed into the field."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and event.matches(QKeySequence.StandardKey.Paste)
            and self.isAncestorOf(watched)
            and is_message(QGuiApplication.clipboard().text())
        ):
            self.paste()
            return True
        return super().eventFilter(watched, event)


def _screen(key: str) -> ListScreen | None:
    """The list of a tab, as its feature describes it."""
    from importlib import import_module

    where = {"offers": "offers", "negotiations": "offers", "trades": "trades", "lots": "lots"}[key]
    module = import_module(f"rayafin_desktop.features.{where}.screens")
    return next((one for one in module.SCREENS if isinstance(one, ListScreen) and one.key == key), None)
