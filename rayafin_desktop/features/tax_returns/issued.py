"""Table 13 of GSTR-1: the numbers given out in a period, by series."""

from __future__ import annotations

from datetime import date

from sqlalchemy import case, func, select

from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..purchases.model import PurchaseDocument, PurchaseKind
from .gstn import Issued

NATURES = {
    DocumentKind.INVOICE: "Invoices for outward supply",
    DocumentKind.CREDIT_NOTE: "Credit notes",
    PurchaseKind.DEBIT_NOTE: "Debit notes",
}


def documents_issued(read: Read, first: date, last: date) -> list[Issued]:
    """Numbers of the period with the first and the last of each series; a void one is cancelled."""
    read.actor.require("tax_return.see")
    found: list[Issued] = []
    d, b = SalesDocument.c, PurchaseDocument.c
    for c, day, kinds in (
        (d, d.issued_on, (DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE)),
        (b, b.booked_on, (PurchaseKind.DEBIT_NOTE,)),
    ):
        numbered = (
            c.company_id == read.company_id,
            c.kind.in_(kinds),
            c.state != DocumentState.DRAFT,
            day.between(first, last),
        )
        void = func.sum(case((c.state == DocumentState.VOID, 1), else_=0))
        groups = read.fetch(
            select(
                c.kind, c.series_id, c.series_year, func.count().label("total"), void.label("void"),
                func.min(c.series_n).label("least"), func.max(c.series_n).label("most"),
                func.min(c.number).label("first_number"), func.max(c.number).label("last_number"),
            )
            .where(*numbered)
            .group_by(c.kind, c.series_id, c.series_year)
            .order_by(c.kind.desc(), func.min(c.number))
        )  # fmt: skip
        for row in groups:
            ends = {}
            if row.series_id is not None and row.least is not None:
                of_series = (c.series_id == row.series_id, c.series_year == row.series_year)
                ends = {
                    one.series_n: one.number
                    for one in read.fetch(
                        select(c.series_n, c.number).where(
                            *numbered, *of_series, c.kind == row.kind, c.series_n.in_((row.least, row.most))
                        )
                    )
                }
            found.append(
                Issued(
                    nature=NATURES[row.kind],
                    first=ends.get(row.least, row.first_number),
                    last=ends.get(row.most, row.last_number),
                    total=int(row.total),
                    cancelled=int(row.void or 0),
                )
            )
    return found
