"""The returns as reports: rows that drill to documents, and a difference to the ledger that reads zero."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from rayafin_desktop.base.dates import last_day_of_month
from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.report import (
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
)
from rayafin_desktop.engine.work import Read

from ..companies.gst_states import STATES
from ..companies.queries import company_detail
from ..companies.reporting import company_report, period_text
from ..tax.categories import TaxCategory
from .gstn import as_json, gstn_data
from .gstr1 import Amounts, Gstr1, Listed, Table, gstr1, total_of
from .gstr3b import ROWS, Gstr3b, gstr3b, payable
from .issued import documents_issued
from .proof import Moved, input_tax, output_tax, reverse_charge_tax, vat_moved
from .supplies import TaxDocument, inward, outward
from .vat_return import BOXES, Worth, vat_return

DETAIL = ReportOption("detail", "Show", (("", "The return"), ("documents", "With the documents behind")))
SHAPE = ReportOption("shape", "JSON", (("", "As this report"), ("gstn", "As the GSTN's tools read it")))

TITLES = {
    Table.B2B: "4, 6B, 6C. To registered persons (B2B)",
    Table.B2CL: "5. Large, between states, to unregistered persons (B2C large)",
    Table.EXPORT: "6A. Exports",
    Table.CDNR: "9B. Credit notes to registered persons",
    Table.CDNUR: "9B. Credit notes to unregistered persons",
}
UNTAXED = {
    TaxCategory.GST_NIL: "Nil rated",
    TaxCategory.GST_EXEMPT: "Exempted",
    TaxCategory.NON_GST: "Non-GST",
}


def period(read: Read, first: date | None, last: date | None) -> tuple[date, date]:
    """The days asked for; without them the last full month. RuleBroken for a period backwards."""
    if last is None:
        month_end = read.today.replace(day=1) - timedelta(days=1)
        last = month_end if first is None else last_day_of_month(first.year, first.month)
    first = first or last.replace(day=1)
    if first > last:
        raise RuleBroken([Problem("tax_return.backwards", "last")])
    return first, last


def _place(code: str) -> str:
    return f"{code} {STATES[code]}" if code in STATES else code


def _cells(one: Amounts, sign: int = 1) -> tuple[int | None, ...]:
    parts = (one.taxable, one.igst, one.cgst, one.sgst, one.cess)
    return tuple(sign * minor or None for minor in parts)


def _column(key: str, title: str) -> ReportColumn:
    return ReportColumn(key=key, title=title, kind="money")


_TAX_COLUMNS = (
    _column("taxable", "Taxable"),
    _column("igst", "IGST"),
    _column("cgst", "CGST"),
    _column("sgst", "SGST/UTGST"),
    _column("cess", "Cess"),
)

# --- GSTR-1


def gstr1_report(
    read: Read, *, first: date | None = None, last: date | None = None, shape: str = ""
) -> ReportTable:
    """GSTR-1 of a period, by default the last full month."""
    first, last = period(read, first, last)
    found = gstr1(outward(read, first, last))
    issued = documents_issued(read, first, last)
    rows: list[ReportRow] = []
    for table in (Table.B2B, Table.B2CL):
        rows += _listed_rows(TITLES[table], found.of(table), 1)
    rows += _b2cs_rows(found)
    rows += _listed_rows(TITLES[Table.EXPORT], found.of(Table.EXPORT), 1)
    rows += _nil_rows(found)
    for table in (Table.CDNR, Table.CDNUR):
        rows += _listed_rows(TITLES[table], found.of(table), -1)
    total = found.total
    rows.append(
        _gstr1_row("Total of the return", total=total.taxable + total.tax, cells=_cells(total), kind="total")
    )
    rows += _hsn_rows(found)
    if issued:
        rows.append(_section("13. Documents issued"))
    for one in issued:
        says = f"{one.total} issued, {one.cancelled} cancelled, net {one.net}"
        rows.append(_gstr1_row(f"{one.nature}: {one.first} – {one.last}", note=says))
    booked = output_tax(read, first, last)
    remarks = list(_other_remark(booked))
    if found.left_out:
        remarks.append(f"{len(found.left_out)} documents are no supply under GST and are left out.")
    company = company_detail(read)
    return company_report(
        read,
        title="GSTR-1",
        subtitle=f"{period_text(read, first, last)} · GSTIN {company.tax_id or '–'}",
        columns=(
            ReportColumn(key="what", title="Document", grows=True),
            ReportColumn(key="tax_id", title="GSTIN", kind="code"),
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="note", title="Place"),
            ReportColumn(key="rate", title="Rate", kind="percent"),
            _column("value", "Value"),
            *_TAX_COLUMNS,
        ),
        rows=rows,
        parameters=as_parameters(first=first, last=last),
        remarks=remarks,
        difference_minor=_apart(booked.from_documents, total),
        landscape=True,
        data=(lambda: as_json(gstn_data(found, company.tax_id, last, issued))) if shape == "gstn" else None,
    )


def _apart(booked: Amounts, said: Amounts) -> int:
    """How far a return is from the ledger: no head may hide another's difference."""
    pairs = (
        (booked.igst, said.igst),
        (booked.cgst, said.cgst),
        (booked.sgst, said.sgst),
        (booked.cess, said.cess),
    )
    return sum(abs(a - b) for a, b in pairs)


