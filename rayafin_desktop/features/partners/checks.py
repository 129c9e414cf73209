"""What must always be true of partners; each looks over what no constraint can hold."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from .model import KycKind, KycRecord, PartnerBank, PartnerProfile

_F, _B = PartnerProfile.c, PartnerBank.c


def blocks_say_why(read: Read) -> Sequence[Fault]:
    """Nobody is unblocked and still has a reason to be blocked.

    (A blocked partner whose data were erased has none any more.)
    """
    wrong = read.fetch(
        select(_F.id).where(
            _F.company_id == read.company_id, _F.deleted_at.is_(None), ~_F.is_blocked, _F.block_reason != ""
        )
    )
    return [Fault("partners.blocks", f"{row.id}: not blocked, and yet a reason") for row in wrong]


def one_primary_account(read: Read) -> Sequence[Fault]:
    """Of the accounts of a partner exactly one is the primary one."""
    primary = func.sum(case((_B.is_primary, 1), else_=0))
    wrong = read.fetch(
        select(_B.partner_profile_id, primary.label("count"))
        .where(_B.company_id == read.company_id)
        .group_by(_B.partner_profile_id)
        .having(primary != 1)
    )
    return [
        Fault("partners.banks", f"{row.partner_profile_id}: {row.count} primary accounts") for row in wrong
    ]


def aadhaar_is_not_kept(read: Read) -> Sequence[Fault]:
    """Of an Aadhaar number no more than four digits are kept."""
    c = KycRecord.c
    wrong = read.fetch(
        select(c.id).where(
            c.company_id == read.company_id,
            c.kind == KycKind.AADHAAR,
            c.number != "",
            or_(~c.number.startswith("XXXXXXXX"), func.length(c.number) != 12),
        )
    )
    return [Fault("partners.aadhaar", f"{row.id}: more than its last four digits") for row in wrong]


CHECKS = (
    Check("partners.blocks", blocks_say_why),
    Check("partners.banks", one_primary_account),
    Check("partners.aadhaar", aadhaar_is_not_kept),
)
