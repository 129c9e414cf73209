"""The life of one record, over the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import IconButton
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import DIALOG, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

if TYPE_CHECKING:
    from rayafin_desktop.features.audit.queries import HistoryRow


def show_history(window: QWidget, formats: Formats, name: str, steps: Sequence[HistoryRow]) -> Overlay:
    """Open the panel; the newest step stands on top."""
    panel = Panel()
    title = tr("History of {record}", record=name)
    panel.setAccessibleName(title)
    moments = tuple(
        Moment(step.title, f"{formats.instant(step.at)} · {step.detail}", _tone(step.tone)) for step in steps
    )
    body: QWidget = Timeline(moments) if moments else Label(tr("Nothing happened to it yet."), BASE, REGULAR)
    area = ScrollColumn(box(column(body, None, margins=(24, 16, 24, 20))))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(title)
    close = IconButton("x", tr("Close"), small=True)
    head = row(Label(title, CRUMB, SEMIBOLD), None, close, margins=(24, 14, 14, 12))
    panel.setLayout(column(head, Rule(), area, spacing=0, margins=(1, 1, 1, 1)))
    overlay = Overlay(window, panel, grown(DIALOG))
    close.clicked.connect(overlay.dismiss)
    overlay.open(area)
    return overlay


def _tone(tone: str) -> Tone:
    return "neg" if tone == "neg" else "info"