def _other_remark(booked: Moved) -> list[str]:
    if not booked.other:
        return []
    return ["Entries without a document on the tax accounts (payments, set-offs) are in no table."]


def _section(title: str) -> ReportRow:
    return ReportRow(values=(title, *[None] * 10), kind="section")


def _gstr1_row(
    what: str,
    *,
    tax_id: str | None = None,
    day: date | None = None,
    note: str | None = None,
    rate: Decimal | None = None,
    total: int | None = None,
    cells: tuple[int | None, ...] = (None,) * 5,
    **values: Any,
) -> ReportRow:
    values.setdefault("indent", 1 if values.get("kind", "line") == "line" else 0)
    return ReportRow(values=(what, tax_id, day, note, rate, total, *cells), **values)


def _listed_rows(title: str, listed: list[Listed], sign: int) -> list[ReportRow]:
    if not listed:
        return []
    rows = [_section(title)]
    for one in listed:
        document = one.document
        for n, (rate, amounts) in enumerate(one.rates.items()):
            rows.append(
                _gstr1_row(
                    f"{document.number} {document.party_name}" if n == 0 else document.number,
                    tax_id=document.tax_id if n == 0 else None,
                    day=document.day,
                    note=_place(document.place),
                    rate=rate,
                    total=sign * document.total_minor if n == 0 else None,
                    cells=_cells(amounts, sign),
                    about=("invoice", document.id),
                )
            )
    total = total_of(one.amounts for one in listed)
    value = sign * sum(one.document.total_minor for one in listed)
    rows.append(_gstr1_row(title, total=value, cells=_cells(total, sign), kind="subtotal"))
    return rows


def _b2cs_rows(found: Gstr1) -> list[ReportRow]:
    if not found.b2cs:
        return []
    title = "7. Other supplies to unregistered persons (B2C others)"
    rows = [_section(title)]
    for (place, rate, _), amounts in sorted(found.b2cs.items()):
        rows.append(
            _gstr1_row(
                _place(place),
                note=_place(place),
                rate=rate,
                total=amounts.taxable + amounts.tax,
                cells=_cells(amounts),
            )
        )
    total = total_of(found.b2cs.values())
    rows.append(_gstr1_row(title, total=total.taxable + total.tax, cells=_cells(total), kind="subtotal"))
    return rows


def _nil_rows(found: Gstr1) -> list[ReportRow]:
    if not found.nil:
        return []
    rows = [_section("8. Nil rated, exempted and non-GST supplies")]
    for (is_inter_state, is_registered), kinds in sorted(found.nil.items(), reverse=True):
        where = "between states" if is_inter_state else "within the state"
        who = "registered" if is_registered else "unregistered"
        for category, minor in sorted(kinds.items()):
            what = f"{UNTAXED[category]}, {where}, to {who} persons"
            rows.append(_gstr1_row(what, total=minor, cells=_cells(Amounts(taxable=minor))))
    return rows


