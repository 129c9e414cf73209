"""The program with its window: from the first paint to the last window closed.

The window is on the screen before anything that reads a book is imported; opening, signing in and
building the company's window follow, each off the window's thread where it takes time.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from .collector import Collector
from .components.crash_dialog import show_crash
from .leaving import let_go
from .preferences import preferences
from .problems import crash_report
from .runner import Runner
from .screens.start.front_window import FrontWindow
from .stall import StallMeter
from .start import make_application, speak, wants_high_contrast
from .theme import theme
from .wording import tr

if TYPE_CHECKING:
    from rayafin_desktop.features.companies.queries import CompanyDetail

    from .desk import Desk
    from .screens.start.making import OpenedBook
    from .window import MainWindow

log = logging.getLogger(__name__)


def run(location: str | None = None) -> int:
    """Open the window, on a book or on the last one, until it is closed; answers the exit code."""
    chosen = preferences()
    app = make_application(chosen.mode, chosen.language, chosen.text_scale)
    meter, collector = StallMeter(), Collector()
    collector.start()
    session = Session(app)
    session.finished.connect(app.quit)
    # Once: what a second company adds is little.
    session.ready.connect(collector.settle, Qt.ConnectionType.SingleShotConnection)
    meter.start(watch=True)
    session.start(location)
    code = app.exec()
    collector.stop()
    meter.stop()
    session.close()
    return code


class Session(QObject):
    """The windows of this process: the front, and the desk of the book that is open.

    `ready` is emitted when a company's window was opened, `finished` when the last window was closed.
    """

    ready = Signal()
    finished = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.runner = Runner(self)
        self.front = FrontWindow(self.runner)
        self.desk: Desk | None = None
        self._book: OpenedBook | None = None
        self._waiting: tuple[str, str, str] | None = None
        self._location = ""
        app.setQuitOnLastWindowClosed(False)
        theme().apply(high_contrast=wants_high_contrast(app, preferences().contrast))
        preferences().changed.connect(self._chosen)
        theme().changed.connect(self._keep_look)
        self.front.opened.connect(self._book_opened)
        self.front.closing.connect(self._front_closed)
        self.front.sign_in.asked.connect(self._sign_in)
        self.front.sign_in.redeem_asked.connect(self._redeem)
        self.front.sign_in.reset_asked.connect(self._reset)
        self.front.sign_in.other_asked.connect(self.leave_book)

    def start(self, location: str | None = None) -> None:
        """Show the front; a book given, or else the last one, is opened as soon as the window is seen."""
        self._watch_errors()
        last = next((book.location for book in preferences().recent), "")
        self._location = location or last
        if self._location:
            self.front.show_sign_in(self._location)
            self.front.sign_in.set_busy(tr("Opening the book…"))
            self.front.painted.connect(lambda: self.front.open_location(self._location))
        else:
            self.front.show_welcome()
            self.front.painted.connect(self._warm_up)
        self.front.show()

    def close(self) -> None:
        """Close windows, threads and the book."""
        self._close_book()
        self.front.closing.disconnect(self._front_closed)
        self.front.close()
        self.runner.close()
        let_go(self.front)
        preferences().changed.disconnect(self._chosen)
        theme().changed.disconnect(self._keep_look)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__

    # A book

    def _book_opened(self, book: OpenedBook) -> None:
        from .desk import Desk

        self._close_book()
        self._book = book
        self.desk = Desk(book.app, self.front.sign_in, preferences().profile)
        self.desk.entered.connect(self._entered)
        self.desk.signed_out.connect(self._signed_out)
        self.desk.finished.connect(self.finished)
        if not self.front.sign_in.isVisible():
            self.front.show_sign_in(book.location)
        self.front.show_companies(book)
        if book.email and book.password:
            # Who has just made the book comes in with what he chose a moment ago.
            self.front.sign_in.begin(book.email)
            self.front.sign_in.set_busy(tr("Opening the book…"))
            self.desk.sign_in("", book.email, book.password)
            return
        self.front.sign_in.set_busy()
        if not book.writable:
            self.front.sign_in.banner.say(
                tr("This book is read-only here. Copy it to a folder you may write to, then open the copy."),
                "warn",
            )
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.desk.sign_in(*waiting)

    def _sign_in(self, company: str, email: str, password: str) -> None:
        if self.desk is None:
            # Typed faster than the book opened.
            self._waiting = (company, email, password)
        else:
            self.desk.sign_in(company, email, password)

    def _redeem(self, email: str, code: str, name: str, password: str) -> None:
        if self.desk is not None:
            self.desk.redeem(email, code, name, password)

    def _reset(self, email: str, code: str, password: str) -> None:
        if self.desk is not None:
            self.desk.reset(email, code, password)

    def _entered(self, window: MainWindow, company: CompanyDetail) -> None:
        book, desk = self._book, self.desk
        if book is None or desk is None:
            return
        preferences().remember(book.location, desk.email, company.code, company.name)
        desk.lock_after(preferences().lock_minutes)
        window.sidebar.fold(preferences().folded)
        window.sidebar.folding.connect(preferences().fold)
        self.front.hide()
        self.front.sign_in.clear()
        if book.is_sample and book.password:
            text = tr(
                "This is the sample company. Sign in again as {email} with the password {password}",
                email=book.email,
                password=book.password,
            )
            window.notice.say(text, "info")
        self.ready.emit()

    def _signed_out(self) -> None:
        if self._book is not None:
            self.front.show_sign_in(self._book.location)
            self.front.show_companies(self._book)
            self.front.sign_in.set_busy()
        self.front.show()

    def leave_book(self) -> None:
        """Close the book and show the ways to another."""
        self._close_book()
        self._waiting = None
        self.front.show_welcome()

    def _close_book(self) -> None:
        if self.desk is not None:
            self.desk.close()
            let_go(self.desk)
            self.desk = None
        if self._book is not None:
            self._book.app.close()
            self._book = None

    def _front_closed(self) -> None:
        if self.desk is None or self.desk.window is None:
            self.finished.emit()

    def _warm_up(self) -> None:
        # What every way to a book needs is imported while the person still reads.
        threading.Thread(target=_import_application, name="warm-up", daemon=True).start()

    # What the person chose

    def _chosen(self, name: str) -> None:
        chosen = preferences()
        if name in ("mode", "text_scale", "contrast"):
            theme().apply(
                mode=chosen.mode,
                text_scale=chosen.text_scale,
                high_contrast=wants_high_contrast(self._app, chosen.contrast),
            )
        elif name == "lock_minutes" and self.desk is not None:
            self.desk.lock_after(chosen.lock_minutes)
        elif name in ("language", "profile"):
            speak(self._app, chosen.language)
            if self.desk is not None:
                self.desk.profile = chosen.profile
                self.desk.rebuild("settings")

    def _keep_look(self) -> None:
        # Ctrl and + or the palette changed it; the next start looks the same.
        preferences().choose("mode", theme().mode)
        preferences().choose("text_scale", theme().text_scale)

    # Errors nobody expected

    def _watch_errors(self) -> None:
        def hook(kind: type[BaseException], error: BaseException, stack: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                self.finished.emit()
            else:
                self.take_error(error)

        def thread_hook(failure: threading.ExceptHookArgs) -> None:
            if failure.exc_value is not None:
                self._stumbled.emit(failure.exc_value)

        self._stumbled.connect(self.take_error)
        self.runner.stumbled.connect(self.take_error)
        sys.excepthook, threading.excepthook = hook, thread_hook

    _stumbled = Signal(object)

    def take_error(self, error: BaseException) -> None:
        """Show a bug over the window that is open."""
        if self.desk is not None and self.desk.window is not None:
            self.desk.window.problems.take(error)
        else:
            log.error("unexpected error", exc_info=error)
            show_crash(self.front, crash_report(error))


def _import_application() -> None:
    import rayafin_desktop.application  # noqa: F401 - for its being loaded
