"""Keeps a window's company in step with its server: now and then by itself, at once when asked.

Everything runs on a thread that only talks (`Runner.talk`); the window never waits for it. Days without
a network change nothing but the words in the sidebar.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.runner import Cancelled, Runner, Task
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.status import Comparison, SyncReport, SyncState, SyncStatus

from .lines import hang_up

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.desktop.workspace import Workspace
    from rayafin_desktop.sync.line import Line
    from rayafin_desktop.sync.tokens import Tokens

FIRST_MS = 2_000
_MINUTE_MS = 60_000
_FIRST_RETRY_MS = 30_000
_LONGEST_RETRY_MS = 15 * _MINUTE_MS
_WORDS_MS = 30_000
"""How often "2 min ago" is told anew."""

ON_THE_WAY = "operation"
"""The kind under which lists of operations hear that something was made or sent."""

_NEEDS_A_PERSON = frozenset({SyncState.SIGN_IN, SyncState.UPGRADE, SyncState.MISMATCH})


class StoppableLine:
    """A line that makes no further call once its window is closed, and takes no answer either.

    What hangs in a dead network then ends by itself, without touching a book that was closed meanwhile.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._stopped = threading.Event()

    @property
    def server(self) -> str:
        """Where the server is."""
        return self._line.server

    @property
    def is_stopped(self) -> bool:
        """Whether no more calls are made."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Let the call that is under way be the last."""
        self._stopped.set()

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        """As the line itself, unless it was stopped: then Cancelled."""
        self._require_going(name)
        answer = self._line.call(name, payload, token=token)
        self._require_going(name)
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        hang_up(self._line)

    def _require_going(self, name: str) -> None:
        if self._stopped.is_set():
            raise Cancelled(name)