def _hsn_rows(found: Gstr1) -> list[ReportRow]:
    rows: list[ReportRow] = []
    for is_b2b, title in ((True, "12. HSN summary, B2B"), (False, "12. HSN summary, B2C")):
        some = sorted(
            ((key, one) for key, one in found.hsn.items() if key.is_b2b is is_b2b),
            key=lambda pair: (pair[0].hsn, pair[0].rate, pair[0].unit),
        )
        if not some:
            continue
        rows.append(_section(title))
        rows += [
            _gstr1_row(
                f"{key.hsn or 'No HSN'} {one.description}",
                note=f"{plain(one.quantity)} {key.unit}",
                rate=key.rate,
                total=one.total,
                cells=_cells(one.amounts),
            )
            for key, one in some
        ]
        total = total_of(one.amounts for _, one in some)
        value = sum(one.total for _, one in some)
        rows.append(_gstr1_row(title, total=value, cells=_cells(total), kind="subtotal"))
    return rows


# --- GSTR-3B


def gstr3b_report(
    read: Read, *, first: date | None = None, last: date | None = None, detail: str = ""
) -> ReportTable:
    """GSTR-3B of a period, by default the last full month."""
    first, last = period(read, first, last)
    found = gstr3b(outward(read, first, last), inward(read, first, last))
    with_documents = detail == "documents"
    rows: list[ReportRow] = []

    def add(code: str, what: str, cells: tuple[int | None, ...], **values: Any) -> None:
        rows.append(ReportRow(values=(code, what, *cells), **values))

    def part(title: str) -> None:
        add("", title, (None,) * 5, kind="section")

    part("3.1 Supplies")
    for code, title in ROWS.items():
        if code == "4(A)(1)":
            _unregistered_rows(found, rows)
            part("4 Input tax credit")
        if code == "4(B)(1)":
            add("4(A)", "Credit available", _cells(found.available), kind="subtotal")
        add(code, title, _cells(found.row(code)), indent=1)
        if with_documents:
            rows += _document_rows(code, found)
    add("4(C)", "Net credit", _cells(found.net_credit), kind="subtotal")
    part("6.1 Payment of tax")
    due = payable(found)

    def by_head(name: str) -> tuple[int | None, ...]:
        return (None, *(getattr(due[head], name) or None for head in ("igst", "cgst", "sgst", "cess")))

    for code, title, name in (
        ("6.1", "Tax payable", "owed"),
        ("", "Paid through IGST credit", "by_igst"),
        ("", "Paid through CGST credit", "by_cgst"),
        ("", "Paid through SGST credit", "by_sgst"),
        ("", "Paid through cess credit", "by_cess"),
        ("6.1", "Tax under reverse charge", "reverse_charge"),
    ):
        add(code, title, by_head(name), indent=1)
    add("", "To be paid in cash", by_head("cash"), kind="total")

    part("Proof against the ledger")
    difference = 0
    remarks: list[str] = []
    for title, booked, said in (
        ("Output tax", output_tax(read, first, last), found.outward),
        ("Reverse charge", reverse_charge_tax(read, first, last), found.row("3.1(d)")),
        ("Input tax", input_tax(read, first, last), found.net_credit),
    ):
        add("", f"{title} in the ledger", _cells(_taxes(booked.from_documents)), indent=1)
        apart = _taxes(booked.from_documents) + -_taxes(said)
        add("", f"{title}: difference", (None, apart.igst, apart.cgst, apart.sgst, apart.cess), indent=1)
        difference += _apart(booked.from_documents, said)
        remarks += _other_remark(booked)
    company = company_detail(read)
    return company_report(
        read,
        title="GSTR-3B",
        subtitle=f"{period_text(read, first, last)} · GSTIN {company.tax_id or '–'}",
        columns=(
            ReportColumn(key="row", title="Row", kind="code"),
            ReportColumn(key="what", title="Supplies", grows=True),
            *_TAX_COLUMNS,
        ),
        rows=rows,
        parameters=as_parameters(first=first, last=last),
        remarks=(
            *dict.fromkeys(remarks),
            "Credit brought forward and reversals under rules 42 and 43 are entered on the portal.",
        ),
        difference_minor=difference,
        landscape=True,
    )


def _taxes(one: Amounts) -> Amounts:
    return Amounts(0, one.igst, one.cgst, one.sgst, one.cess)


def _unregistered_rows(found: Gstr3b, rows: list[ReportRow]) -> None:
    if not found.unregistered:
        return
    title = "3.2 To unregistered, other states"
    rows.append(ReportRow(values=("", title, *[None] * 5), kind="section"))
    rows += [
        ReportRow(values=("3.2", _place(place), amounts.taxable, amounts.igst, None, None, None), indent=1)
        for place, amounts in sorted(found.unregistered.items())
    ]


