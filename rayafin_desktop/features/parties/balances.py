"""What parties owe and are owed: told by the ledger as it posts, read by the lists of parties."""

from __future__ import annotations

from uuid import UUID

from rayafin_desktop.engine.work import Work

from .model import party_balances


def add_to_balance(work: Work, party_id: UUID, *, receivable_minor: int = 0, payable_minor: int = 0) -> None:
    """Add to what the party owes us and to what we owe it, in minor units of the company's currency."""
    work.bump(
        party_balances,
        {"party_id": party_id},
        {"receivable_minor": receivable_minor, "payable_minor": payable_minor},
    )
