"""Work off the window's thread: one writer, a few readers, one for what waits for other machines.

The window's thread does no SQL, no file and no hash. A job is a function of a `Task`, through which
it tells its progress and learns that it is no longer wanted. Its answer is delivered by a queued
signal; an answer whose owner is gone or whose `slot` was asked again meanwhile is dropped.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
READERS = 2
LONGEST_GOODBYE_SECONDS = 3.0
SWITCH_SECONDS = 0.0005
"""A thread that computes gives way to the window after this long; the default is ten times more."""


class Cancelled(Exception):
    """The job was told to stop."""


class Task(QObject):
    """One job on its way."""

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop; it does at its next `report`."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def report(self, done: int, whole: int, what: str = "") -> None:
        """Tell how far the job is; raises `Cancelled` when it is no longer wanted."""
        if self._cancelled.is_set():
            raise Cancelled(self.name)
        self.progressed.emit(done, whole, what)


class Runner(QObject):
    """Runs jobs. `stumbled` is emitted with every error that nobody else takes."""

    stumbled = Signal(object)
    busy_changed = Signal(bool)
    _answered = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._talker = ThreadPoolExecutor(1, thread_name_prefix="talker")
        self._talks: set[Future[None]] = set()
        self._generations: dict[tuple[int, str], int] = {}
        self._writing = 0
        self._closed = False
        self._tasks: set[Task] = set()
        self._numbers = itertools.count()
        self._open: dict[int, tuple[_Box, Callable[[Any, BaseException | None], None]]] = {}
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        job: Callable[[Task], T],
        done: Callable[[T], object],
        *,
        owner: QObject | None = None,
        slot: str = "",
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Run `job` on a reader thread and `done` with its answer here.

        `slot` names what the answer is for: a later read for the same owner and slot makes this
        one's answer unwanted. Without `failed`, an error goes to `stumbled`.
        """
        return self._run(self._readers, "read", job, done, owner, slot, failed)

    def write(
        self,
        job: Callable[[Task], T],
        done: Callable[[T], object],
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Run `job` on the one writer thread, after all writes asked for before."""
        self._writing += not self._closed
        if self._writing == 1:
            self.busy_changed.emit(True)
        return self._run(self._writer, "write", job, done, owner, "", failed)

    def talk(
        self,
        job: Callable[[Task], T],
        done: Callable[[T], object],
        *,
        owner: QObject | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Run `job`, which waits for another machine, on a thread of its own: nothing here waits for it."""
        return self._run(self._talker, "talk", job, done, owner, "", failed)

    @property
    def writing(self) -> bool:
        """Whether a write is on its way."""
        return self._writing > 0

    @property
    def reading(self) -> bool:
        """Whether an answer is still to be delivered."""
        return bool(self._tasks)

    def close(self) -> None:
        """Let running jobs end, drop waiting reads, and take no more.

        A talk that hangs in a dead network is not waited for longer than a moment: it ends by itself.
        """
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._talker.shutdown(wait=False, cancel_futures=True)
        wait(self._talks, LONGEST_GOODBYE_SECONDS)
        self._writer.shutdown(wait=True)

    def _run(
        self,
        pool: ThreadPoolExecutor,
        name: str,
        job: Callable[[Task], T],
        done: Callable[[T], object],
        owner: QObject | None,
        slot: str,
        failed: Callable[[Exception], object] | None,
    ) -> Task:
        task = Task(slot or name)
        if self._closed:
            return task  # a last timer of a window that is going
        self._tasks.add(task)
        key = (id(owner), slot)
        generation = self._generations.get(key, 0) + 1
        if slot:
            self._generations[key] = generation
        owner_ref = ref(owner) if owner is not None else None

        def wanted() -> bool:
            if slot and self._generations.get(key) != generation:
                return False
            if owner_ref is None:
                return True
            still = owner_ref()
            return still is not None and shiboken6.isValid(still)

        def deliver(answer: T, error: BaseException | None) -> None:
            self._tasks.discard(task)
            if name == "write":
                self._writing -= 1
                if not self._writing:
                    self.busy_changed.emit(False)
            if wanted():
                if error is None:
                    done(answer)
                elif isinstance(error, Cancelled):
                    pass
                elif failed is not None and isinstance(error, Exception):
                    failed(error)
                else:
                    self.stumbled.emit(error)
            task.finished.emit()

        number, box = next(self._numbers), _Box(job, task)
        self._open[number] = (box, deliver)

        def hand_over(future: Future[None]) -> None:
            if not future.cancelled() and shiboken6.isValid(self):
                self._answered.emit(number)

        future = pool.submit(box.carry_out)
        if name == "talk":
            self._talks = {one for one in self._talks if not one.done()} | {future}
        future.add_done_callback(hand_over)
        return task

    def _deliver(self, number: int) -> None:
        box, deliver = self._open.pop(number)
        answer, error = box.empty()
        deliver(answer, error)


class _Box:
    """A job on its way to another thread, then its answer on the way back.

    The other thread lets go of its work at a moment of its own. Were it the last to hold a widget or
    a task by then, Qt's object would die on the wrong thread: so it only ever holds this box, which
    is emptied here.
    """

    def __init__(self, job: Callable[[Task], Any], task: Task) -> None:
        self._content: tuple[Any, ...] = (job, task)

    def carry_out(self) -> None:
        """On the other thread: do the job and put the answer in."""
        job, task = self._content
        try:
            answer: tuple[Any, Any, BaseException | None] = (job, job(task), None)
        except BaseException as error:  # noqa: BLE001 - told on the window's thread
            answer = (job, None, error)
        # The job stays within until the window's thread takes it out.
        self._content = (*answer, task)

    def empty(self) -> tuple[Any, BaseException | None]:
        """On the window's thread: take everything out."""
        _, answer, error, _ = self._content
        self._content = ()
        return answer, error


def answer_of(job: Callable[[], T]) -> Callable[[Task], T]:
    """A job that neither reports nor stops."""

    def run(_: Task) -> T:
        return job()

    return run
