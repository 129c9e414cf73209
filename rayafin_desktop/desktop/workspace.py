"""The desk a page works at: reading, changing, opening other pages, telling people.

Every page and form gets the one `Workspace` of its window and nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from rayafin_desktop.base.errors import Offline, Problem, RayafinError

from .backend import Backend, Done, Key, Suggestion
from .formats import Formats
from .lists.page_source import SourceMaker
from .runner import Runner, Task, answer_of

if TYPE_CHECKING:
    from rayafin_desktop.engine.report import Report, ReportParameter
    from rayafin_desktop.engine.work import Read

    from .syncing.keeper import SyncKeeper

T = TypeVar("T")
NOTHING_CONFIRMED: frozenset[str] = frozenset()


class Workspace(QObject):
    """Signals: `touched` with what a command changed, by kind; `page_asked` with a page key and its
    parameters; `back_asked` for the page before; `form_asked` with a form key, its values and whom to
    tell when it is saved; `close_asked` with a page whose work is done; `said` with a message and how to
    undo; `refused` with an error for the error bar; `unanswered` with the error of a command that had no
    answer from the office database; `formats_changed` when amounts are hidden or shown;
    `session_over` when the sign-in has ended; `proof_asked` when a command wants the password once more, with
    what to do then and what to do if it is not given.
    """

    touched = Signal(dict)
    page_asked = Signal(str, dict)
    form_asked = Signal(str, dict, object)
    close_asked = Signal(object)
    back_asked = Signal()
    said = Signal(str, object)
    refused = Signal(object)
    unanswered = Signal(object)
    formats_changed = Signal()
    session_over = Signal()
    proof_asked = Signal(object, object)

    def __init__(self, backend: Backend, runner: Runner, formats: Formats) -> None:
        super().__init__()
        self.backend = backend
        self.runner = runner
        self.formats = formats
        self.offline = False
        """The office database does not answer: commands are refused here, before they wait for it."""
        # Where the book follows a server: what keeps it in step.
        self.sync: SyncKeeper | None = None

    def may(self, permission: str) -> bool:
        """Whether the person at the window has the permission."""
        return not permission or self.backend.may(permission)

    def sentence(self, problem: Problem) -> str:
        """What a person reads for a problem."""
        return self.backend.sentence(problem)

    def sentences(self, error: RayafinError) -> list[str]:
        """What a person reads for an error, one sentence per problem."""
        return [self.backend.sentence(problem) for problem in error.problems]

    def source(self, query: str) -> SourceMaker:
        """How to open the pages of a list query; called on its reader thread."""
        return lambda: self.backend.source(query)

    def read(
        self,
        answer: Callable[[Read], T],
        done: Callable[[T], object],
        *,
        owner: QObject,
        slot: str = "",
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Ask a query function; `done` is called here with its answer (see `Runner.read`)."""
        job = answer_of(lambda: self.backend.read(answer))
        return self.runner.read(job, done, owner=owner, slot=slot, failed=self._failing(failed))

    def details(
        self,
        query: str,
        key: Key,
        done: Callable[[Any], object],
        *,
        by: str = "",
        owner: QObject,
        slot: str = "",
        limit: int = 100,
    ) -> Task:
        """What hangs on a record, as rows (see `Backend.details`)."""
        job = answer_of(lambda: self.backend.details(query, key, by, limit))
        return self.runner.read(job, done, owner=owner, slot=slot, failed=self._failing())

    def suggest(
        self,
        query: str,
        text: str,
        done: Callable[[list[Suggestion]], object],
        *,
        owner: QObject,
        limit: int = 8,
    ) -> Task:
        """Lines for a type-ahead; only the answer to the last text typed is delivered."""
        job = answer_of(lambda: self.backend.suggestions(query, text, limit))
        return self.runner.read(job, done, owner=owner, slot="suggest", failed=self._failing())

    def _failing(self, failed: Callable[[Exception], object] | None = None) -> Callable[[Exception], object]:
        """What is done about an error: a sign-in that is over locks the window, whoever noticed."""

        def taken(error: Exception) -> None:
            if isinstance(error, RayafinError) and error.code == "session.over":
                self.session_over.emit()
            (failed or self.refused.emit)(error)

        return taken

    def execute(
        self,
        command: Any,
        done: Callable[[Any], object],
        *,
        owner: QObject | None = None,
        confirmed: frozenset[str] = NOTHING_CONFIRMED,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Carry out a command on the writer thread; then `touched`, then `done` with its result."""

        def finish(outcome: Done) -> None:
            self.touched.emit(dict(outcome.touched))
            done(outcome.result)

        tell = self._failing(failed)

        def carry_out() -> Done:
            if self.offline:
                raise Offline("book.server_unreachable")
            return self.backend.execute(command, confirmed)

        def refuse(error: Exception) -> None:
            tell(error)
            if isinstance(error, Offline):
                self.unanswered.emit(error)

        # No owner for the delivery: what was changed is told even if the page is gone.
        job = answer_of(carry_out)

        def again() -> None:
            self.runner.write(job, finish, owner=owner, failed=refuse)

        def taken(error: Exception) -> None:
            if isinstance(error, RayafinError) and error.code == "session.prove_again":
                self.proof_asked.emit(again, lambda: refuse(error))
            else:
                refuse(error)

        return self.runner.write(job, finish, owner=owner, failed=taken)

    def open(self, key: str, **params: object) -> None:
        """Open a page, or a form: with `id` the record's, without it a new one."""
        self.page_asked.emit(key, params)

    def back(self) -> None:
        """The page this one was opened from, as it was left."""
        self.back_asked.emit()

    def reports(self) -> Sequence[Report]:
        """The reports the person at the window may see."""
        return self.backend.reports()

    def report_parameters(self) -> Mapping[str, ReportParameter]:
        """The records reports can be asked about, by the name of the keyword."""
        return self.backend.report_parameters()

    def create(self, form: str, saved: Callable[[Any], object], **values: object) -> None:
        """Open a form with these values; `saved` gets the result of its command, such as the new id."""
        self.form_asked.emit(form, values, saved)

    def close(self, page: QObject) -> None:
        """Throw a page away whose work is done; the one before it is shown."""
        self.close_asked.emit(page)

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A short message, with Undo where there is something to take back."""
        self.said.emit(text, undo)

    def hide_amounts(self, hidden: bool) -> None:
        """Replace all amounts by dots, or show them again."""
        self.formats = replace(self.formats, hide_amounts=hidden)
        self.formats_changed.emit()
