"""All keys that work here: the `?` overlay, written from the keyboard map."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.desktop.components.button import IconButton
from rayafin_desktop.desktop.components.key_caps import KeyCaps
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import Where, bindings
from rayafin_desktop.desktop.theme.fonts import CRUMB, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

_TITLES: dict[Where, str] = {
    "anywhere": "Anywhere", "list": "Lists", "form": "Forms", "grid": "Lines", "allocation": "Allocation",
    "report": "Reports",
}  # fmt: skip


def show_keys(window: QWidget) -> Overlay:
    """Open the overlay."""
    panel = Panel()
    panel.setAccessibleName(tr("All keys"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    halves: tuple[tuple[Where, ...], ...] = (("anywhere", "report"), ("list", "form", "grid", "allocation"))
    for half, places in enumerate(halves):
        line = 0
        for place in places:
            grid.addWidget(Label(tr(_TITLES[place]), SMALL, MEDIUM, "text2"), line, half * 2, 1, 2)
            line += 1
            for one in bindings(place):
                grid.addWidget(Label(tr(one.label), SMALL, REGULAR), line, half * 2)
                keys = box(row(None, KeyCaps(one.keys[0])))
                grid.addWidget(keys, line, half * 2 + 1)
                line += 1
    area = ScrollColumn(box(column(grid, None)))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(tr("All keys"))
    area.setMinimumHeight(grown(460))
    close = IconButton("x", tr("Close"), small=True)
    head = row(Label(tr("All keys"), CRUMB, SEMIBOLD), None, close)
    panel.setLayout(column(head, area, spacing=12, margins=(24, 18, 16, 18)))
    overlay = Overlay(window, panel, grown(760))
    close.clicked.connect(overlay.dismiss)
    overlay.open(area)
    return overlay
