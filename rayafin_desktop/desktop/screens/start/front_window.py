"""The window before anybody is signed in: recent books, the ways to a book, and the sign-in card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rayafin_desktop.base.errors import BookProblem, RayafinError
from rayafin_desktop.desktop.components.layout import column
from rayafin_desktop.desktop.office_passwords import without
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.runner import Runner, Task, answer_of
from rayafin_desktop.desktop.shell.sign_in import CompanyChoice, SignIn
from rayafin_desktop.desktop.syncing.lines import Lines, line_to
from rayafin_desktop.desktop.wording import direction, tr

from .book_facts import ENDING, default_folder, facts_of, free_path, is_server, without_password
from .front_card import FrontCard, Step
from .join_book import JoinBook
from .making import (
    Founding,
    Joining,
    OpenedBook,
    found,
    join_company,
    open_at,
    restore_into,
    sample_company,
    save_recovery_sheet,
    sentence_of,
    test_office,
)
from .new_book import NewBook
from .office_card import OfficeCard
from .open_book import OpenBook
from .recovery_key import RecoveryKey
from .restore_book import RestoreBook
from .unlock_book import UnlockBook
from .waiting import Waiting
from .welcome import Welcome

_ABOUT_THE_KEY = frozenset(
    {"book.locked", "book.wrong_key", "book.key_file_missing", "book.key_file_damaged"}
)
_SIZE = (960, 700)
_LEAST = (560, 480)


class FrontWindow(QWidget):
    """`opened` is emitted with an OpenedBook, `painted` once when the window was first seen."""

    opened = Signal(object)
    painted = Signal()
    closing = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._seen = False
        self.setWindowTitle("Rayafin")
        self.setLayoutDirection(direction())
        self.welcome, self.waiting, self.sign_in = Welcome(), Waiting(), SignIn()
        self.new_book: NewBook | None = None
        self.open_card: OpenBook | None = None
        self.restore_card: RestoreBook | None = None
        self.join_card: JoinBook | None = None
        self.lines: Lines = line_to
        self._joining: Task | None = None
        self.unlock_card: UnlockBook | None = None
        self.recovery_card: RecoveryKey | None = None
        self._unlocked: Callable[[str], None] = lambda _: None
        self._made_book: OpenedBook | None = None
        self.office_card: OfficeCard | None = None
        self.pages = QStackedWidget()
        for page in (self.welcome, self.waiting, self.sign_in):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages, spacing=0))
        self.welcome.way_chosen.connect(self.go)
        self.welcome.book_chosen.connect(self.open_location)
        self.welcome.forgotten.connect(self._forget)
        self.waiting.stop_asked.connect(self._stop_joining)
        self.resize(*_SIZE)
        self.setMinimumSize(*_LEAST)

    # Pages

    def show_welcome(self) -> None:
        """The recent books and the ways to another."""
        self.welcome.clear()
        books = preferences().recent
        self.welcome.show_books(books, {})
        self._show(self.welcome)
        for book in books:
            job = answer_of(lambda location=book.location: facts_of(location))  # type: ignore[misc]
            self._runner.read(job, self.welcome.show_facts, owner=self)

    def show_sign_in(self, location: str) -> None:
        """The sign-in card for a book that is open or on its way."""
        shown = without(location)
        known = next((one for one in preferences().recent if one.location == shown), None)
        name = Path(location).stem if not is_server(location) else tr("Office database")
        self.sign_in.show_book(name, shown)
        self.sign_in.begin(known.email if known else "")
        self._show(self.sign_in)

    def show_companies(self, book: OpenedBook) -> None:
        """The companies of the opened book."""
        known = next((one for one in preferences().recent if one.location == book.location), None)
        choices = [CompanyChoice(code, name, detail) for code, name, detail in book.companies]
        last = known.company if known else ""
        choices.sort(key=lambda one: one.key != last)
        self.sign_in.show_companies(choices, last)

    def go(self, way: str) -> None:
        """One of the ways of the welcome page."""
        if way == "sample":
            self.make_sample()
        else:
            card = self._card(way)
            if isinstance(card, NewBook):
                card.set_location("")
            self._show(card)

    # Ways to a book

    def open_location(self, location: str, secret: str | None = None) -> None:
        """Open a book; the sign-in card stands ready meanwhile. An encrypted one asks for its key."""
        self.show_sign_in(location)
        self.sign_in.set_busy(tr("Opening the book…"))
        self._run(
            answer_of(lambda: open_at(location, secret)),
            lambda error: self._not_opened(without(location), error),
            self._came,
        )

    def test_office(self, location: str) -> None:
        """Try an office database and say at its card what is wrong."""
        card = self._office_card()
        card.set_busy(True)
        self._runner.read(
            answer_of(lambda: test_office(location)),
            card.show_success,
            owner=self,
            slot="office",
            failed=self._not_connected,
        )

    def _came(self, book: OpenedBook) -> None:
        """A book is open; an office database without a company gets its first one now."""
        if book.companies or not is_server(book.location):
            self.opened.emit(book)
            return
        book.app.close()
        card = self._card("new")
        if isinstance(card, NewBook):
            card.clear()
            card.set_location(book.location)
        self._show(card)

    def make_book(self, founding: Founding) -> None:
        """Make a new book with its company and owner."""
        card = self._card("new")
        card.set_busy(True)
        self._wait(tr("Making the book"), founding.location or str(founding.path))
        self._run(answer_of(lambda: found(founding)), self._not_made, self._made)

    def restore(self, backup: Path, path: Path, secret: str | None = None) -> None:
        """A backup into a new file; of an encrypted book with its key."""
        self._wait(tr("Checking and restoring the backup"), str(path))
        job = answer_of(lambda: restore_into(backup, path, secret))

        def refused(error: Exception) -> None:
            if not self._wants_key(str(backup), error, lambda typed: self.restore(backup, path, typed)):
                self._refused_on(self._card("restore"), error)

        self._run(job, refused)

    def join(self, joining: Joining) -> None:
        """Fetch a shared company into a new file. It can be stopped, and goes on where it was."""
        self._wait(tr("Fetching the company"), joining.server, can_stop=True)
        task = self._runner.talk(
            lambda task: join_company(joining, task.report, self.lines),
            self._joined,
            owner=self,
            failed=self._not_joined,
        )
        task.progressed.connect(lambda done, whole, _: self.waiting.show_progress(done, whole))
        task.finished.connect(self._joining_ended)
        self._joining = task

    def _joined(self, book: OpenedBook) -> None:
        preferences().remember(book.location, book.email)
        self._joining = None
        self.opened.emit(book)

    def _not_joined(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            raise error
        self._joining = None
        card = self._card("join")
        self._show(card)
        if isinstance(card, JoinBook):
            card.take_refusal(error)

    def _stop_joining(self) -> None:
        if self._joining is not None:
            self.waiting.stop.setEnabled(False)
            self._joining.cancel()

    def _joining_ended(self) -> None:
        task, self._joining = self._joining, None
        if task is not None and task.cancelled:
            card = self._card("join")
            self._show(card)
            if isinstance(card, JoinBook):
                card.take_stop()

    def make_sample(self) -> None:
        """The sample company in a new file."""
        path = free_path(default_folder(), f"{tr('Sample company')}{ENDING}")
        self._wait(tr("Making the sample company"), str(path))
        self._run(lambda task: sample_company(path, task.report), self._refused)

    # What comes of it

    def _run(
        self,
        job: Callable[[Task], OpenedBook],
        failed: Callable[[Exception], object],
        done: Callable[[OpenedBook], object] | None = None,
    ) -> None:
        task = self._runner.write(job, done or self.opened.emit, owner=self, failed=failed)
        task.progressed.connect(lambda done, whole, _: self.waiting.show_progress(done, whole))

    def _made(self, book: OpenedBook) -> None:
        """A new book: an encrypted one shows its recovery key before anything else."""
        if not book.recovery:
            self.opened.emit(book)
            return
        self._made_book = book
        self.show_recovery_key(book.recovery)

    def show_recovery_key(self, recovery: str) -> None:
        """The recovery key of a new book, this once."""
        if self.recovery_card is None:
            self.recovery_card = RecoveryKey()
            self.recovery_card.primary.clicked.connect(self._go_on)
            self.recovery_card.sheet_asked.connect(self.save_sheet)
            self._add(self.recovery_card)
        self.recovery_card.show_key(recovery)
        self._show(self.recovery_card)

    def save_sheet(self, path: str) -> None:
        """The recovery key as a PDF."""
        book, card = self._made_book, self.recovery_card
        if book is None or card is None:
            return
        job = answer_of(lambda: save_recovery_sheet(book.location, book.recovery, Path(path)))
        saved = tr("The sheet was saved as {path}. Print it, then delete the file.", path=path)

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            card.banner.say(str(error.strerror), "neg")

        self._runner.read(job, lambda _: card.banner.say(saved, "pos"), owner=self, failed=failed)

    def _go_on(self) -> None:
        book, self._made_book = self._made_book, None
        if book is not None and self.recovery_card is not None:
            self.recovery_card.forget()
            self.opened.emit(replace(book, recovery=""))

    def _wants_key(self, location: str, error: Exception, again: Callable[[str], None]) -> bool:
        """Ask for the key of an encrypted book if that is what is missing; `again` gets what is typed."""
        code = error.code if isinstance(error, RayafinError) else ""
        if code not in _ABOUT_THE_KEY:
            return False
        self.ask_for_key(location, again)
        if code != "book.locked" and self.unlock_card is not None:
            self.unlock_card.refuse(_words(error))
        return True

    def ask_for_key(self, location: str, again: Callable[[str], None]) -> None:
        """Show the card that asks for the key of a book; `again` gets what is typed."""
        if self.unlock_card is None:
            self.unlock_card = UnlockBook()
            self.unlock_card.asked.connect(self._unlock)
            self._add(self.unlock_card)
        self._unlocked = again
        self.unlock_card.begin(location)
        self._show(self.unlock_card)

    def _unlock(self, typed: str) -> None:
        self._unlocked(typed)

    def _not_opened(self, location: str, error: Exception) -> None:
        if self._wants_key(location, error, lambda typed: self.open_location(location, typed)):
            return
        if is_server(location) and isinstance(error, RayafinError):
            card = self._office_card()
            card.show_location(location)
            self._show(card)
            card.take_refusal(error, sentence_of)
            return
        self.show_welcome()
        self._refused(error, *self._steps(location, error))

    def _steps(self, location: str, error: Exception) -> list[Step]:
        """What can be done about a book that does not open."""
        code = error.code if isinstance(error, RayafinError) else ""
        again: Step = (tr("Try again"), lambda: self.open_location(location))
        restore: Step = (tr("Restore a backup"), lambda: self.go("restore"))
        other: Step = (tr("Choose the file"), lambda: self._choose_file(location))
        forget: Step = (tr("Take off the list"), lambda: self._forget(location))
        by_code: dict[str, list[Step]] = {
            "book.missing": [other, forget],
            "book.corrupt": [restore],
            "book.unreadable": [restore, other],
            "book.newer": [other],
        }
        return by_code.get(code, [again, other])

    def _not_connected(self, error: Exception) -> None:
        if not isinstance(error, RayafinError):
            raise error
        self._office_card().take_refusal(error, sentence_of)

    def _office_card(self) -> OfficeCard:
        """The card of an office database, made when it is first wanted."""
        if self.office_card is None:
            self.office_card = OfficeCard()
            self.office_card.asked.connect(self.open_location)
            self.office_card.test_asked.connect(self.test_office)
            self._add(self.office_card)
        return self.office_card

    def _not_made(self, error: Exception) -> None:
        card = self._card("new")
        self._show(card)
        if (
            isinstance(card, NewBook)
            and isinstance(error, RayafinError)
            and not isinstance(error, BookProblem)
        ):
            card.take_refusal(error, sentence_of)
        else:
            self._refused_on(card, error)

    def _refused(self, error: Exception, *steps: Step) -> None:
        self._show(self.welcome)
        self.welcome.refuse(_words(error), *steps)

    def _refused_on(self, card: FrontCard, error: Exception) -> None:
        self._show(card)
        card.set_busy(False)
        card.refuse(_words(error))

    def _choose_file(self, location: str) -> None:
        card = self._card("open")
        if isinstance(card, OpenBook):
            card.show_location(without_password(location))
        self._show(card)

    def _forget(self, location: str) -> None:
        preferences().forget(location)
        self.show_welcome()

    def _wait(self, title: str, detail: str, *, can_stop: bool = False) -> None:
        self.waiting.begin(title, detail, can_stop=can_stop)
        self._show(self.waiting)

    def _card(self, way: str) -> FrontCard:
        """The card of a way, made when it is first wanted."""
        if way == "new":
            if self.new_book is None:
                self.new_book = NewBook()
                self.new_book.asked.connect(self.make_book)
                self._add(self.new_book)
            return self.new_book
        if way == "office":
            return self._office_card()
        if way == "open":
            if self.open_card is None:
                self.open_card = OpenBook()
                self.open_card.asked.connect(self.open_location)
                self._add(self.open_card)
            return self.open_card
        if way == "join":
            if self.join_card is None:
                self.join_card = JoinBook()
                self.join_card.asked.connect(self.join)
                self._add(self.join_card)
            return self.join_card
        if self.restore_card is None:
            self.restore_card = RestoreBook()
            self.restore_card.asked.connect(self.restore)
            self._add(self.restore_card)
        return self.restore_card

    def _add(self, card: FrontCard) -> None:
        self.pages.addWidget(card)
        card.back_asked.connect(self.show_welcome)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        page.setFocus()

    # The window itself

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            # After this paint has reached the screen.
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._made_book is not None:
            self._made_book.app.close()
            self._made_book = None
        self.closing.emit()
        super().closeEvent(event)


def _words(error: Exception) -> str:
    """What a person reads; a bug is raised on, to the crash window."""
    if not isinstance(error, RayafinError):
        raise error
    return "\n".join(sentence_of(problem) for problem in error.problems)
