"""Documents disputed by a claim under a contract: the claim opens the dispute and settles it."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from rayafin_desktop.engine.work import Work

from ..claims.happenings import ClaimOpened, ClaimSettled
from ..claims.model import Claim, ClaimKind
from ..claims.model import Resolution as ClaimEnd
from .commands import OpenDispute, end, open_dispute
from .documents import disputable
from .model import Dispute, Reason, Resolution

_REASONS = {
    ClaimKind.QUALITY: Reason.QUALITY,
    ClaimKind.WEIGHT: Reason.QUANTITY,
    ClaimKind.LATE: Reason.DELIVERY,
    ClaimKind.OTHER: Reason.OTHER,
}


def on_claim_opened(happening: ClaimOpened, work: Work) -> None:
    for kind, record_id in (("invoice", happening.invoice_id), ("bill", happening.bill_id)):
        if record_id is not None:
            _dispute(work, happening.claim, kind, record_id)


def _dispute(work: Work, claim: Claim, kind: str, record_id: UUID) -> None:
    """Nothing for a document that is disputed already, or not posted yet."""
    c = Dispute.c
    document = disputable(work, kind, record_id)
    if document.problem is not None or document.currency != claim.currency:
        return
    if work.find(Dispute, c.record_id == record_id, c.resolution.is_(None)):
        return
    dispute_id = open_dispute(
        OpenDispute(
            kind=kind,
            record_id=record_id,
            reason=_REASONS[claim.kind],
            claim=f"{claim.number} {claim.text}".strip(),
            due_on=max(work.today, claim.due_on),
        ),
        work,
    )
    dispute = work.get(Dispute, dispute_id)
    disputed = min(claim.claimed_minor, document.total_minor)
    work.save(dataclasses.replace(dispute, claim_id=claim.id, disputed_minor=disputed))


def on_claim_settled(happening: ClaimSettled, work: Work) -> None:
    claim, c = happening.claim, Dispute.c
    for dispute in work.all(Dispute, c.claim_id == claim.id, c.resolution.is_(None)):
        credited = claim.resolution is ClaimEnd.ALLOWANCE
        resolution = Resolution.CREDIT_NOTE if credited else Resolution.WITHDRAWN
        end(work, dispute, resolution, f"{claim.number} {claim.outcome}", claim.invoice_id)
