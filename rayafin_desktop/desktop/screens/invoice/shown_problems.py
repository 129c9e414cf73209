"""Where problems are shown: at their field, in their cell, the rest in the bar above."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.desktop.components.banner import Banner

from .editor_header import DocumentHeader
from .head import DocumentHead
from .invoice_grid import InvoiceGrid
from .lines import ITEM

Cell = tuple[int, int]


class ShownProblems:
    """The problems on the page; showing others takes these away."""

    def __init__(
        self,
        head: DocumentHead,
        grid: InvoiceGrid,
        banner: Banner,
        header: DocumentHeader,
        sentence: Callable[[Problem], str],
    ) -> None:
        self._head, self._grid, self._banner, self._header = head, grid, banner, header
        self._sentence = sentence
        self.fields: dict[str, str] = {}
        self.cells: dict[Cell, str] = {}

    def show(
        self, problems: Sequence[Problem], typed: Mapping[str, str], *, count: bool, focus: bool = False
    ) -> None:
        """Show problems, and what was typed into fields and cannot be read.

        `count` tells at the button how many there are, `focus` puts the cursor to the first.
        """
        fields, cells, rest = dict(typed), dict[Cell, str](), list[str]()
        rows = self._grid.positions()
        for problem in problems:
            cell = self._cell(problem, rows)
            text = self._sentence(problem)
            if cell is not None:
                cells.setdefault(cell, text)
            elif problem.field in self._head.boxes:
                fields.setdefault(problem.field, text)
            elif text not in rest:
                rest.append(text)
        if self._grid.editing():
            # The reason why a cell stays open is not taken away under its editor.
            now = self._grid.currentIndex()
            at = (now.row(), now.column())
            if at in self._grid.lines.refusals:
                cells[at] = self._grid.lines.refusals[at]
        self.fields, self.cells = fields, cells
        self._head.show_errors(fields)
        if cells != self._grid.lines.refusals:
            self._grid.lines.set_errors(cells)
        if rest:
            self._banner.say("\n".join(rest), "neg")
        else:
            self._banner.hide()
        self._header.show_count(len(fields) + len(cells) + len(rest) if count else 0)
        if focus:
            self._focus_first()

    def _cell(self, problem: Problem, rows: Sequence[int]) -> Cell | None:
        parts = problem.field.split(".")
        if parts[0] != "lines":
            return None
        if len(parts) == 1:
            return None if rows else (0, ITEM)
        at = int(parts[1])
        row = rows[at] if at < len(rows) else at
        return row, self._grid.column_of_field.get(parts[2] if len(parts) > 2 else "", ITEM)

    def _focus_first(self) -> None:
        for key, box in self._head.boxes.items():
            if key in self.fields:
                box.input.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.cells:
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self._grid.go(*min(self.cells), edit=False)
