"""The returns as rules: where a document is reported, and sums that always hold."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.tax.categories import TaxCategory, TaxHead
from rayafin_desktop.features.tax_returns.gstn import Issued, as_json, gstn_data, money
from rayafin_desktop.features.tax_returns.gstr1 import Amounts, Table, gstr1, table_of, total_of
from rayafin_desktop.features.tax_returns.gstr3b import Gstr3b, gstr3b, payable
from rayafin_desktop.features.tax_returns.supplies import TaxDocument, TaxLine
from rayafin_desktop.features.tax_returns.vat_return import vat_return

GSTIN, OTHER = "27AAPFU0939F1ZV", "24AAACC1206D1ZM"
DAY = date(2026, 11, 10)


def line(
    minor: int = 100_00, rate: str = "18", category: TaxCategory = TaxCategory.GST, **values: object
) -> TaxLine:
    taxes = values.pop("taxes", {TaxHead.IGST: minor * int(Decimal(rate)) // 100})
    fields: dict[str, object] = {
        "category": category, "rate": Decimal(rate), "hsn": "5201", "unit": "bale",
        "quantity": Decimal(2), "description": "Cotton", "is_service": False, "taxable_minor": minor,
        "taxes": taxes if category.bears_tax else {},
    }  # fmt: skip
    return TaxLine(**(fields | values))  # type: ignore[arg-type]


def document(*lines: TaxLine, **values: object) -> TaxDocument:
    total = sum(one.taxable_minor + one.tax_minor for one in lines)
    fields: dict[str, object] = {
        "id": uuid4(), "number": "INV/1", "day": DAY, "sign": 1, "party_name": "Kaveri", "tax_id": OTHER,
        "country": "IN", "place": "24", "own_state": "27", "total_minor": total,
        "reverse_charge": False, "lines": lines,
    }  # fmt: skip
    return TaxDocument(**(fields | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "table"),
    [
        ({}, Table.B2B),
        ({"sign": -1}, Table.CDNR),
        ({"tax_id": "", "total_minor": 100_000_00}, Table.B2CS),
        ({"tax_id": "", "total_minor": 100_000_01}, Table.B2CL),
        # Up to 31 July 2024 the line was at 2.5 lakh.
        ({"tax_id": "", "total_minor": 250_000_00, "day": date(2024, 7, 31)}, Table.B2CS),
        ({"tax_id": "", "total_minor": 250_000_01, "day": date(2024, 7, 31)}, Table.B2CL),
        ({"tax_id": "", "total_minor": 900_000_00, "place": "27"}, Table.B2CS),
        # A note follows its invoice, whatever its own size.
        ({"tax_id": "", "sign": -1, "original": ("INV/1", DAY, 100_000_01)}, Table.CDNUR),
        ({"tax_id": "", "sign": -1, "original": ("INV/1", DAY, 100_000_00)}, Table.B2CS),
        ({"tax_id": "", "sign": -1}, Table.B2CS),
    ],
)
def test_where_a_document_is_reported(values: dict[str, object], table: Table) -> None:
    assert table_of(document(line(), **values)) is table


@pytest.mark.parametrize(("sign", "table"), [(1, Table.EXPORT), (-1, Table.CDNUR)])
def test_exports_are_listed_apart_even_with_a_tax_number(sign: int, table: Table) -> None:
    export = document(line(category=TaxCategory.GST_EXPORT_UNPAID), place="96", sign=sign, tax_id="X1")
    assert table_of(export) is table


def test_a_note_takes_off_in_sums_and_stays_positive_in_its_own_table() -> None:
    small = {"tax_id": "", "place": "27"}
    halves = {TaxHead.CGST: 9_00, TaxHead.SGST: 9_00}
    found = gstr1(
        [
            document(line(taxes=halves), **small),
            document(line(40_00, taxes={TaxHead.CGST: 3_60, TaxHead.SGST: 3_60}), sign=-1, **small),
            document(line(10_00), sign=-1),
        ]
    )
    assert list(found.b2cs.values()) == [Amounts(60_00, 0, 5_40, 5_40, 0)]
    [note] = found.of(Table.CDNR)
    assert note.amounts == Amounts(10_00, 1_80)
    assert found.total == Amounts(50_00, -1_80, 5_40, 5_40, 0)


def test_untaxed_lines_of_a_taxed_invoice_go_to_table_8_alone() -> None:
    mixed = document(line(), line(70_00, "0", TaxCategory.GST_NIL), line(30_00, "0", TaxCategory.NON_GST))
    found = gstr1([mixed])
    assert [one.amounts.taxable for one in found.of(Table.B2B)] == [100_00]
    assert found.nil == {(True, True): {TaxCategory.GST_NIL: 70_00, TaxCategory.NON_GST: 30_00}}
    assert gstr3b([mixed], []).row("3.1(e)") == Amounts(30_00)


TAXED = st.builds(
    lambda minor, rate, inter, sign, tax_id, total: document(
        line(
            minor,
            str(rate),
            taxes={TaxHead.IGST: minor * rate // 100}
            if inter
            else {TaxHead.CGST: minor * rate // 200, TaxHead.SGST: minor * rate // 200},
        ),
        place="24" if inter else "27",
        sign=sign,
        tax_id=tax_id,
        total_minor=total,
    ),
    st.integers(1, 10**9),
    st.sampled_from([0, 5, 12, 18, 28, 40]),
    st.booleans(),
    st.sampled_from([1, 1, -1]),
    st.sampled_from([OTHER, ""]),
    st.sampled_from([50_000_00, 500_000_00]),
)


@given(st.lists(TAXED, max_size=12))
def test_all_tables_together_are_the_documents_and_gstr_3b(documents: list[TaxDocument]) -> None:
    found, summary = gstr1(documents), gstr3b(documents, [])
    signed = total_of(
        Amounts(
            one.sign * each.taxable_minor,
            one.sign * each.taxes.get(TaxHead.IGST, 0),
            one.sign * each.taxes.get(TaxHead.CGST, 0),
            one.sign * each.taxes.get(TaxHead.SGST, 0),
        )
        for one in documents
        for each in one.lines
    )
    assert found.total == signed == summary.outward
    assert total_of(one.amounts for one in found.hsn.values()) == signed
    behind = total_of(amounts for amounts in summary.documents.get("3.1(a)", {}).values())
    assert behind == summary.row("3.1(a)")
    told = json.loads(as_json(gstn_data(found, GSTIN, DAY, [])), parse_float=Decimal)
    listed = [
        item["itm_det"]["txval"]
        for party in told.get("b2b", [])
        for one in party["inv"]
        for item in one["itms"]
    ]
    assert sum(listed, Decimal(0)) * 100 == sum(one.amounts.taxable for one in found.of(Table.B2B))


AMOUNT = st.integers(0, 10**9)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_credit_pays_in_the_order_of_the_law_and_never_more_than_there_is(
    igst: int, cgst: int, sgst: int, credit_igst: int, credit_cgst: int, credit_sgst: int
) -> None:
    found = Gstr3b(
        rows={
            "3.1(a)": Amounts(0, igst, cgst, sgst),
            "4(A)(5)": Amounts(0, credit_igst, credit_cgst, credit_sgst),
            "3.1(d)": Amounts(100, 7, 0, 0),
        }
    )
    due = payable(found)
    assert due["cgst"].by_sgst == due["sgst"].by_cgst == 0
    used = sum(one.by_igst + one.by_cgst + one.by_sgst for one in due.values())
    assert used <= credit_igst + credit_cgst + credit_sgst
    assert sum(one.by_igst for one in due.values()) == min(credit_igst, igst + cgst + sgst)
    assert all(one.cash >= one.reverse_charge for one in due.values())
    assert sum(one.cash for one in due.values()) == igst + cgst + sgst - used + 7


def test_money_in_json_has_two_decimals_and_is_a_number() -> None:
    assert [money(minor) for minor in (5, -5, 100, 10**17 + 1)] == [
        "0.05",
        "-0.05",
        "1.00",
        "1000000000000000.01",
    ]
    text = as_json({"val": money(10**17 + 1), "name": 'A "B" <c>', "rows": [], "rt": Decimal("0.25")})
    assert json.loads(text, parse_float=Decimal) == {
        "val": Decimal("1000000000000000.01"),
        "name": 'A "B" <c>',
        "rows": [],
        "rt": Decimal("0.25"),
    }


def test_the_sections_of_the_json_are_those_of_the_return() -> None:
    documents = [
        document(line()),
        document(line(), sign=-1),
        document(line(), tax_id="", total_minor=500_000_00),
        document(line(taxes={TaxHead.CGST: 9_00, TaxHead.SGST: 9_00}), tax_id="", place="27"),
        document(line(category=TaxCategory.GST_EXPORT_UNPAID), place="96", tax_id=""),
        document(line(category=TaxCategory.GST_EXPORT_UNPAID), place="96", tax_id="", sign=-1),
        document(line(category=TaxCategory.GST_SEZ_UNPAID)),
        document(line(5_00, "0", TaxCategory.GST_EXEMPT)),
    ]
    issued = [Issued(nature="Invoices for outward supply", first="A1", last="A9", total=9, cancelled=1)]
    data = gstn_data(gstr1(documents), GSTIN, DAY, issued)
    sections = ["gstin", "fp", "b2b", "b2cl", "b2cs", "exp", "cdnr", "cdnur", "nil", "hsn", "doc_issue"]
    assert list(data) == sections
    assert data["fp"] == "112026"
    assert [one["inv_typ"] for party in data["b2b"] for one in party["inv"]] == ["R", "SEWOP"]
    assert data["b2cs"][0]["sply_ty"] == "INTRA"
    assert data["exp"][0]["exp_typ"] == "WOPAY"
    assert data["cdnur"][0]["typ"] == "EXPWOP"
    assert data["nil"]["inv"][0] == {
        "sply_ty": "INTRB2B", "nil_amt": "0.00", "expt_amt": "5.00", "ngsup_amt": "0.00",
    }  # fmt: skip
    assert data["doc_issue"]["doc_det"][0]["docs"][0]["net_issue"] == 8


def test_blocked_credit_is_claimed_and_reversed_and_reverse_charge_nets_out() -> None:
    bought = [
        document(line(taxes={TaxHead.CGST: 9_00, TaxHead.SGST: 9_00})),
        document(line(50_00, is_creditable=False, taxes={TaxHead.IGST: 9_00})),
        document(line(1000_00, "5", TaxCategory.GST_REVERSE_CHARGE, own={TaxHead.IGST: 50_00}, taxes={})),
        document(
            line(
                200_00,
                "18",
                TaxCategory.GST_REVERSE_CHARGE,
                own={TaxHead.IGST: 36_00},
                taxes={},
                is_service=True,
            ),
            country="US",
        ),
        document(line(20_00, taxes={TaxHead.CGST: 1_80, TaxHead.SGST: 1_80}), sign=-1),
    ]
    found = gstr3b([], bought)
    assert found.row("3.1(d)") == Amounts(1200_00, 86_00)
    assert found.row("4(A)(2)").igst == 36_00
    assert found.row("4(A)(3)").igst == 50_00
    assert found.row("4(A)(5)") == Amounts(130_00, 9_00, 7_20, 7_20)
    assert found.row("4(B)(1)").igst == 9_00
    assert found.net_credit == Amounts(found.net_credit.taxable, 86_00, 7_20, 7_20)


def test_the_boxes_of_a_vat_return() -> None:
    vat = {TaxHead.VAT: 20_00}
    sold = [
        document(line(rate="20", category=TaxCategory.STANDARD, taxes=vat)),
        document(line(50_00, "0", TaxCategory.INTRA_COMMUNITY)),
        document(line(30_00, "0", TaxCategory.EXPORT)),
        document(line(10_00, "20", TaxCategory.STANDARD, taxes={TaxHead.VAT: 2_00}), sign=-1),
        document(line(99_00, "0", TaxCategory.OUT_OF_SCOPE)),
    ]
    bought = [
        document(line(rate="20", category=TaxCategory.STANDARD, taxes=vat)),
        document(line(40_00, "20", TaxCategory.INTRA_COMMUNITY, own={TaxHead.VAT: 8_00})),
        document(line(60_00, "20", TaxCategory.REVERSE_CHARGE, own={TaxHead.VAT: 12_00}, is_service=True)),
        document(line(5_00, "20", TaxCategory.STANDARD, taxes={TaxHead.VAT: 1_00}, is_creditable=False)),
    ]
    found = vat_return(sold, bought)
    assert [found.box(str(n)) for n in range(1, 10)] == [
        30_00, 8_00, 38_00, 40_00, -2_00, 170_00, 205_00, 50_00, 40_00,
    ]  # fmt: skip
    for box in ("1", "2", "4", "6", "7", "8", "9"):
        assert sum(found.documents[box].values()) == found.box(box)


# --- real documents


def _minor(value: object) -> int:
    return int((Decimal(str(value)) * 100).to_integral_value())


def test_gst_cases_of_the_corpus_add_up_in_their_tables(corpus: Path) -> None:
    cases = json.loads((corpus / "gst-india" / "test_e_invoice.json").read_text())
    known = {one["hsn_code"] for one in json.loads((corpus / "gst-india" / "hsn_codes.json").read_text())}
    seen: set[Table] = set()
    for case in cases.values():
        asked = case.get("request_data")
        if not isinstance(asked, dict) or "ItemList" not in asked:
            continue
        export = asked["TranDtls"]["SupTyp"] == "EXPWOP"
        lines = [
            TaxLine(
                category=TaxCategory.GST_EXPORT_UNPAID if export else TaxCategory.GST,
                rate=Decimal(str(item["GstRt"])),
                hsn=item["HsnCd"],
                unit=item["Unit"],
                quantity=Decimal(str(item["Qty"])),
                description=item["PrdDesc"],
                is_service=item["IsServc"] == "Y",
                taxable_minor=_minor(item["AssAmt"]),
                taxes={
                    TaxHead.IGST: _minor(item["IgstAmt"]),
                    TaxHead.CGST: _minor(item["CgstAmt"]),
                    TaxHead.SGST: _minor(item["SgstAmt"]),
                },
            )
            for item in asked["ItemList"]
        ]
        buyer, values = asked["BuyerDtls"], asked["ValDtls"]
        one = document(
            *lines,
            tax_id="" if buyer["Gstin"] == "URP" else buyer["Gstin"],
            place=buyer["Pos"],
            own_state=asked["SellerDtls"]["Gstin"][:2],
            sign=-1 if asked["DocDtls"]["Typ"] == "CRN" else 1,
            total_minor=_minor(values["TotInvVal"]),
        )
        found = gstr1([one])
        [listed] = found.listed
        seen.add(listed.table)
        assert listed.amounts == Amounts(
            _minor(values["AssVal"]),
            _minor(values["IgstVal"]),
            _minor(values["CgstVal"]),
            _minor(values["SgstVal"]),
        )
        assert all(key.hsn in known or key.hsn[:4] in known for key in found.hsn)
    assert seen == {Table.B2B, Table.CDNR, Table.EXPORT}


def test_vat_of_real_invoices_lands_in_its_boxes(corpus: Path) -> None:
    """The breakdown of each EN 16931 example, by category, sums to the boxes."""
    from xml.etree import ElementTree as ET

    cac = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
    cbc = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
    checked = 0
    for path in sorted((corpus / "einvoice" / "en16931").rglob("*.xml")):
        try:
            root = ET.parse(path).getroot()  # noqa: S314 - test data of a standards body
        except ET.ParseError:
            continue
        total = root.find(f"{cac}TaxTotal")
        if not root.tag.endswith("Invoice") or total is None or total.find(f"{cac}TaxSubtotal") is None:
            continue
        lines = []
        for part in total.iter(f"{cac}TaxSubtotal"):
            kind = part.find(f"{cac}TaxCategory")
            code = None if kind is None else kind.findtext(f"{cbc}ID")
            if kind is None or code not in set(TaxCategory):
                break
            vat = _minor(part.findtext(f"{cbc}TaxAmount"))
            taxable = _minor(part.findtext(f"{cbc}TaxableAmount"))
            rate = kind.findtext(f"{cbc}Percent") or "0"
            lines.append(line(taxable, rate, TaxCategory(code), taxes={TaxHead.VAT: vat} if vat else {}))
        else:
            found = vat_return([document(*lines)], [])
            in_scope = [one for one in lines if one.category is not TaxCategory.OUT_OF_SCOPE]
            assert found.box("1") == sum(one.tax_minor for one in in_scope)
            assert found.box("6") == sum(one.taxable_minor for one in in_scope)
            of_k = [one for one in lines if one.category is TaxCategory.INTRA_COMMUNITY]
            assert found.box("8") == sum(one.taxable_minor for one in of_k)
            checked += 1
    assert checked >= 10