class SyncKeeper(QObject):
    """`changed` is emitted when there is something new to say, `compared` with a Comparison, `refused` with
    the error of what a person had asked for, `synced` with the report of every sync that went through.
    """

    changed = Signal()
    compared = Signal(object)
    synced = Signal(object)
    refused = Signal(object)
    _heard = Signal(object)

    def __init__(self, app: App, workspace: Workspace, company_key: int, line: Line, tokens: Tokens) -> None:
        super().__init__(workspace)
        self._line = StoppableLine(line)
        self.client = SyncClient(app, company_key, self._line, tokens)
        self.status = SyncStatus(state=SyncState.IDLE, server=line.server)
        self.is_comparing = False
        self.now = app.clock.now
        self._workspace = workspace
        self._runner: Runner = workspace.runner
        self._syncing: Task | None = None
        self._is_asked = False
        self._failures = 0
        self._talking = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._sync)
        self._words = QTimer(self)
        self._words.setInterval(_WORDS_MS)
        self._words.timeout.connect(self.changed)
        self._heard.connect(self._rows_changed)
        workspace.touched.connect(self._touched)
        preferences().changed.connect(self._chosen)
        app.on_change(self._listener())

    def start(self, first_ms: int = FIRST_MS) -> None:
        """Say where the book stands, and sync soon."""
        self._words.start()
        self._timer.start(first_ms)
        self.refresh()

    def stop(self) -> None:
        """The window closes: no further call is made. What was not finished is done the next time."""
        if self._line.is_stopped:
            return
        self._timer.stop()
        self._words.stop()
        self._line.stop()
        if self._syncing is not None:
            self._syncing.cancel()
        if not self._talking:
            self._line.close()
        preferences().changed.disconnect(self._chosen)
        self._workspace.touched.disconnect(self._touched)

    @property
    def is_syncing(self) -> bool:
        """Whether a sync is on its way."""
        return self._syncing is not None

    @property
    def next_in_ms(self) -> int:
        """Milliseconds until the next sync by itself; -1 while none is due."""
        return self._timer.remainingTime()

    def sync_now(self) -> None:
        """Sync at once, because a person asked for it: he is told when it does not work."""
        self._is_asked = True
        self._failures = 0
        self._sync()

    def compare(self) -> None:
        """Compare this book with the server's; `compared` or `refused` follows."""
        if self.is_comparing:
            return
        self.is_comparing = True
        self.changed.emit()
        self._runner.talk(
            self._job(self.client.compare), self._compared, owner=self, failed=self._not_compared
        )

    def refresh(self) -> None:
        """Read anew what is said about this book."""
        self._runner.read(
            lambda _: self.client.status(), self._take, owner=self, slot="status", failed=lambda _: None
        )

    def hear(self, touched: Mapping[str, Any]) -> None:
        """Take what changed in the book, on any thread; of that, what came by a sync."""
        if self._talking == threading.get_ident():
            self._heard.emit(dict(touched))

    # Syncing

    def _sync(self) -> None:
        if self._syncing is not None:
            return
        self._timer.stop()
        self._syncing = self._runner.talk(
            self._job(self.client.sync), self._done, owner=self, failed=self._failed
        )
        self.changed.emit()

    def _job(self, call: Callable[[], Any]) -> Callable[[Task], Any]:
        def run(task: Task) -> Any:
            task.report(0, 0)  # not even begun where the window has gone meanwhile
            self._talking = threading.get_ident()
            try:
                return call()
            finally:
                self._talking = 0
                if self._line.is_stopped:
                    self._line.close()

        return run

    def _done(self, report: SyncReport) -> None:
        self._syncing, self._is_asked, self._failures = None, False, 0
        self._plan(preferences().sync_minutes * _MINUTE_MS)
        self._workspace.touched.emit({ON_THE_WAY: ()})
        self.refresh()
        self.synced.emit(report)

    def _failed(self, error: Exception) -> None:
        was_asked, self._syncing, self._is_asked = self._is_asked, None, False
        pause = min(_FIRST_RETRY_MS * 2**self._failures, _LONGEST_RETRY_MS)
        self._failures = min(self._failures + 1, 10)
        self._plan(pause)
        self.refresh()
        if was_asked or not isinstance(error, RayafinError):
            self.refused.emit(error)

    def _plan(self, pause_ms: int) -> None:
        """The next sync, give or take a tenth, so that devices do not all come at once."""
        if self.status.state in _NEEDS_A_PERSON:
            pause_ms = max(pause_ms, _LONGEST_RETRY_MS)
        self._timer.start(pause_ms * 9 // 10 + secrets.randbelow(pause_ms // 5 + 1))

    def _compared(self, comparison: Comparison) -> None:
        self.is_comparing = False
        self.changed.emit()
        self.compared.emit(comparison)
        self.refresh()

    def _not_compared(self, error: Exception) -> None:
        self.is_comparing = False
        self.changed.emit()
        self.refused.emit(error)
        self.refresh()

    # What is said

    def _take(self, status: SyncStatus) -> None:
        self.status = replace(status, state=SyncState.SYNCING) if self.is_syncing else status
        self.changed.emit()

    def _touched(self, touched: Mapping[str, Any]) -> None:
        if touched.keys() - {ON_THE_WAY}:
            self.refresh()
            self._workspace.touched.emit({ON_THE_WAY: ()})

    def _rows_changed(self, touched: dict[str, Any]) -> None:
        self._workspace.touched.emit(touched)

    def _chosen(self, name: str) -> None:
        if name == "sync_minutes" and not self._failures and not self.is_syncing:
            self._plan(preferences().sync_minutes * _MINUTE_MS)

    def _listener(self) -> Callable[[Mapping[str, Any]], None]:
        """Tells the window what a sync changed; what the window itself did it knows already."""
        self_ref = ref(self)

        def listen(touched: Mapping[str, Any]) -> None:
            keeper = self_ref()
            if keeper is not None and shiboken6.isValid(keeper):
                keeper.hear(touched)

        return listen
