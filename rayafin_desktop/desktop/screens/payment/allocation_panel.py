"""Open documents with ways to fill them, and the bar that says what is allocated and what is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.desktop.components.button import IconButton
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.painting import RTL, mirrored, painter_on, rounded
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.payments.rules import Strategy

from .lines import AllocationLines, OpenLine
from .table import AllocationTable
from .words import Words

BEST, BY_HAND = "best", "hand"
_LEAST_ROWS, _USUAL_ROWS = 3, 8


class SplitBar(QWidget):
    """Allocated and left over as shares of the money there is; too much fills it in the negative tone."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self._over = False
        self._shown = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_amounts(self, given_minor: int, available_minor: int) -> None:
        """Show other amounts."""
        self._shown = available_minor > 0
        self._over = given_minor > available_minor
        self._share = min(1.0, given_minor / available_minor) if available_minor > 0 else 0.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        rounded(painter, whole, 4, "track")
        if self._over:
            rounded(painter, whole, 4, "neg_solid")
            return
        width = whole.width() * self._share
        if self._shown and self._share < 1:
            rounded(painter, mirrored(whole.adjusted(width, 0, 0, 0), whole, rtl), 4, "warn_solid")
        if width >= 1:
            rounded(painter, mirrored(QRectF(0, 0, width, whole.height()), whole, rtl), 4, "pos_solid")


