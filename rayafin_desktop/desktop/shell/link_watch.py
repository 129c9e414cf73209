"""A lost office database at the window: a banner, grey buttons, and what became of the last change.

What is typed stays where it is. Nothing is sent again by itself: a person is told whether the change that
was on its way is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.link import Link
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.wording import tr

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.desktop.window import MainWindow

# Buttons that change nothing stay: one can still read what is on the screen, and leave.
_WRITING = ("primary", "danger")
ANYTHING = "*"  # as `engine.pulse` says it


class LinkWatch(QObject):
    """Shows one link at one window."""

    def __init__(self, window: MainWindow, app: App, link: Link) -> None:
        super().__init__(window)
        self._window, self._app, self.link = window, app, link
        self._unsure: list[Any] = []
        link.lost.connect(self._lost)
        link.back.connect(self._back)
        link.changed.connect(self._changed)
        window.workspace.unanswered.connect(self._unanswered)
        window.stack.shown.connect(self._page_shown)
        window.sidebar.show_server(tr("Office database"), "pos")

    def _lost(self) -> None:
        text = tr("The office database does not answer; nothing was half done. It is tried again by itself.")
        self._window.link_banner.say(text, "neg")
        self._window.link_banner.set_actions((tr("Try now"), self.link.suspect))
        self._window.sidebar.show_server(tr("Office database: no answer"), "neg")
        self._window.workspace.offline = True
        self._hold(True)

    def _back(self) -> None:
        self._window.link_banner.hide()
        self._window.sidebar.show_server(tr("Office database"), "pos")
        self._window.workspace.offline = False
        self._hold(False)
        self._window.workspace.touched.emit(self._everything())
        if not self._unsure:
            self._window.toast.say(tr("The office database answers again."))
        for unknown in self._unsure[:]:
            self._look(unknown)

    def _unanswered(self, error: Any) -> None:
        """A command or query came to no answer: look at once, and remember a change of unknown outcome."""
        if getattr(error, "entries", ()):
            self._unsure.append(error)
        self.link.suspect()
        if not self.link.is_lost and self._unsure:
            for unknown in self._unsure[:]:
                self._look(unknown)

    def _look(self, unknown: Any) -> None:
        job = answer_of(lambda: self._app.arrived(unknown))
        self._window.workspace.runner.write(
            job, lambda there: self._known(unknown, there), owner=self, failed=lambda _: None
        )

    def _known(self, unknown: Any, there: bool) -> None:
        if unknown not in self._unsure:
            return
        self._unsure.remove(unknown)
        if there:
            text = tr("Your last change was saved before the connection was lost. Do not enter it again.")
            self._window.notice.say(text, "pos")
            self._window.workspace.touched.emit(self._everything())
        else:
            text = tr("Your last change was not saved: the connection was lost before. Enter it again.")
            self._window.notice.say(text, "warn")

    def _changed(self, touched: dict[str, Any]) -> None:
        self._window.workspace.touched.emit(self._everything() if ANYTHING in touched else touched)

    def _everything(self) -> dict[str, frozenset[Any]]:
        kinds = {cls.mapping.kind for feature in self._app.catalogue.features for cls in feature.entities}
        return {kind: frozenset() for kind in kinds}

    def _page_shown(self, _key: str) -> None:
        if self.link.is_lost:
            self._hold(True)

    def _hold(self, held: bool) -> None:
        for button in self._window.findChildren(Button):
            if button.variant in _WRITING:
                button.hold(held)
