"""While a book is made or opened: what is being done, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, column, fixed_width, row
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

_WIDTH = 320


class Waiting(Surface):
    """A sentence and a bar; the bar runs to and fro while nobody knows how long it takes.

    `stop_asked` is emitted by the Stop button, which is there only where stopping keeps what has been done.
    """

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__("app")
        self._title = Label("", CRUMB, SEMIBOLD)
        self._detail = Label("", BASE, REGULAR, "text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        fixed_width(self.bar, grown(_WIDTH))
        self.percent = Label("", BASE, REGULAR, "text2", tabular=True)
        self.stop = Button(tr("Stop"))
        self.stop.clicked.connect(self.stop_asked)
        lines = (row(None, Logo(44), None), 4, row(None, self._title, None), row(None, self._detail, None))
        more = (row(None, self.percent, None), 8, row(None, self.stop, None))
        self.setLayout(column(None, *lines, 4, row(None, self.bar, None), *more, None, None))

    def begin(self, title: str, detail: str, *, can_stop: bool = False) -> None:
        """Something new has begun."""
        self.percent.setText("")
        self.stop.setVisible(can_stop)
        self.stop.setEnabled(True)
        if can_stop:
            self.setFocusProxy(self.stop)
        self._title.setText(title)
        self._detail.setText(detail)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)

    def show_progress(self, done: int, whole: int) -> None:
        """How far it is."""
        # In percent: a bar counts no further than 31 bits, and bytes may be more.
        percent = done * 100 // whole if whole > 0 else 0
        self.bar.setRange(0, 100)
        self.bar.setValue(percent)
        self.percent.setText(f"{percent} %")
