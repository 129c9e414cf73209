"""Real Indian invoices, seen by the buyer: what the supplier charged is what we compute."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rayafin_desktop.base.money import to_minor
from rayafin_desktop.features.tax.categories import DatedRate, TaxCategory, TaxHead
from rayafin_desktop.features.tax.inputs import decide_input, treat_input
from rayafin_desktop.features.tax.places import Place, Supply, TaxParty
from rayafin_desktop.features.tax.rules import DocumentTerms, LineInput, document_totals

_FIELDS = {TaxHead.CGST: "CgstVal", TaxHead.SGST: "SgstVal", TaxHead.IGST: "IgstVal"}


def exact(value: object) -> Decimal:
    return Decimal(str(value))


def party(details: dict[str, Any]) -> TaxParty:
    number = details["Gstin"]
    return TaxParty(place=Place(country="IN", state=number[:2]), tax_id=number)


def test_the_tax_on_real_invoices_is_what_their_seller_charged(corpus: Path) -> None:
    cases = json.loads((corpus / "gst-india" / "test_e_invoice.json").read_text(encoding="utf-8"))
    seen = 0
    for name, case in cases.items():
        paper = case.get("request_data")
        is_invoice = isinstance(paper, dict) and "ItemList" in paper
        if not is_invoice or paper["BuyerDtls"]["Gstin"] == "URP":
            continue
        seen += 1
        items = paper["ItemList"]
        supply = Supply(
            supplier=party(paper["SellerDtls"]),
            buyer=party(paper["BuyerDtls"]),
            on=date(2022, 9, 1),
            is_service=all(one["IsServc"] == "Y" for one in items),
            chosen_place=paper["BuyerDtls"]["Pos"],
        )
        decision = decide_input(supply)
        lines = []
        for one in items:
            rate = DatedRate(date(2017, 7, 1), exact(one["GstRt"]))
            treatment = treat_input("IN", TaxCategory.GST, rate, decision)
            lines.append(LineInput(Decimal(1), exact(one["AssAmt"]), treatment))
        totals = document_totals(lines, DocumentTerms())
        values = paper["ValDtls"]
        assert totals.net_minor == to_minor(exact(values["AssVal"])), name
        for head, field in _FIELDS.items():
            charged = sum(group.tax_minor for group in totals.groups if group.head is head)
            assert charged == to_minor(exact(values[field])), (name, head)
    assert seen >= 5
