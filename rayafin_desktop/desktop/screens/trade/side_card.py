"""One side of a contract: who it is, who brokers for it, and whether it has confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr


class SideCard(Card):
    """`confirm_asked` by its button, `party_asked` by its link."""

    confirm_asked = Signal()
    party_asked = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(padding=12, spacing=4)
        self._title = title
        self.name = ElidedLabel("", CARD_TITLE, SEMIBOLD)
        self.about = ElidedLabel("", SMALL, REGULAR, "text2")
        self.state = Pill("", "neutral")
        self.confirm = Button(tr("Confirmed"), "plain", "check", small=True)
        self.confirm.setAccessibleName(tr("{side} has confirmed", side=title))
        self.confirm.clicked.connect(self.confirm_asked)
        self.link = Button(tr("Open partner"), "link")
        self.link.clicked.connect(self.party_asked)
        self.column.addLayout(row(Label(title, SMALL, REGULAR, "text2"), None, self.link))
        self.column.addWidget(self.name)
        self.column.addWidget(self.about)
        self.column.addLayout(row(self.state, None, self.confirm))

    def show_side(
        self,
        name: str,
        about: str,
        *,
        is_own: bool,
        confirmed_at: datetime | None,
        waits_since: datetime,
        now: datetime,
        hours: int,
        formats: Formats,
    ) -> None:
        """Show the side; one that is silent for longer than `hours` is called so."""
        self.name.setText(name)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.link.setVisible(not is_own)
        silent = now - waits_since
        if is_own:
            self.state.set_state(tr("Our own"), "neutral")
        elif confirmed_at is not None:
            self.state.set_state(tr("Confirmed {time}", time=formats.instant(confirmed_at)), "pos")
        elif silent > timedelta(hours=hours):
            self.state.set_state(
                tr("Silent for {hours} h", hours=int(silent.total_seconds() // 3600)), "warn"
            )
        else:
            self.state.set_state(tr("Not confirmed yet"), "info")
        self.confirm.setVisible(not is_own and confirmed_at is None)
