"""Partners: roles, KYC, certificates and banks of the parties the desk deals with."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import Certification, KycRecord, PartnerBank, PartnerProfile, PartnerProfileRole

FEATURE = Feature(
    name="partners",
    entities=(
        PartnerProfile,
        PartnerProfileRole,
        PartnerBank,
        KycRecord,
        Certification,
    ),
    grants={"partner.read": EVERYONE},
)
