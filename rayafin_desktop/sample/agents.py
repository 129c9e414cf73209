"""Agents outside the house: their plans, and the month's run that gives each his bill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.features.commissions.periods import Period
from rayafin_desktop.features.commissions.plans import PlanShare, PlanTarget, PlanTier, SaveCommissionPlan
from rayafin_desktop.features.commissions.rules import Basis, TierBy, Trigger
from rayafin_desktop.features.commissions.run_commands import RunSettlement
from rayafin_desktop.features.commissions.runs import settlement_preview
from rayafin_desktop.features.parties.commands import SaveParty

from .masters import Masters
from .office import Office


@dataclass(slots=True)
class Agents:
    """The two outside agents of the trading house."""

    office: Office
    agent_id: UUID
    sub_broker_id: UUID

    def settle(self, day: date) -> None:
        """Settle what is approved of both up to the end of the month; each gets a bill."""
        for party_id in (self.agent_id, self.sub_broker_id):
            with self.office.app.read(self.office.people.owner) as read:
                groups = settlement_preview(read, day=day, party_id=party_id).groups
            if groups:
                self.office.do(RunSettlement(day=day, party_id=party_id), self.office.people.accountant)


def agree_with_agents(office: Office, masters: Masters) -> Agents:
    """An agent by turnover for the first customers, and a rate per bale of cotton with a sub-broker."""
    agent_id = _agent(office, "A0001", "Desai Brothers, commission agents", "Bhavnagar")
    sub_broker_id = _agent(office, "A0002", "Mehta Cotton Canvassing", "Rajkot")
    owner, people = office.people.owner, office.people
    office.do(
        SaveCommissionPlan(
            name="Desai Brothers, by turnover",
            party_id=agent_id,
            rate=Decimal("0.5"),
            trigger=Trigger.PAYMENT_PRORATA,
            tiers=(
                PlanTier(above=Decimal(1_000_000), rate=Decimal("0.75")),
                PlanTier(above=Decimal(2_500_000), rate=Decimal(1)),
            ),
            tier_by=TierBy.TURNOVER,
            period=Period.QUARTER,
            targets=tuple(PlanTarget(customer_id=one.id) for one in masters.customers[:4]),
        ),
        owner,
    )
    if people.field_broker.member_id is not None:
        office.do(
            SaveCommissionPlan(
                name="Cotton per bale, with sub-broker",
                member_id=people.field_broker.member_id,
                basis=Basis.QUANTITY,
                unit="bale",
                rate=Decimal(85),
                trigger=Trigger.PAYMENT_PRORATA,
                targets=(PlanTarget(hsn="5201"),),
                shares=(PlanShare(party_id=sub_broker_id, percent=Decimal(30)),),
            ),
            owner,
        )
    return Agents(office, agent_id, sub_broker_id)


def _agent(office: Office, code: str, name: str, city: str) -> UUID:
    return office.do(
        SaveParty(code=code, name=name, is_customer=False, is_supplier=True, state="24", city=city,
                  payment_terms_days=15),
        office.people.accountant,
    )  # fmt: skip
