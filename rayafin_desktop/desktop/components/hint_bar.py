"""The keys that work here, and where the cursor is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rayafin_desktop.desktop.theme.fonts import MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, HINT_BAR, grown
from rayafin_desktop.desktop.wording import tr

from .key_caps import KeyCaps
from .label import Label
from .layout import Rule, Surface, box, clear, row

_GAP = 14


class HintBar(QWidget):
    """A quiet bar at the foot of a page."""

    def __init__(self, hints: Iterable[tuple[str, str]] = (), position: str = "") -> None:
        super().__init__()
        self._hints = row(spacing=_GAP)
        self._pairs: list[QWidget] = []
        self._position = Label(position, SMALL, REGULAR, "text2", tabular=True)
        self._bar = Surface("app", row(self._hints, None, self._position, margins=(GUTTER, 0, GUTTER, 0)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Rule())
        layout.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.set_hints(hints)
        self.restyle()

    def restyle(self) -> None:
        self._bar.setFixedHeight(grown(HINT_BAR))
        self.setFixedHeight(grown(HINT_BAR) + 1)

    def set_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Other keys, as (sequence, label), the most useful first."""
        clear(self._hints)
        self._pairs = [
            box(row(KeyCaps(keys), Label(_said(label), MICRO, REGULAR, "text2"), spacing=8))
            for keys, label in hints
        ]
        for pair in self._pairs:
            self._hints.addWidget(pair)
        self._fit()

    def set_position(self, text: str) -> None:
        """What stands at the far end, such as "Row 3 of 1,204"."""
        self._position.setText(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the last hints where they have no room; a clipped key is worse than none."""
        room = self.width() - 2 * GUTTER - self._position.sizeHint().width() - _GAP
        for pair in self._pairs:
            room -= pair.sizeHint().width() + _GAP
            pair.setVisible(room >= 0)


def _said(label: str) -> str:
    """What a key does: where the English word is a state elsewhere ("Open"), a language may part the two."""
    verb = f"{label} (key)"
    return tr(label) if tr(verb) == verb else tr(verb)
