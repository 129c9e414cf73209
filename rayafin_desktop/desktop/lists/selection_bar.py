"""What is selected, its sum, and what can be done with all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, row
from rayafin_desktop.desktop.theme.fonts import MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, ListScreen


class SelectionBar(Surface):
    """Shown while more than one row is selected; `acted` is emitted with an action's key."""

    acted = Signal(str)

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__("accent_tint")
        self._count = Label("", SMALL, MEDIUM, "accent_text", tabular=True)
        self._sum = Label("", SMALL, REGULAR, "text2", tabular=True)
        buttons = []
        for action in (a for a in actions if a.scope == "rows"):
            button = Button(tr(action.label), "danger" if action.danger else "plain", small=True)
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(key))
            buttons.append(button)
        self.setLayout(
            row(self._count, self._sum, None, *buttons, spacing=12, margins=(GUTTER, 6, GUTTER, 6))
        )
        self.hide()

    def show_rows(self, rows: Sequence[Any], screen: ListScreen, workspace: Workspace) -> None:
        """Count and sum these rows; fewer than two hide the bar."""
        self.setVisible(len(rows) > 1)
        if len(rows) < 2:
            return
        self._count.setText(tr("{count} selected", count=workspace.formats.count(len(rows))))
        text = ""
        if screen.amount_key:
            amount = screen.column(screen.amount_key)
            codes = {getattr(one, amount.currency, "") if amount.currency else "" for one in rows}
            if len(codes) == 1:  # amounts of two currencies are never added
                whole = sum(getattr(one, amount.key) or 0 for one in rows)
                text = f"{tr(amount.title)} {workspace.formats.money(whole, codes.pop() or '', sign=True)}"
        self._sum.setText(text)
