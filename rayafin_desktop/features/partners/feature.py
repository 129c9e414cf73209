"""Partners: roles, KYC, certificates and banks of the parties the desk deals with.

Promises that a paper counts as verified only when somebody who may verify said so, that what has ended is
told before and after, and that a blocked partner is seen to be blocked wherever it is named.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import commands as c
from . import papers as p
from .checks import CHECKS
from .lists import LISTS, RECORDS
from .messages import MESSAGES
from .model import Certification, KycRecord, PartnerBank, PartnerProfile, PartnerProfileRole
from .profile_paper import DOCUMENTS
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="partners",
    entities=(PartnerProfile, PartnerProfileRole, PartnerBank, KycRecord, Certification),
    commands=(
        handles(c.SavePartner, c.save_partner),
        handles(c.BlockPartner, c.block_partner),
        handles(c.UnblockPartner, c.unblock_partner),
        handles(c.VerifyPartnerBank, c.verify_partner_bank),
        handles(p.SaveKycRecord, p.save_kyc_record),
        handles(p.VerifyKycRecord, p.verify_kyc_record),
        handles(p.RejectKycRecord, p.reject_kyc_record),
        handles(p.RemoveKycRecord, p.remove_kyc_record),
        handles(p.SaveCertification, p.save_certification),
        handles(p.VerifyCertification, p.verify_certification),
        handles(p.RemoveCertification, p.remove_certification),
    ),
    queries=LISTS,
    records=RECORDS,
    screens=SCREENS,
    documents=DOCUMENTS,
    checks=CHECKS,
    settings=SETTINGS,
    grants={
        "partner.read": EVERYONE,
        "partner.save": grant(OWNER, ACCOUNTANT, BROKER),
        "partner.verify": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)