def _document_rows(code: str, found: Gstr3b) -> list[ReportRow]:
    kind = "bill" if code.startswith("4") or code == "3.1(d)" else "invoice"
    return [
        ReportRow(
            values=(None, f"{document.number} {document.party_name}", *_cells(amounts)),
            indent=2,
            about=(kind, document.id),
        )
        for document, amounts in found.documents.get(code, {}).items()
    ]


# --- VAT return


def vat_return_report(
    read: Read, *, first: date | None = None, last: date | None = None, detail: str = ""
) -> ReportTable:
    """The VAT return of a period, by default the last full month; a quarter by its days."""
    first, last = period(read, first, last)
    sold, bought = outward(read, first, last), inward(read, first, last)
    found = vat_return(sold, bought)
    rows: list[ReportRow] = []
    sales = {document.id for document in sold}
    for number, title in BOXES.items():
        amount = found.box(number)
        values = (None, amount) if int(number) <= 5 else (amount, None)
        kind = "subtotal" if number in ("3", "5") else "line"
        rows.append(
            ReportRow(values=(number, title, *values), kind="subtotal" if kind == "subtotal" else "line")
        )
        if detail == "documents":
            rows += _box_rows(found.documents.get(number, {}), sales, in_vat=int(number) <= 5)
    rows += _breakdown("Sales by rate", found.sales)
    rows += _breakdown("Purchases by rate", found.purchases)
    if found.reverse_charge != Worth():
        worth = found.reverse_charge
        rows.append(
            ReportRow(values=(None, "Self-assessed under reverse charge", worth.taxable, worth.vat), indent=1)
        )
    owed, claimed = vat_moved(read, first, last)
    rows.append(ReportRow(values=("", "Proof against the ledger", None, None), kind="section"))
    for title, booked, said in (
        ("VAT due", owed, found.box("3")),
        ("VAT reclaimed", claimed, found.box("4")),
    ):
        rows.append(ReportRow(values=(None, f"{title} in the ledger", None, booked), indent=1))
        rows.append(ReportRow(values=(None, f"{title}: difference", None, booked - said), indent=1))
    company = company_detail(read)
    return company_report(
        read,
        title="VAT return",
        subtitle=f"{period_text(read, first, last)} · {company.tax_label} {company.tax_id or '–'}",
        columns=(
            ReportColumn(key="box", title="Box", kind="code"),
            ReportColumn(key="what", title="What", grows=True),
            _column("value", "Value excl. VAT"),
            _column("vat", "VAT"),
        ),
        rows=rows,
        parameters=as_parameters(first=first, last=last),
        difference_minor=abs(owed - found.box("3")) + abs(claimed - found.box("4")),
    )


def _box_rows(documents: Mapping[TaxDocument, int], sales: set[Any], *, in_vat: bool) -> list[ReportRow]:
    return [
        ReportRow(
            values=(
                None, f"{document.number} {document.party_name}", None if in_vat else minor,
                minor if in_vat else None,
            ),
            indent=2,
            about=("invoice" if document.id in sales else "bill", document.id),
        )
        for document, minor in documents.items()
    ]  # fmt: skip


def _breakdown(title: str, sums: Mapping[tuple[TaxCategory, Decimal], Any]) -> list[ReportRow]:
    if not sums:
        return []
    rows = [ReportRow(values=("", title, None, None), kind="section")]
    for (category, rate), worth in sorted(sums.items()):
        what = f"{category.value} {plain(rate)}%" if category.has_rate else category.value
        rows.append(ReportRow(values=(None, what, worth.taxable, worth.vat), indent=1))
    return rows


_report = partial(Report, permission="tax_return.see", group="Tax", kinds=("invoice", "bill", "entry"))
REPORTS = (
    _report(
        name="gstr-1",
        title="GSTR-1",
        run=gstr1_report,
        purpose="Outward supplies of a month or quarter in the tables of the return.",
        options=(SHAPE,),
    ),
    _report(
        name="gstr-3b",
        title="GSTR-3B",
        run=gstr3b_report,
        purpose="Tax owed, credit claimed and what is to be paid, in the rows of the return.",
        options=(DETAIL,),
    ),
    _report(
        name="vat-return",
        title="VAT return",
        run=vat_return_report,
        purpose="The nine boxes of a VAT return, with the documents behind each.",
        options=(DETAIL,),
    ),
)
