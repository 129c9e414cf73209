"""Claims through the door: raised within the contract's days, talked over, settled."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.brokerage.model import BrokerageCharge
from rayafin_desktop.features.brokerage.settings import COUNTS_ALLOWANCES
from rayafin_desktop.features.claims.commands import (
    AddClaimStep,
    OpenClaim,
    ProposeSettlement,
    TakeToArbitration,
)
from rayafin_desktop.features.claims.deadlines import claim_window
from rayafin_desktop.features.claims.model import ClaimKind, ClaimState, Resolution
from rayafin_desktop.features.claims.queries import CLAIM_ROWS, claim_detail, claim_facts, claim_stats
from rayafin_desktop.features.claims.settings import HOLIDAYS, SATURDAYS_OFF
from rayafin_desktop.features.claims.settling import SettleClaim
from rayafin_desktop.features.claims.working_days import day_after
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.deliveries.invoicing import InvoiceDelivery
from rayafin_desktop.features.deliveries.model import Delivery
from rayafin_desktop.features.disputes.model import Dispute
from rayafin_desktop.features.disputes.queries import dispute_of
from rayafin_desktop.features.purchases.model import PurchaseDocument
from rayafin_desktop.features.trades.model import Trade, TradeState
from tests.books import Office
from tests.features.billing.billed import TODAY, document
from tests.features.lots.lotted import measured

from .claimed import HALF_SELLER, Claimed

D = Decimal


@pytest.fixture
def claimed(office: Office) -> Claimed:
    return Claimed(office)


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> dict[str, str]:
    return {problem.field: problem.code for problem in refused.value.problems}


def test_working_days_leave_out_sundays_and_what_settings_name(claimed: Claimed) -> None:
    office = claimed.office
    friday = date(2026, 11, 20)
    assert day_after(friday, 0) == friday
    assert day_after(friday, 1) == date(2026, 11, 21)
    assert day_after(friday, 2) == date(2026, 11, 23)
    assert day_after(friday, 15) == date(2026, 12, 8)
    assert day_after(friday, 15, in_working_days=False) == date(2026, 12, 5)
    trade = claimed.contract()
    delivery = claimed.deliver(trade)

    def last(read: object) -> date:
        window = claim_window(read, read.get(Trade, trade), read.get(Delivery, delivery))  # type: ignore[arg-type, attr-defined]
        assert window is not None
        return window.last

    assert office.ask(last) == date(2026, 12, 9)  # 15 days after Saturday, 21 November
    office.do(ChangeSetting(key=SATURDAYS_OFF.key, value=True))
    assert office.ask(last) == date(2026, 12, 11)
    office.do(ChangeSetting(key=HOLIDAYS.key, value="2026-11-24, 2026-12-08"))
    assert office.ask(last) == date(2026, 12, 15)
    office.do(ChangeSetting(key=HOLIDAYS.key, value="Diwali"))
    with pytest.raises(RuleBroken):
        office.ask(last)


def test_the_facts_stand_as_they_were_and_say_the_amount(claimed: Claimed) -> None:
    office = claimed.office
    lot_id = claimed.lot()
    trade = claimed.contract(lot_id)
    delivery = claimed.deliver(trade, lot_id)
    measured(office, lot_id, "staple 29.2, trash 2.9, moisture 9.2", lab="CIRCOT", report_no="R-77")
    claim_id = claimed.open(trade, delivery_id=delivery, lot_id=lot_id, text="Wet on arrival")
    claim = claimed.claim(claim_id)
    # 0.7 over is two begun halves: 1 % of 33,850 kg worth 5,825,434.08.
    assert claim.claimed_minor == 5_825_434
    assert claim.number == "CL/26-27/0001"
    assert (claim.party_id, claim.against_id) == (claimed.buyer, claimed.seller)
    assert claim.deadline_on == date(2026, 12, 9)
    rows = {row["parameter"]: row for row in claim.facts["rows"]}
    assert (rows["moisture_pct"]["value"], rows["moisture_pct"]["max"]) == ("9.2", "8.5")
    assert rows["moisture_pct"]["allowance_minor"] == 5_825_434
    assert claim.facts["weights"]["short_kg"] == "60"
    assert claim.facts["test"] == {"tested_on": "2026-11-21", "lab": "CIRCOT", "report_no": "R-77"}
    measured(office, lot_id, "staple 29.2, trash 2.9, moisture 8.0")
    assert claimed.claim(claim_id).facts == claim.facts
    texts = [fact.text for fact in office.ask(claim_facts, claim_id)]
    assert any("moisture 9.2 %" in text for text in texts)
    assert "loaded 33850 kg, arrived 33790 kg, short 60 kg against the bill" in texts
    assert claimed.sound() == []


def test_a_weight_claim_is_what_is_missing_at_the_contracts_price(claimed: Claimed) -> None:
    trade = claimed.contract()
    delivery = claimed.deliver(trade)
    claim = claimed.claim(claimed.open(trade, delivery_id=delivery, kind=ClaimKind.WEIGHT))
    assert claim.claimed_minor == 1_032_573  # 60 kg at 61,200 a candy of 355.61641808 kg


def test_a_late_claim_needs_a_reason_and_a_confirmation(claimed: Claimed) -> None:
    office = claimed.office
    trade = claimed.contract()
    delivery = claimed.deliver(trade)
    office.clock.go_to(date(2026, 12, 9))
    claimed.open(trade, delivery_id=delivery, amount=D(1000))
    office.clock.go_to(date(2026, 12, 10))
    with pytest.raises(RuleBroken) as refused:
        claimed.open(trade, delivery_id=delivery, amount=D(1000))
    assert codes(refused) == {"late_reason": "claim.late_reason_missing"}
    late = OpenClaim(
        trade_id=trade, delivery_id=delivery, amount=D(1000), late_reason="Laboratory was closed"
    )
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(late)
    assert asked.value.code == "claim.late"
    claim = claimed.claim(office.do(late, confirmed={asked.value.key}))
    assert claim.late_reason == "Laboratory was closed"
    assert claimed.sound() == []


def test_what_is_wrong_is_said_field_by_field(claimed: Claimed) -> None:
    office = claimed.office
    trade, other = claimed.contract(), claimed.contract()
    delivery = claimed.deliver(other)
    with pytest.raises(RuleBroken) as refused:
        claimed.open(trade, amount=D("0.001"), opened_on=TODAY + timedelta(days=1), due_on=TODAY)
    assert codes(refused) == {
        "amount": "claim.amount_too_fine",
        "opened_on": "claim.in_future",
        "due_on": "claim.due_before",
    }
    with pytest.raises(RuleBroken) as refused:
        claimed.open(trade)
    assert codes(refused) == {"amount": "claim.amount_missing"}
    with pytest.raises(RuleBroken) as refused:
        claimed.open(trade, amount=D(-5))
    assert codes(refused) == {"amount": "claim.amount_not_positive"}
    with pytest.raises(RuleBroken) as refused:
        claimed.open(trade, delivery_id=delivery, amount=D(5))
    assert codes(refused) == {"delivery_id": "claim.other_delivery"}
    claim_id = claimed.open(trade, amount=D(5))
    with pytest.raises(RuleBroken) as refused:
        office.do(AddClaimStep(claim_id=claim_id, text=" ", due_on=TODAY - timedelta(days=1)))
    assert codes(refused) == {"text": "claim.text_missing", "due_on": "claim.due_passed"}
    with pytest.raises(RuleBroken) as refused:
        office.do(ProposeSettlement(claim_id=claim_id, side=Side.SELL, amount=D(-1)))
    assert codes(refused) == {"amount": "claim.proposal_negative"}
    for resolution, amount, code in (
        (Resolution.ALLOWANCE, None, "claim.agreed_missing"),
        (Resolution.WITHDRAWN, D(1), "claim.no_amount_here"),
    ):
        with pytest.raises(RuleBroken) as refused:
            office.do(SettleClaim(claim_id=claim_id, resolution=resolution, amount=amount))
        assert codes(refused) == {"amount": code}


def test_steps_proposals_and_arbitration_make_its_history(claimed: Claimed) -> None:
    office = claimed.office
    trade = claimed.contract()
    claim_id = claimed.open(trade, amount=D(50000), text="Wet")
    office.clock.advance(days=1)
    office.do(AddClaimStep(claim_id=claim_id, text="Sample sent again"))
    office.do(ProposeSettlement(claim_id=claim_id, side=Side.SELL, amount=D(20000), text="Half of it"))
    office.do(TakeToArbitration(claim_id=claim_id, case_no="A-12"))
    claim = claimed.claim(claim_id)
    assert (claim.state, claim.arbitration_body) == (ClaimState.ARBITRATION, "Cotton Association of India")
    with pytest.raises(RuleBroken):
        office.do(TakeToArbitration(claim_id=claim_id))
    office.do(SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, outcome="Award"))
    detail = office.ask(claim_detail, claim_id)
    assert detail.claim.agreed_minor == 2_000_000  # the latest proposal
    assert [step.title for step in detail.steps] == [
        "Settled by an allowance",
        "To arbitration",
        "Proposal",
        "Note",
        "Opened",
    ]
    with pytest.raises(RuleBroken) as refused:
        office.do(AddClaimStep(claim_id=claim_id, text="Too late"))
    assert codes(refused) == {"claim_id": "claim.settled_already"}
    assert claimed.sound() == []


def test_the_list_knows_what_is_due(claimed: Claimed) -> None:
    office = claimed.office
    trade = claimed.contract()
    for days in (0, 3, 4):
        claimed.open(trade, amount=D(100), due_on=TODAY + timedelta(days=days))
    settled = claimed.open(trade, amount=D(100))
    office.do(SettleClaim(claim_id=settled, resolution=Resolution.WITHDRAWN))
    taken = claimed.open(trade, amount=D(100), due_on=TODAY + timedelta(days=30))
    office.do(TakeToArbitration(claim_id=taken))

    def counts() -> dict[str, int]:
        with office.app.read(office.owner) as read:
            return {tab: count(CLAIM_ROWS, read, Look(tab=tab)) for tab in CLAIM_ROWS.tabs}

    assert counts() == {"open": 4, "soon": 2, "overdue": 0, "arbitration": 1, "settled": 1, "all": 5}
    office.clock.advance(days=1)
    assert counts() == {"open": 4, "soon": 2, "overdue": 1, "arbitration": 1, "settled": 1, "all": 5}
    stats = office.ask(claim_stats)
    assert (stats["open_count"], stats["open_minor"], stats["overdue_count"]) == (4, 40_000, 1)
    with office.app.read(office.owner) as read:
        states = sorted(row.state for row in page(CLAIM_ROWS, read, Look(tab="all")))
    assert states == ["ARBITRATION", "OVERDUE", "SOON", "SOON", "WITHDRAWN"]


def test_an_allowance_on_our_own_sale_is_credited(claimed: Claimed) -> None:
    office = claimed.office
    lot_id = claimed.lot(own=True)
    trade = claimed.contract(lot_id, seller_id=None)
    delivery = claimed.deliver(trade, lot_id)
    claim_id = claimed.open(trade, delivery_id=delivery, amount=D(12000))
    settle = SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, amount=D(10000))
    with pytest.raises(RuleBroken) as refused:
        office.do(settle)
    assert codes(refused) == {"resolution": "claim.not_invoiced"}
    billed = office.do(InvoiceDelivery(delivery_id=delivery))
    too_much = SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, amount=D(9_000_000))
    with pytest.raises(RuleBroken) as refused:
        office.do(too_much)
    assert codes(refused) == {"amount": "claim.more_than_invoiced"}
    office.do(settle)
    claim = claimed.claim(claim_id)
    assert claim.invoice_id is not None
    note = document(office, claim.invoice_id)
    assert (note.kind, note.original_id, note.net_minor) == ("CREDIT_NOTE", billed.document_id, 1_000_000)
    invoice = office.ask(lambda read: read.get(SalesDocument, billed.document_id))
    assert invoice.open_minor == invoice.total_minor - note.total_minor
    assert claimed.sound() == []


def test_the_invoice_a_claim_is_about_is_disputed_until_it_is_settled(claimed: Claimed) -> None:
    office = claimed.office
    lot_id = claimed.lot(own=True)
    trade = claimed.contract(lot_id, seller_id=None)
    delivery = claimed.deliver(trade, lot_id)
    billed = office.do(InvoiceDelivery(delivery_id=delivery))
    claim_id = claimed.open(trade, delivery_id=delivery, amount=D(12000), kind=ClaimKind.WEIGHT)
    found = office.ask(dispute_of, billed.document_id)
    assert found is not None
    assert found.disputed_minor == 1_200_000
    again = claimed.open(trade, delivery_id=delivery, amount=D(500))
    office.do(SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, amount=D(10000)))
    dispute = office.ask(lambda read: read.find(Dispute, claim_id=claim_id))
    assert (dispute.resolution, dispute.reason) == ("CREDIT_NOTE", "QUANTITY")
    assert dispute.credit_note_id == claimed.claim(claim_id).invoice_id
    assert office.ask(dispute_of, billed.document_id) is None
    office.do(SettleClaim(claim_id=again, resolution=Resolution.WITHDRAWN))
    assert claimed.sound() == []


def test_an_allowance_on_our_own_purchase_is_debited(claimed: Claimed) -> None:
    office = claimed.office
    lot_id = claimed.lot()
    trade = claimed.contract(lot_id, buyer_id=None)
    delivery = claimed.deliver(trade, lot_id)
    office.do(InvoiceDelivery(delivery_id=delivery, seller_bill_no="B-71"))
    claim_id = claimed.open(trade, delivery_id=delivery, amount=D(12000))
    office.do(SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, amount=D(12000)))
    claim = claimed.claim(claim_id)
    assert claim.bill_id is not None
    note = office.ask(lambda read: read.get(PurchaseDocument, claim.bill_id))
    assert (note.kind, note.net_minor) == ("DEBIT_NOTE", 1_200_000)
    assert claimed.sound() == []


@pytest.mark.parametrize("follows", [False, True])
def test_between_others_it_is_noted_and_brokerage_follows_the_setting(
    claimed: Claimed, follows: bool
) -> None:
    office = claimed.office
    if follows:
        office.do(ChangeSetting(key=COUNTS_ALLOWANCES.key, value=True))
    trade = claimed.contract(brokerages=(HALF_SELLER,))
    delivery = claimed.deliver(trade)
    claim_id = claimed.open(trade, delivery_id=delivery, amount=D(100000))
    office.do(SettleClaim(claim_id=claim_id, resolution=Resolution.ALLOWANCE, amount=D(100000)))
    claim = claimed.claim(claim_id)
    assert (claim.invoice_id, claim.bill_id) == (None, None)
    charges = office.ask(lambda read: read.all(BrokerageCharge, order_by=(BrokerageCharge.c.step,)))
    assert sum(one.amount_minor for one in charges) == 2_912_717 - (50_000 if follows else 0)
    assert claimed.sound() == []


def test_invoicing_back_defaults_the_contract(claimed: Claimed) -> None:
    office = claimed.office
    trade = claimed.contract(brokerages=(HALF_SELLER,))
    claim_id = claimed.open(trade, kind=ClaimKind.LATE, amount=D(1000))
    with pytest.raises(RuleBroken) as refused:
        office.do(SettleClaim(claim_id=claim_id, resolution=Resolution.INVOICE_BACK))
    assert codes(refused) == {"market_price": "claim.market_price_missing"}
    office.do(
        SettleClaim(
            claim_id=claim_id,
            resolution=Resolution.INVOICE_BACK,
            market_price=D(62500),
            outcome="Not delivered",
        )
    )
    found = office.ask(lambda read: read.get(Trade, trade))
    assert (found.state, found.failed_side) == (TradeState.DEFAULTED, Side.SELL)
    assert claimed.sound() == []


def test_a_claim_on_paper_tells_test_limits_and_weights(claimed: Claimed) -> None:
    from rayafin_desktop.features.claims.printing import CLAIM_PAPER, claim_letter

    office = claimed.office
    lot_id = claimed.lot()
    trade = claimed.contract(lot_id)
    delivery = claimed.deliver(trade, lot_id)
    measured(office, lot_id, "staple 29.2, trash 2.9, moisture 9.2", lab="CIRCOT", report_no="R-77")
    claimed.open(trade, delivery_id=delivery, lot_id=lot_id)
    letter = office.ask(claim_letter, "CL/26-27/0001")
    assert letter.to.name == "Balaji Ginning Factory"
    test, weights = letter.tables
    assert test.heading == "Test of lot 27/A, 21 Nov 2026, CIRCOT, R-77"
    assert [row.cells[-1] for row in test.rows] == ["", "58,254.34", "", "58,254.34"]
    assert weights.rows[-1].cells == ("Short against the bill", "60")
    assert office.ask(CLAIM_PAPER.render, "CL/26-27/0001").startswith(b"%PDF")
