"""What claims announce to the features above."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rayafin_desktop.engine.work import Happening

from .model import Claim


@dataclass(frozen=True, kw_only=True)
class ClaimOpened(Happening):
    """A claim was raised; `invoice_id` or `bill_id` is our own document it is about, if there is one."""

    claim: Claim
    invoice_id: UUID | None = None
    bill_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimSettled(Happening):
    """A claim ended; `claim.resolution` and `claim.agreed_minor` say how."""

    claim: Claim
