"""GSTR-1 as data in the shape the GSTN's offline tools use; our own model, amounts exact to two decimals.

Field names follow the public GSTR-1 schema (`b2b`, `b2cl`, `b2cs`, `exp`, `cdnr`, `cdnur`, `nil`, `hsn`,
`doc_issue`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from ..tax.categories import TaxCategory
from .gstr1 import Amounts, Gstr1, Listed, Table, is_sez, with_payment
from .supplies import TaxDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Numbers given out in the period (table 13): one series of one kind of document."""

    nature: str
    first: str
    last: str
    total: int
    cancelled: int

    @property
    def net(self) -> int:
        return self.total - self.cancelled


class Money(str):
    """An exact amount, written into JSON as a number with two decimals."""

    __slots__ = ()


def money(minor: int) -> Money:
    """Paise as rupees with two decimals.

    >>> money(-123450)
    '-1234.50'
    """
    sign, whole = ("-" if minor < 0 else ""), abs(minor)
    return Money(f"{sign}{whole // 100}.{whole % 100:02d}")


def as_json(value: Any, indent: str = "") -> str:
    """JSON text in which `Money` and Decimals are numbers with all their decimals (no binary floats)."""
    import json

    deeper = indent + " "
    if isinstance(value, Money):
        return str.__str__(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        parts = (f"{deeper}{json.dumps(str(key))}: {as_json(one, deeper)}" for key, one in value.items())
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        return "[\n" + ",\n".join(f"{deeper}{as_json(one, deeper)}" for one in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def gstn_data(found: Gstr1, gstin: str, last: date, issued: Sequence[Issued]) -> dict[str, Any]:
    """The whole return; sections without rows are left out."""
    data: dict[str, Any] = {"gstin": gstin, "fp": f"{last:%m%Y}"}
    sections: dict[str, Any] = {
        "b2b": _by_party(found.of(Table.B2B), "inv", _invoice),
        "b2cl": _by_place(found.of(Table.B2CL)),
        "b2cs": [_b2cs(key, amounts) for key, amounts in sorted(found.b2cs.items()) if amounts],
        "exp": _exports(found.of(Table.EXPORT)),
        "cdnr": _by_party(found.of(Table.CDNR), "nt", _note),
        "cdnur": [_unregistered_note(one) for one in found.of(Table.CDNUR)],
        "nil": {"inv": _nil(found)} if found.nil else {},
        "hsn": _hsn(found),
        "doc_issue": {"doc_det": [_issued(n, one) for n, one in enumerate(issued, start=1)]}
        if issued
        else {},
    }
    return data | {name: rows for name, rows in sections.items() if rows}


def _items(rates: Mapping[Decimal, Amounts]) -> list[dict[str, Any]]:
    return [
        {"num": n, "itm_det": {"rt": rate, **_columns(amounts)}}
        for n, (rate, amounts) in enumerate(rates.items(), start=1)
    ]


def _columns(one: Amounts) -> dict[str, Money]:
    return {
        "txval": money(one.taxable),
        "iamt": money(one.igst),
        "camt": money(one.cgst),
        "samt": money(one.sgst),
        "csamt": money(one.cess),
    }


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _kind(document: TaxDocument) -> str:
    if is_sez(document):
        return "SEWP" if with_payment(document) else "SEWOP"
    return "R"


def _invoice(one: Listed) -> dict[str, Any]:
    document = one.document
    return {
        "inum": document.number,
        "idt": _day(document.day),
        "val": money(document.total_minor),
        "pos": document.place,
        "rchrg": "Y" if document.reverse_charge else "N",
        "inv_typ": _kind(document),
        "itms": _items(one.rates),
    }


def _note(one: Listed) -> dict[str, Any]:
    document = one.document
    return {
        "ntty": "C",
        "nt_num": document.number,
        "nt_dt": _day(document.day),
        "val": money(document.total_minor),
        "pos": document.place,
        "rchrg": "Y" if document.reverse_charge else "N",
        "inv_typ": _kind(document),
        "itms": _items(one.rates),
    }


def _unregistered_note(one: Listed) -> dict[str, Any]:
    is_export = one.document.place == "96"
    kind = ("EXPWP" if with_payment(one.document) else "EXPWOP") if is_export else "B2CL"
    return {
        "typ": kind,
        **{key: value for key, value in _note(one).items() if key not in ("rchrg", "inv_typ")},
    }


def _by_party(listed: Sequence[Listed], name: str, row: Any) -> list[dict[str, Any]]:
    ordered = sorted(listed, key=lambda one: one.document.tax_id)
    return [
        {"ctin": tax_id, name: [row(one) for one in some]}
        for tax_id, some in groupby(ordered, key=lambda one: one.document.tax_id)
    ]


def _by_place(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    ordered = sorted(listed, key=lambda one: one.document.place)
    return [
        {
            "pos": place,
            "inv": [
                {
                    "inum": one.document.number,
                    "idt": _day(one.document.day),
                    "val": money(one.document.total_minor),
                    "itms": _items(one.rates),
                }
                for one in some
            ],
        }
        for place, some in groupby(ordered, key=lambda one: one.document.place)
    ]


def _b2cs(key: tuple[str, Decimal, bool], amounts: Amounts) -> dict[str, Any]:
    place, rate, is_inter_state = key
    kind = "INTER" if is_inter_state else "INTRA"
    return {"sply_ty": kind, "pos": place, "typ": "OE", "rt": rate, **_columns(amounts)}


def _exports(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    found = []
    for kind, paid in (("WPAY", True), ("WOPAY", False)):
        rows = [
            {
                "inum": one.document.number,
                "idt": _day(one.document.day),
                "val": money(one.document.total_minor),
                "itms": [
                    {"rt": rate, "txval": money(a.taxable), "iamt": money(a.igst), "csamt": money(a.cess)}
                    for rate, a in one.rates.items()
                ],
            }
            for one in listed
            if with_payment(one.document) is paid
        ]
        if rows:
            found.append({"exp_typ": kind, "inv": rows})
    return found


def _nil(found: Gstr1) -> list[dict[str, Any]]:
    rows = []
    for (is_inter_state, is_registered), kinds in sorted(found.nil.items(), reverse=True):
        name = f"{'INTR' if is_inter_state else 'INTRA'}{'B2B' if is_registered else 'B2C'}"
        rows.append(
            {
                "sply_ty": name,
                "nil_amt": money(kinds.get(TaxCategory.GST_NIL, 0)),
                "expt_amt": money(kinds.get(TaxCategory.GST_EXEMPT, 0)),
                "ngsup_amt": money(kinds.get(TaxCategory.NON_GST, 0)),
            }
        )
    return rows


def _hsn(found: Gstr1) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for name, is_b2b in (("hsn_b2b", True), ("hsn_b2c", False)):
        rows = [
            {
                "num": n,
                "hsn_sc": key.hsn,
                "desc": one.description[:30],
                "uqc": key.unit or "OTH",
                "qty": one.quantity,
                "rt": key.rate,
                **_columns(one.amounts),
            }
            for n, (key, one) in enumerate(
                sorted(
                    ((key, one) for key, one in found.hsn.items() if key.is_b2b is is_b2b),
                    key=lambda pair: (pair[0].hsn, pair[0].rate, pair[0].unit),
                ),
                start=1,
            )
        ]
        if rows:
            parts[name] = rows
    return parts


def _issued(n: int, one: Issued) -> dict[str, Any]:
    document = {
        "num": 1,
        "from": one.first,
        "to": one.last,
        "totnum": one.total,
        "cancel": one.cancelled,
        "net_issue": one.net,
    }
    return {"doc_num": n, "doc_typ": one.nature, "docs": [document]}
