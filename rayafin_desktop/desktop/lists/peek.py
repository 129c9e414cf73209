"""The side panel of a list: the row under the cursor, at a glance."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QVBoxLayout

from rayafin_desktop.desktop.components.avatar import Avatar
from rayafin_desktop.desktop.components.button import Button, IconButton, Variant
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import (
    CARD_TITLE,
    HERO,
    MEDIUM,
    MICRO,
    REGULAR,
    SEMIBOLD,
    SMALL,
)
from rayafin_desktop.desktop.theme.sizes import CARD_PADDING, PEEK, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, Column, ListScreen, PeekSection

from .page_source import key_of
from .row_delegate import NUMERIC

_ACTIONS = 3
_EDGE = 20
_BUTTON_GAP = 6
_WHOLE = NUMERIC | {"date", "instant", "status", "check"}
_IN_ONE_LINE = 3


class Peek(Surface):
    """`acted` is emitted with the key of a row action, `opened` to see all, `closed` by its button."""

    acted = Signal(str)
    opened = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace, screen: ListScreen, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self._workspace = workspace
        self._screen = screen
        self._actions = actions
        self._row: Any = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(_EDGE, CARD_PADDING, _EDGE, CARD_PADDING)
        self._body.setSpacing(10)
        content = box(self._body)
        # However wide a part would like to be, the panel's width stands.
        content.setMinimumWidth(1)
        self._body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        area = ScrollColumn(content)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Rule(Qt.Orientation.Vertical))
        layout.addWidget(area)
        self.setAccessibleName(tr("Peek"))
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(grown(PEEK))

    def show_row(self, row_: Any) -> None:
        """Show another row; its sections follow when they are read."""
        self._row = row_
        clear(self._body)
        self._add_head(row_)
        self._add_actions(row_)
        for section in self._screen.peek:
            if section.kind == "facts":
                self._add_facts(row_, section)
            else:
                self._add_read_section(row_, section)
        self._body.addStretch(1)

    def _text(self, key: str, row_: Any) -> str:
        return self._workspace.formats.cell(self._screen.column(key), row_) if key else ""

    def _add_head(self, row_: Any) -> None:
        screen = self._screen
        title_column = screen.column(screen.title_key)
        title = self._text(screen.title_key, row_)
        parts: list[Any] = []
        if title_column.kind == "party":
            parts += [Avatar(title, 32, square=True), 2]
        name = Label(title or tr(screen.one).capitalize(), CARD_TITLE, SEMIBOLD, tabular=True)
        # A long name is shortened rather than making the panel wider.
        name.setMinimumWidth(1)
        name.setToolTip(title)
        parts.append(name)
        if screen.status_key:
            state = screen.column(screen.status_key)
            value = str(getattr(row_, state.key, "") or "")
            if value:
                parts.append(Pill(tr(self._text(state.key, row_)), tone_of(value, state.choices)))
        expand = IconButton("maximize-2", tr("Open"), small=True)
        expand.clicked.connect(self.opened)
        close = IconButton("x", tr("Close"), small=True)
        close.clicked.connect(self.closed)
        self._body.addLayout(row(*parts, None, row(expand, close, spacing=0), spacing=4))
        if screen.amount_key:
            amount = screen.column(screen.amount_key)
            due: int | None = getattr(row_, amount.key, None)
            if due is not None:
                code = getattr(row_, amount.currency, "") if amount.currency else ""
                text = self._workspace.formats.money(due, code or "", sign=True)
                figure = Label(text, HERO, SEMIBOLD, tabular=True)
                figure.setAccessibleName(f"{amount.title}: {text}")
                alarm = bool(amount.alarm and getattr(row_, amount.alarm, False))
                lines: list[Any] = [figure]
                note = str(getattr(row_, screen.amount_note, "") or "") if screen.amount_note else ""
                if note:
                    lines.append(Label(note, SMALL, REGULAR, "neg" if alarm else "text2", tabular=True))
                self._body.addLayout(column(*lines, spacing=2))

    def _add_actions(self, row_: Any) -> None:
        usable = [a for a in self._actions if not a.when or getattr(row_, a.when, False)]
        if not usable:
            return
        room = grown(PEEK) - 2 * _EDGE
        more = IconButton("ellipsis", tr("More"), small=True)
        parts: list[Any] = []
        left: list[Action] = []
        for action in sorted(usable, key=lambda a: not a.primary):
            variant: Variant = "primary" if action.primary else "danger" if action.danger else "plain"
            button = Button(tr(action.label), variant, small=True)
            needed = button.sizeHint().width() + _BUTTON_GAP
            if left or len(parts) == _ACTIONS or (parts and needed + more.sizeHint().width() > room):
                left.append(action)
                button.deleteLater()
                continue
            room -= needed
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(key))
            parts.append(button)
        if left:
            more.clicked.connect(lambda: self._show_more(more, left))
            parts += [None, more]
        else:
            more.deleteLater()
            parts.append(None)
        self._body.addLayout(row(*parts, spacing=_BUTTON_GAP))

    def _show_more(self, button: IconButton, actions: list[Action]) -> None:
        menu = QMenu(button)
        for action in actions:
            entry = menu.addAction(tr(action.label))
            entry.triggered.connect(lambda _=False, key=action.key: self.acted.emit(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _add_title(self, title: str) -> None:
        self._body.addWidget(Rule())
        if title:
            self._body.addWidget(Label(tr(title), SMALL, MEDIUM, "text2"))

    def _add_facts(self, row_: Any, section: PeekSection) -> None:
        self._add_title(section.title)
        for fact in section.columns:
            text = self._workspace.formats.cell(fact, row_)
            if not text:
                continue
            if fact.choices:
                text = tr(text)
            alarm = bool(fact.alarm and getattr(row_, fact.alarm, False))
            weight = MEDIUM if fact.kind == "money" else REGULAR
            tone: Role = "neg" if alarm else "text"
            value: Label
            if fact.kind in _WHOLE:
                # Figures and dates are never cut; a long text gives way.
                value = Label(text, SMALL, weight, tone, number=True)
            else:
                value = ElidedLabel(
                    text, SMALL, weight, tone, tabular=True, trailing=True, middle=fact.kind == "code"
                )
            parts: list[Any] = [Label(tr(fact.title), SMALL, REGULAR, "text2"), value]
            if fact.kind in _WHOLE:
                parts.insert(1, None)
            self._body.addLayout(row(*parts))

    def _add_read_section(self, row_: Any, section: PeekSection) -> None:
        place = QVBoxLayout()
        place.setSpacing(8)
        self._body.addLayout(place)
        key = key_of(row_)

        def show(rows: Any) -> None:
            if self._row is None or key_of(self._row) != key or not rows:
                return
            place.addWidget(Rule())
            place.addWidget(Label(tr(section.title), SMALL, MEDIUM, "text2"))
            if section.kind == "timeline":
                place.addWidget(Timeline(tuple(self._moment(item) for item in rows)))
            elif section.kind == "text":
                for item in rows:
                    place.addWidget(Label(tr(item.text), SMALL, wrap=True))
            else:
                for item in rows:
                    place.addLayout(self._line(item, section.columns))

        slot = f"peek {section.title}"
        self._workspace.details(section.query, key, show, by=section.by, owner=self, slot=slot, limit=20)

    def _moment(self, item: Any) -> Moment:
        formats = self._workspace.formats
        at = getattr(item, "at", None)
        when = formats.value("instant", at) if at is not None else ""
        detail = str(getattr(item, "detail", "") or "")
        text = " · ".join(part for part in (when, detail) if part)
        return Moment(tr(str(item.title)), text, getattr(item, "tone", "info"))

    def _line(self, item: Any, columns: tuple[Column, ...]) -> QLayout:
        if len(columns) > _IN_ONE_LINE:
            return self._tall_line(item, columns)
        parts: list[Any] = []
        sums = [one for one in columns if one.kind == "money"]
        for number, one in enumerate(columns):
            text = self._workspace.formats.cell(one, item)
            if one in sums and len(sums) > 1 and getattr(item, one.key, None) == 0:
                # Of debit and credit only one is said.
                text = ""
            if one.choices:
                text = tr(text)
            last = number == len(columns) - 1
            tone: Role = "text" if last or number == 0 else "text2"
            weight = MEDIUM if last else REGULAR
            if one.kind in _WHOLE:
                parts.append(Label(text, SMALL, weight, tone, number=number > 0))
            else:
                behind = number > 0
                parts.append(
                    ElidedLabel(
                        text, SMALL, weight if behind else REGULAR, tone, tabular=behind, trailing=behind
                    )
                )
        return row(*parts, spacing=12)

    def _tall_line(self, item: Any, columns: tuple[Column, ...]) -> QLayout:
        """What a row is and its first figure; beneath them the rest, each figure with its name."""
        formats = self._workspace.formats
        said = [one for one in columns if formats.cell(one, item)]
        first = columns[0]
        figure = next((one for one in said if one.kind in NUMERIC and getattr(item, one.key) != 0), None)
        name = formats.cell(first, item)
        upper: list[Any] = [ElidedLabel(tr(name) if first.choices else name, SMALL)]
        if figure is not None:
            upper.append(Label(formats.cell(figure, item), SMALL, MEDIUM, number=True))
        rest = []
        for one in said:
            if one in (first, figure) or (one.kind == "money" and getattr(item, one.key) == 0):
                continue
            text = formats.cell(one, item)
            rest.append(f"{tr(one.title)} {text}" if one.kind in NUMERIC else tr(text))
        lines: list[Any] = [row(*upper, spacing=12)]
        if rest:
            lines.append(Label(" · ".join(rest), MICRO, REGULAR, "text2", tabular=True, wrap=True))
        return column(*lines, spacing=1)
