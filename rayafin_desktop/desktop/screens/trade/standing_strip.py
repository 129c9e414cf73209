"""How a party stands, while its offer is typed: credit used, overdue, papers that expire, blocked or not."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.avatar import Glyph
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.screens.invoice.standing_band import UsedBar
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone
from rayafin_desktop.features.partners.queries import PartnerStanding
from rayafin_desktop.features.partners.rules import KycState


class StandingStrip(Card):
    """Hidden without a party. `party_asked` by its link."""

    party_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, ground="sunken", edge="border")
        self._glyph = Glyph("shield-check", "pos")
        self._used = ElidedLabel("", SMALL, REGULAR, "text2", tabular=True)
        self.bar = UsedBar()
        self.state = Pill("", "neg")
        self.link = Button(tr("Open partner"), "link")
        self.link.clicked.connect(self.party_asked)
        self.column.addLayout(
            row(self._glyph, self._used, self.bar, self.state, self.link, spacing=8, margins=(10, 4, 10, 4))
        )
        self.hide()

    def show_standing(
        self, standing: PartnerStanding | None, formats: Formats, undelivered_minor: int = 0
    ) -> None:
        """How somebody stands, None for nobody; `undelivered_minor` is what open trades will add."""
        if standing is None:
            self.hide()
            return
        exposure, limit = standing.exposure_minor + undelivered_minor, standing.credit_limit_minor
        overdue = standing.overdue_minor
        words = []
        if limit is not None:
            words.append(
                tr(
                    "{used} used of {limit}",
                    used=formats.whole_money(exposure),
                    limit=formats.whole_money(limit),
                )
            )
        elif exposure:
            words.append(tr("{used} used, no limit", used=formats.whole_money(exposure)))
        else:
            words.append(tr("Owes nothing"))
        if overdue:
            words.append(tr("{amount} overdue", amount=formats.whole_money(overdue)))
        if standing.is_blocked and standing.block_reason:
            words.insert(0, standing.block_reason)
        self._used.setText(" · ".join(words))
        self.bar.setVisible(limit is not None)
        over = limit is not None and exposure > limit
        if limit is not None:
            share = 1.0 if not limit else exposure / limit
            self.bar.set_share(share, "neg_solid" if over else "warn_solid" if overdue else "pos_solid")
        state, tone = _worst(standing, over)
        self.state.setVisible(bool(state))
        if state:
            self.state.set_state(state, tone)
        bad = tone == "neg" and bool(state)
        self._glyph.set_glyph(
            "shield-alert" if state else "shield-check", "neg" if bad else "warn" if state else "pos"
        )
        self.setAccessibleName(". ".join((*words, *([state] if state else []))))
        self.show()


def _worst(standing: PartnerStanding, over: bool) -> tuple[str, Tone]:
    """What a broker must know first."""
    if standing.is_blocked:
        return tr("Blocked"), "neg"
    if over:
        return tr("Over the limit"), "neg"
    if standing.expired or standing.kyc is KycState.EXPIRED:
        return tr("KYC expired"), "warn"
    if standing.kyc is KycState.MISSING:
        return tr("No KYC"), "warn"
    return "", "pos"
