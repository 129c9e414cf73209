"""Who may say that a partner's papers hold."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

FOUR_EYES: Setting[bool] = Setting(
    key="partners.four_eyes",
    default=False,
    label="Papers are verified by somebody else",
    help="Whoever entered a KYC paper or a certificate cannot also say that it holds.",
    section="Partners",
)

SETTINGS = (FOUR_EYES,)
