"""What the accountant enters besides sales: opening balances, wages, commission runs."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.closing.opening import OpeningLine, PostOpeningBalances
from rayafin_desktop.features.commissions.commands import (
    ApproveCommission,
    PayCommissionSettlement,
    SettleCommissions,
    Settled,
)
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal, ReverseEntry
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.periods.queries import financial_year

from .centres import FIELD, OFFICE, make_centres
from .office import Office

Line = tuple[str, int, UUID | None]  # account code, rupees (credit negative), party


@dataclass(slots=True)
class Bookkeeping:
    """Entries by hand, dated on the day the clock shows."""

    office: Office
    chance: random.Random
    entries: int = 0
    _account_ids: dict[str, UUID] = field(init=False)
    _centres: Mapping[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._account_ids = {code: account.id for code, account in self.office.ask(accounts).by_code.items()}

    def open(self, day: date) -> None:
        """What the house had when its financial year began, taken over from the books before."""
        self._centres = make_centres(self.office)
        before = self.office.ask(financial_year, day).year.starts_on - timedelta(days=1)
        balances = (
            ("1120", 4_200_000),
            ("1110", 85_000),
            ("1310", 6_500_000),
            ("1510", 740_000),
            ("2310", -2_500_000),
            ("3100", -9_025_000),
        )
        lines = tuple(
            OpeningLine(account_code=code, debit=Decimal(max(rupees, 0)), credit=Decimal(max(-rupees, 0)))
            for code, rupees in balances
        )
        self.office.do(PostOpeningBalances(on=before, lines=lines), self.office.people.accountant)
        self.entries += 1

    def close_month(self, day: date) -> None:
        """Wages, and a trip that was sometimes not the firm's."""
        wages: list[Line] = [("6110", 214_000, None), ("1120", -214_000, None)]
        self._post(day, "Salaries", wages, centre=OFFICE)
        travel: list[Line] = [("6140", 8_600, None), ("1110", -8_600, None)]
        wrong = self._post(day, "Travel, Rajkot", travel, centre=FIELD)
        if day.month % 2:
            self.office.do(
                ReverseEntry(entry_id=wrong, on=day, why="Paid by the owner himself"),
                self.office.people.accountant,
            )

    def run_commissions(self, day: date, *, pay: bool) -> None:
        """Approve what is earned, settle it and, if `pay`, pay it with tax withheld (s.194H)."""
        people = self.office.people
        for entry_id in self._earned():
            self.office.do(ApproveCommission(entry_id=entry_id), people.owner)
        for agent in (people.broker, people.field_broker):
            approved = self._amount("APPROVED", agent.member_id)
            if agent.member_id is not None and approved > 0:
                settled = self.office.do(
                    SettleCommissions(member_id=agent.member_id, settled_on=day), people.accountant
                )
                if pay:
                    self._pay_commission(day, settled)

    def approve_half(self) -> None:
        """Approve the older half of what is earned and leave the rest waiting."""
        earned = self._earned()
        for entry_id in earned[: len(earned) // 2]:
            self.office.do(ApproveCommission(entry_id=entry_id), self.office.people.owner)

    def _pay_commission(self, day: date, settled: Settled) -> None:
        self.office.do(
            PayCommissionSettlement(
                settlement_id=settled.settlement_id,
                paid_on=day,
                withheld=to_major(settled.amount_minor * 2 // 100),
                reference=f"NEFT {day:%d%m%y}",
            ),
            self.office.people.accountant,
        )

    def _earned(self) -> list[UUID]:
        return [row.id for row in self._commissions("EARNED")]

    def _amount(self, status: str, member_id: UUID | None) -> int:
        return sum(row.amount_minor for row in self._commissions(status) if row.member_id == member_id)

    def _commissions(self, status: str) -> Sequence[Any]:
        query = self.office.app.catalogue.query("commissions")
        look = Look(where=(("status", status),), sort="happened_on")
        with self.office.app.read(self.office.people.owner) as read:
            return page(query, read, look, limit=10_000)

    def _post(self, day: date, narration: str, lines: Sequence[Line], *, centre: str = "") -> UUID:
        self.entries += 1
        return self.office.do(
            PostJournal(
                posted_on=day,
                narration=narration,
                lines=tuple(
                    JournalLine(
                        account_id=self._account_ids[code],
                        debit=Decimal(max(rupees, 0)),
                        credit=Decimal(max(-rupees, 0)),
                        party_id=party,
                        cost_centre_id=self._centres.get(centre) if code[0] in "56" else None,
                    )
                    for code, rupees, party in lines
                ),
            ),
            self.office.people.accountant,
        ).entry_id
