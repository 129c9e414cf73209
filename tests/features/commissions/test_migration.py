"""What an older book knows of commissions goes down and comes up again."""

from typing import Any

import pytest

from rayafin_desktop.engine.schema import known_revisions, migrate
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.commissions.commands import PayCommissionSettlement
from rayafin_desktop.features.commissions.model import CommissionPlan
from rayafin_desktop.features.commissions.run_commands import RunSettlement
from tests.features.payments.sales import GSTIN, verify

from .trade import Trade, trade_in

BEFORE = "0006"


@pytest.fixture
def trade(offices: Any) -> Trade:
    return trade_in(offices("IN", tax_id=GSTIN))


def test_a_members_commissions_survive_the_way_back_and_forth(trade: Trade) -> None:
    assert BEFORE in known_revisions()
    trade.plan("Member", member_id=trade.member)
    trade.plan("Outside", party_id=trade.agent)
    bill = trade.bill("100.00")
    trade.pay(bill, "59.00")
    trade.approve_all()
    [done] = trade.office.do(RunSettlement(member_id=trade.member))
    trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id))
    database = trade.office.app.database
    migrate(database, BEFORE)
    migrate(database)

    def plans(read: Read) -> list[str]:
        return [plan.name for plan in read.all(CommissionPlan)]

    assert trade.office.ask(plans) == ["Member"]
    assert trade.earned() == {("AGENT", trade.member): 50}
    trade.pay(bill, "59.00")
    assert trade.earned() == {("AGENT", trade.member): 100}
    evidence = verify(trade.office)
    # Only the outside agent's part is gone, as the migration says; its journal stays.
    assert [one for one in evidence if "commission_accrued" not in one] == []
