"""The reader thread of one list: it works off the newest view and the newest wish list."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from .page_source import Interrupted, PageSource, SourceMaker, View

PAGE = 128
"""Rows per page."""
IDLE_SECONDS = 60.0
"""A snapshot nobody reads from is let go after this: it would keep the database's log from shrinking."""


@dataclass(slots=True)
class _Wishes:
    """What the window wants next; newer wishes replace older ones."""

    view: tuple[int, View, UUID | int | str | None] | None = None
    pages: deque[int] = field(default_factory=deque)
    find: UUID | int | str | None = None
    overview: bool = False
    rest: bool = False
    stop: bool = False

    def empty(self) -> bool:
        asked = self.view or self.pages or self.find is not None
        return not (asked or self.overview or self.rest or self.stop)


class PageReader(QObject):
    """Delivers over signals, each with the generation it was asked for; the model drops old ones.

    `sized(generation, count, position, final)`: how many rows there are; `final` when the order is
    frozen, `position` then tells where the row to keep now stands (-1: gone).
    """

    sized = Signal(int, int, int, bool)
    page_read = Signal(int, int, object)
    found = Signal(int, object, int)
    overview_read = Signal(object)
    failed = Signal(int, object)

    def __init__(self, make_source: SourceMaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_source = make_source
        self._source: PageSource | None = None
        self._wishes = _Wishes()
        self._ready = threading.Condition()
        self._generation = -1
        self._frozen = False
        self._view = View()
        self._thread: threading.Thread | None = None

    def show(self, generation: int, view: View, keep: UUID | int | str | None = None) -> None:
        """Open another view; whatever runs for an older one is broken off."""
        with self._ready:
            self._wishes.view = (generation, view, keep)
            self._wishes.pages.clear()
            self._ready.notify()
        if self._source is not None:
            self._source.interrupt()
        self._start()

    def want(self, pages: Iterable[int]) -> None:
        """These pages, in this order, instead of all that were wanted before."""
        with self._ready:
            self._wishes.pages = deque(pages)
            self._ready.notify()

    def find(self, key: UUID | int | str) -> None:
        """Where this row stands; answered by `found`."""
        with self._ready:
            self._wishes.find = key
            self._ready.notify()

    def want_overview(self) -> None:
        """Figures and tab counts; answered by `overview_read`."""
        with self._ready:
            self._wishes.overview = True
            self._ready.notify()
        self._start()

    def rest(self) -> None:
        """Let go of the snapshot until a row is wanted again; connections are few."""
        with self._ready:
            self._wishes.rest = True
            self._ready.notify()

    def close(self) -> None:
        """Stop the thread and wait for it."""
        with self._ready:
            self._wishes.stop = True
            self._ready.notify()
        if self._source is not None:
            self._source.interrupt()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="list reader", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._source = self._make_source()
        except Exception as error:  # noqa: BLE001 - shown in the list's error state
            self.failed.emit(0, error)
            return
        try:
            while self._step(self._source):
                pass
        finally:
            self._source.close()

    def _step(self, source: PageSource) -> bool:
        """Do one thing; the newest view first, then pages, then figures. False ends the thread."""
        with self._ready:
            while self._wishes.empty():
                if not self._ready.wait(IDLE_SECONDS) and self._frozen:
                    self._wishes.rest = True
            wishes = self._wishes
            if wishes.stop:
                return False
            view, wishes.view = wishes.view, None
            page = wishes.pages.popleft() if view is None and wishes.pages else None
            find: Any = None
            if view is None and page is None:
                find, wishes.find = wishes.find, None
            idle = view is None and page is None and find is None
            overview = idle and wishes.overview
            rest = idle and not overview and wishes.rest
            if overview:
                wishes.overview = False
            wishes.rest = wishes.rest and idle and not rest
        try:
            if view is not None:
                self._open(source, *view)
            elif page is not None:
                self._wake(source)
                rows = source.page(page * PAGE, PAGE)
                self.page_read.emit(self._generation, page, list(rows))
            elif find is not None:
                self._wake(source)
                position = source.position_of(find)
                self.found.emit(self._generation, find, -1 if position is None else position)
            elif overview:
                self.overview_read.emit(source.overview())
            elif rest:
                self._frozen = False
                source.rest()
        except Interrupted:
            pass
        except Exception as error:  # noqa: BLE001 - shown in the list's error state
            self.failed.emit(self._generation, error)
        return True

    def _wake(self, source: PageSource) -> None:
        """Freeze the order again after a rest, or after it was broken off."""
        if not self._frozen and self._generation >= 0:
            count = source.freeze(self._view)
            self._frozen = True
            self.sized.emit(self._generation, count, -1, True)

    def _open(self, source: PageSource, generation: int, view: View, keep: Any) -> None:
        self._generation, self._view, self._frozen = generation, view, False
        if keep is None:
            # The quick way: rows on the screen before the order of the whole is known.
            self.sized.emit(generation, source.count(view), -1, False)
            self.page_read.emit(generation, 0, list(source.first_page(view, PAGE)))
        count = source.freeze(view)
        self._frozen = True
        position = source.position_of(keep) if keep is not None else None
        self.sized.emit(generation, count, -1 if position is None else position, True)
