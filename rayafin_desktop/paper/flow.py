"""A document as it flows down the pages: blocks first, drawing once the number of pages is known."""

from __future__ import annotations

from collections.abc import Callable

from .page import Sheet

Drawing = Callable[[Sheet, float], None]
PageDrawing = Callable[[Sheet, int, int], None]


class Flow:
    """Collects blocks from the top down and breaks pages between them.

    `top` and `later_top` are where the body starts on the first and on later pages, `bottom` where
    it must end, all in points from the top of the sheet.
    """

    def __init__(self, top: float, later_top: float, bottom: float) -> None:
        self._later_top = later_top
        self._bottom = bottom
        self._pages: list[list[tuple[float, Drawing]]] = [[]]
        self.y = top

    @property
    def room(self) -> float:
        """What is left on this page."""
        return self._bottom - self.y

    @property
    def full_room(self) -> float:
        """What a later page offers."""
        return self._bottom - self._later_top

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def add(self, height: float, drawing: Drawing) -> None:
        """Put a block that must not be broken; it starts a new page when it does not fit."""
        if height > self.room and self._pages[-1]:
            self.turn()
        self._pages[-1].append((self.y, drawing))
        self.y += height

    def skip(self, height: float) -> None:
        """Leave white space, but never at the top of a later page."""
        self.y += height if self._pages[-1] else 0.0

    def turn(self) -> None:
        """Go on with a new page."""
        self._pages.append([])
        self.y = self._later_top

    def print_on(self, sheet: Sheet, around: PageDrawing) -> None:
        """Draw every page; `around` draws what stands on each of them, given page and page count."""
        for number, blocks in enumerate(self._pages, start=1):
            around(sheet, number, self.page_count)
            for y, drawing in blocks:
                drawing(sheet, y)
            sheet.turn()
