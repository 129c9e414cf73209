"""The contract note: what each side's copy says, that clauses flow, that nothing is set over another."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.commodities.model import AllowanceStep, AllowanceTable, TradeClause
from rayafin_desktop.features.commodities.rules import AllowanceBasis, Direction, Side, TaxTerm, TermKind
from rayafin_desktop.features.commodities.terms import LimitContent
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.trades.confirming import ConfirmTrade
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent, TradeLotContent
from rayafin_desktop.features.trades.ending import CancelTrade
from rayafin_desktop.features.trades.printing import DOCUMENTS, CopyFor, contract_paper, contract_pdf
from rayafin_desktop.features.trades.queries import trade_detail
from rayafin_desktop.features.trades.rules import BrokerageBasis
from rayafin_desktop.paper.contract_note import render_contract
from tests.books import Office
from tests.paper.papers import page_texts

from .desk import Desk, desk, working

D = Decimal
pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def clauses(d: Desk, count: int) -> None:
    def made(work: Work) -> None:
        for n in range(1, count + 1):
            work.new(
                TradeClause,
                code=f"C{n:02}",
                name=f"Clause {n:02}",
                kind=TermKind.PASSING if n == 1 else TermKind.GENERAL,
                text=f"Mark{n:02} " + "weight by the average of two weighbridges, " * 9 + f"End{n:02}.",
                days=2 if n == 1 else None,
                is_standard=True,
            )

    working(d.office, made)


def flat(pages: list[str]) -> str:
    return " ".join(" ".join(pages).split())


def full(d: Desk) -> object:
    broker = d.office.do(SaveParty(name="Hemant Brokers"))
    return d.made(
        crop_year="2026-27",
        tax_term=TaxTerm.PLUS_GST,
        delivery_from=date(2026, 11, 25),
        seller_broker_id=broker,
        lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=80),),
        brokerages=(
            BrokerageContent(side=Side.SELL, rate=D("0.5")),
            BrokerageContent(side=Side.BUY, basis=BrokerageBasis.PER_UNIT, rate=D(15), unit=TradeUnit.BALE),
        ),
        shares=(ShareContent(side=Side.SELL, party_id=broker, percent=D(30)),),
        po_number="LSM/4711",
        claim_days=15,
    )


def test_a_copy_says_everything_that_was_agreed(office: Office) -> None:
    d = desk(office)
    clauses(d, 2)
    made = full(d)
    trade = office.ask(trade_detail, made).trade
    text = flat(page_texts(office.ask(contract_pdf, made)))
    for words in (
        "Contract note", "CN/26-27/0001", "21 Nov 2026", "LSM/4711", "Balaji Ginning Factory",
        "Lakshmi Spinning Mills", "Cotton lint, Shankar-6", "crop 2026-27", "300 bales",
        "5% more or less (285 to 315 bales)", "₹61,500.00", "per candy", "₹88,19,896.50",
        "Eighty-eight lakh nineteen thousand eight hundred ninety-six rupees and fifty paise only",
        "1 candy = 355.61641808 kg, exact", "25 Nov 2026 to 5 Dec 2026", "Credit, 15 days", "GST extra",
        "within 2 days", "within 15 working days", "Staple (mm)", "Moisture (%)", "27/A", "12451–12550",
        "Clause 01", "End02.", "Hemant Brokers",
    ):  # fmt: skip
        assert words in text, words
    assert trade.content_hash in text.replace(" ", "")


def test_each_party_sees_its_own_brokerage_only(office: Office) -> None:
    d = desk(office)
    made = full(d)
    texts = {copy: flat(page_texts(office.ask(contract_pdf, made, copy))) for copy in CopyFor}
    seller, buyer, house = (texts[one] for one in (CopyFor.SELLER, CopyFor.BUYER, CopyFor.HOUSE))
    assert ("0.5% of the goods' value" in seller, "per bale" in seller) == (True, False)
    assert ("0.5% of the goods' value" in buyer, "₹15.00 per bale" in buyer) == (False, True)
    assert "about ₹44,099.48" in seller
    assert "Hemant Brokers 30%" in house
    assert "30%" not in seller + buyer
    assert ("Seller's copy" in seller, "Office copy" in house) == (True, True)
    of_cli = {one.kind: one.render for one in DOCUMENTS}
    found = flat(page_texts(office.ask(lambda read: of_cli["contract_buyer"](read, "CN/26-27/0001"))))
    assert found == buyer


def test_forty_clauses_flow_each_once_and_in_order(office: Office) -> None:
    d = desk(office)
    clauses(d, 40)
    made = d.made()
    pages = page_texts(office.ask(contract_pdf, made))
    assert len(pages) >= 4
    text = flat(pages)
    marks = [text.index(f"Mark{n:02}") for n in range(1, 41)]
    ends = [text.index(f"End{n:02}.") for n in range(1, 41)]
    assert marks == sorted(marks)
    assert all(mark < end for mark, end in zip(marks, ends, strict=True))
    assert all(text.count(f"End{n:02}.") == 1 for n in range(1, 41))
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_allowances_stand_beside_their_limits(office: Office) -> None:
    d = desk(office)

    def made(work: Work) -> object:
        table = work.new(AllowanceTable, name="Gujarat", commodity_id=d.cotton)
        for line_no, (parameter, basis, rate, part) in enumerate(
            (
                ("moisture_pct", AllowanceBasis.WEIGHT_PERCENT, "0.5", False),
                ("trash_pct", AllowanceBasis.PER_PRICE_UNIT, "100", True),
            ),
            start=1,
        ):
            work.add(
                AllowanceStep(
                    company_id=work.company_id,
                    allowance_table_id=table.id,
                    line_no=line_no,
                    parameter=parameter,
                    direction=Direction.ABOVE,
                    step=D("0.5"),
                    basis=basis,
                    rate=D(rate),
                    counts_part=part,
                    reject_at=D("1.5"),
                )
            )
        return table.id

    table_id = working(office, made)
    trade_id = d.made(allowance_table_id=table_id)
    rows = office.ask(contract_paper, trade_id).limits
    assert [(row.name, row.least, row.most, row.allowance) for row in rows] == [
        ("Staple (mm)", "29", "", "none; the lot may be rejected"),
        ("Moisture (%)", "", "8.5", "0.5% of the weight for each 0.5%, rejected beyond 1.5%"),
        ("Trash (%)", "", "3.5", "₹100.00 per candy for each 0.5% or part of it, rejected beyond 1.5%"),
    ]


def test_states_show_and_confirmations_stand_where_one_signs(office: Office) -> None:
    d = desk(office)
    made = d.made(kg_per_price_unit="355.62")
    office.do(ConfirmTrade(id=made, side=Side.BUY, confirmed_by="Mr Raman"))
    text = flat(page_texts(office.ask(contract_pdf, made)))
    assert "Confirmed 21 Nov 2026 · Mr Raman" in text
    assert "1 candy = 355.62 kg, as agreed" in text
    office.do(d.amendment(made, price=D(61000)))
    assert "Revision 2; earlier notes are void" in flat(page_texts(office.ask(contract_pdf, made)))
    office.do(CancelTrade(id=made, reason="both agree"))
    assert "CANCELLED" in flat(page_texts(office.ask(contract_pdf, made)))
    own = d.made(seller_id=None)
    assert "Sale confirmation" in flat(page_texts(office.ask(contract_pdf, own)))


@pytest.mark.parametrize("language", ["en", "hi", "ar"])
def test_long_values_are_broken_and_not_set_over_one_another(office: Office, language: str) -> None:
    d = desk(office)
    clauses(d, 3)
    limits = tuple(LimitContent(parameter=f"measure_{n}_pct", max_value=D(n)) for n in range(1, 13))
    made = d.made(limits=limits, packing="Hessian and polypropylene " * 7, arbitration="Chamber " * 24)
    paper = office.ask(contract_paper, made)
    wide = dataclasses.replace(paper, language=language, right_to_left=language == "ar")
    pages = page_texts(render_contract(wide))
    text = flat(pages)
    assert text.count("Hessian") == 7
    assert text.count("Chamber") == 24
    assert [f"measure_{n}_pct" in text for n in range(1, 13)] == [True] * 12