class AllocationPanel(QWidget):
    """`changed` after every change by hand, `fill_asked` with a strategy or None for the best match.

    With `follows` the money is whatever the ticked invoices add up to, until an amount is typed.
    """

    changed = Signal()
    fill_asked = Signal(object)
    told = Signal(str)

    def __init__(self, formats: Formats, words: Words) -> None:
        super().__init__()
        self.words = words
        self.lines = AllocationLines(formats, words.document)
        self.table = AllocationTable(self.lines, words.documents)
        self.follows = True
        self.strategy: Strategy | None = None
        self.by_hand = False
        self.currency = formats.currency
        self._reason = ""
        self._ways = Segmented(
            [
                (BEST, tr("Best match")),
                (Strategy.FIFO, tr("Oldest first")),
                (Strategy.LARGEST, tr("Largest first")),
                (BY_HAND, tr("By hand")),
            ],
            tr("Fill"),
        )
        self._title = Label(words.documents, CARD_TITLE, SEMIBOLD)
        self._more = IconButton("ellipsis", tr("More ways to fill"), small=True)
        self._card = Card(padding=1, spacing=0)
        self._card.column.addWidget(self.table)
        self._nothing = Label("", BASE, REGULAR, "text2", wrap=True)
        self._allocated = ElidedLabel("", BASE, MEDIUM, tabular=True)
        self._left = Label("", BASE, SEMIBOLD, "warn", tabular=True)
        self._bar = SplitBar()
        self._why = ElidedLabel("", SMALL, REGULAR, "text2")
        self._rest = Card(padding=14, ground="sunken", edge="line", spacing=8)
        self._rest.column.addLayout(row(self._allocated, None, self._left))
        self._rest.column.addWidget(self._bar)
        self._rest.column.addWidget(self._why)
        head = row(
            self._title, None,
            Label(tr("Fill"), SMALL, REGULAR, "text2"), self._ways, self._more,
        )  # fmt: skip
        layout = column(head, self._nothing, self._card, self._rest, None, spacing=12)
        layout.setStretch(layout.indexOf(self._card), 100)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        self._ways.chosen.connect(self._way_chosen)
        self._more.clicked.connect(self._show_more)
        self.table.ticked.connect(self._tick)
        self.table.filled.connect(self._fill)
        self.table.cleared.connect(lambda at: self._give(at, 0))
        self.table.given_up.connect(self._give_up)
        self.table.oldest_asked.connect(partial(self._ask, Strategy.FIFO))
        self.lines.given.connect(self._given)

    def restyle(self) -> None:
        rows = self.lines.rowCount()
        self._card.setMinimumHeight(self.table.height_for(min(rows, _LEAST_ROWS)) + 2)
        self._card.setMaximumHeight(self.table.height_for(min(max(rows, 1), _USUAL_ROWS)) + 2)

    # What the page says

    def set_words(self, words: Words) -> None:
        """Speak of another kind of documents."""
        self.words = words
        self._title.setText(words.documents)
        self.lines.set_document(words.document)

    def show_lines(self, lines: Sequence[OpenLine], nothing: str) -> None:
        """Show a payer's open invoices, or the sentence that says why there are none."""
        self._reason = ""
        self.lines.set_lines(lines)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not lines)
        self._card.setVisible(bool(lines))
        self.restyle()
        if lines:
            self.table.move_to(0)

    def set_available(self, minor: int, currency: str) -> None:
        """The money there is to allocate, in minor units."""
        self.lines.available_minor, self.currency = minor, currency
        self._show_rest()

    def show_fill(self, amounts: Mapping[UUID, int], why: str) -> None:
        """Show what a strategy proposed, and its reason."""
        if not self.by_hand:
            self._reason = why
            self.lines.give_all(amounts, self._way_text())
            self._show_rest()

    def set_by_hand(self) -> None:
        """The amounts are a person's from now on."""
        self.by_hand, self.strategy = True, None
        self._ways.set_current(BY_HAND)
        self._show_rest()

    def set_best(self) -> None:
        """Back to the order that law and practice ask for."""
        self.by_hand, self.strategy = False, None
        self._ways.set_current(BEST)

    def refuse(self, problems: Sequence[Problem], sentence: Callable[[Problem], str]) -> tuple[Problem, ...]:
        """Show the problems of single invoices in their cells; answers the others."""
        rows, refusals, others = self.lines.rows_given(), dict[int, str](), []
        for problem in problems:
            parts = problem.field.split(".")
            if parts[0] == "allocations" and len(parts) > 1 and int(parts[1]) < len(rows):
                refusals.setdefault(rows[int(parts[1])], sentence(problem))
            else:
                others.append(problem)
        editing = self.table.editor() is not None
        if not editing:
            self.lines.set_refusals(refusals)
        return tuple(others)

    def undo(self) -> None:
        """Take the last change of amounts back."""
        if self.lines.undo.canUndo():
            self.set_by_hand()
            self.lines.undo.undo()
            self.changed.emit()

    def redo(self) -> None:
        """Make the change again."""
        if self.lines.undo.canRedo():
            self.set_by_hand()
            self.lines.undo.redo()
            self.changed.emit()

    # What a person does

    def _tick(self, at: int) -> None:
        line = self.lines.lines()[at]
        self._give(at, 0) if line.ticked else self._fill(at)

    def _fill(self, at: int) -> None:
        line = self.lines.lines()[at]
        if self.follows:
            self._give(at, line.open_minor)
            return
        room = line.given_minor + self.lines.rest_minor()
        if room <= 0:
            self.told.emit(tr("All of it is allocated. Clear another line first, or type an amount here."))
            return
        self._give(at, min(line.open_minor, room))

    def _give(self, at: int, minor: int) -> None:
        if self.lines.lines()[at].given_minor != minor:
            self.set_by_hand()
            self.lines.give(at, minor)
            self.changed.emit()

    def _give_up(self, at: int) -> None:
        if self.lines.lines()[at].given_minor:
            self.set_by_hand()
            self.lines.toggle_giving_up(at)
            self.changed.emit()
        else:
            self.told.emit(tr("Tick it first: what is left of it after the payment is written off."))

    def _given(self) -> None:
        if self.table.editor() is not None:
            # Typed into a cell: from here on it is by hand.
            self.set_by_hand()
            self.changed.emit()
        self._show_rest()

    def _way_chosen(self, key: str) -> None:
        if key == BY_HAND:
            self.set_by_hand()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._ask(None if key == BEST else Strategy(key))

    def _ask(self, strategy: Strategy | None) -> None:
        self.by_hand, self.strategy = False, strategy
        known = {None: BEST, Strategy.FIFO: Strategy.FIFO.value, Strategy.LARGEST: Strategy.LARGEST.value}
        self._ways.set_current(known.get(strategy, BY_HAND))
        self.fill_asked.emit(strategy)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for strategy, label in (
            (Strategy.EXACT_MATCH, tr("What adds up exactly")),
            (Strategy.LIFO, tr("Newest first")),
            (Strategy.PRO_RATA, tr("The same share of each")),
        ):
            menu.addAction(label).triggered.connect(partial(self._ask_more, strategy))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _ask_more(self, strategy: Strategy, _checked: bool = False) -> None:
        self._ask(strategy)

    def _way_text(self) -> str:
        return {
            Strategy.FIFO: tr("oldest first"),
            Strategy.LARGEST: tr("largest first"),
            Strategy.LIFO: tr("newest first"),
            Strategy.EXACT_MATCH: tr("what adds up exactly"),
            Strategy.PRO_RATA: tr("the same share of each"),
        }.get(self.strategy or Strategy.MANUAL, tr("best match"))

    def _show_rest(self) -> None:
        formats, given = self.lines.formats, self.lines.given_minor()
        available = given if self.follows else self.lines.available_minor
        rest, count = available - given, len(self.lines.rows_given())

        def money(minor: int) -> str:
            return formats.money(minor, self.currency, sign=True)

        self._rest.setVisible(bool(available or given))
        words = (
            tr("{amount} allocated to 1 document", amount=money(given))
            if count == 1
            else tr(
                "{amount} allocated to {count} documents", amount=money(given), count=formats.count(count)
            )
        )
        self._allocated.setText(words)
        tone: Role = "neg" if rest < 0 else "warn" if rest else "pos"
        self._left.set_tone(tone)
        if rest < 0:
            self._left.setText(tr("{amount} too much", amount=money(-rest)))
        else:
            self._left.setText(
                tr("{amount} left over", amount=money(rest)) if rest else tr("Nothing left over")
            )
        self._bar.set_amounts(given, available)
        if rest < 0:
            why = self.words.too_much
        else:
            kept = self.words.kept if rest else ""
            given_up = sum(line.write_off_minor for line in self.lines.lines())
            let_go = tr("{amount} is written off.", amount=money(given_up)) if given_up else ""
            why = " ".join(filter(None, ("" if self.by_hand else self._reason, let_go, kept)))
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(360), super().minimumSizeHint().height())
