"""PDF: invoices printed by the program, and the same texts set on a bare canvas in the same font."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice

from reportlab.pdfgen.canvas import Canvas

from rayafin_desktop.features.billing.document import invoice_paper
from rayafin_desktop.paper.fonts import font_book
from rayafin_desktop.paper.invoice import render_invoice, render_invoices
from rayafin_desktop.paper.invoice_paper import InvoicePaper
from rayafin_desktop.paper.page import A4

from .figures import Figure
from .stage import Stage
from .timing import elapsed, in_turns, median, median_of

SINGLES, PAGES = 20, 200
"""Documents of their own, and pages of the batch."""


def pdf(stage: Stage) -> Iterator[Figure]:
    """One invoice as a document, and many in one document, per page."""
    office = stage.office
    with office.app.read(office.owner) as read:
        papers = [invoice_paper(read, id_) for id_, *_ in islice(office.invoices, PAGES)]
    render_invoice(papers[0])  # loads the fonts
    ours, floors = in_turns(
        (lambda p=paper: render_invoice(p), lambda p=paper: _bare([p]))  # type: ignore[misc]
        for paper in papers[:SINGLES]
    )
    yield Figure(
        name="PDF, one invoice", value=median(ours.wall), unit="ms", floor=median(floors.wall), goal=1.3
    )
    batch = median_of(lambda: render_invoices(papers), times=3) / len(papers)
    bare = median_of(lambda: _bare(papers), times=3) / len(papers)
    yield Figure(name=f"PDF, page of a batch of {len(papers)}", value=batch, unit="ms", floor=bare, goal=1.3)
    with office.app.read(office.owner) as read:
        reading = elapsed(lambda: [invoice_paper(read, id_) for id_, *_ in office.invoices[:SINGLES]])
    yield Figure(name="PDF, reading what it shows", value=reading / SINGLES, unit="ms")


def _bare(papers: Sequence[InvoicePaper]) -> bytes:
    """The texts of the papers at fixed places, nothing measured, nothing wrapped."""
    regular, bold = font_book().main("Regular").name, font_book().main("Bold").name
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1, initialFontName=regular)
    for paper in papers:
        canvas.setFont(bold, 18)
        canvas.drawString(42, 790, paper.seller.name)
        canvas.drawRightString(553, 790, f"{paper.title} {paper.number}")
        canvas.setFont(regular, 9)
        facts = (*paper.seller.address, paper.seller.tax_id, paper.buyer.name, *paper.buyer.address)
        for place, text in enumerate(facts):
            canvas.drawString(42, 770 - 12 * place, text)
        canvas.drawRightString(553, 770, paper.issued_on.isoformat())
        y = 620.0
        for place, text in enumerate(("Item", "Quantity", "Price", "Tax", "Amount")):
            canvas.drawString(42 + 110 * place, y, text)
        for line in paper.lines:
            y -= 18
            canvas.drawString(42, y, line.description)
            canvas.drawRightString(330, y, str(line.quantity))
            canvas.drawRightString(400, y, str(line.unit_price))
            canvas.drawRightString(450, y, line.tax)
            canvas.drawRightString(553, y, paper.money(line.net_minor))
            canvas.line(42, y - 5, 553, y - 5)
        for label, minor in (
            ("Net", paper.net_minor),
            ("Tax", paper.tax_minor),
            ("Total", paper.total_minor),
        ):
            y -= 16
            canvas.drawRightString(450, y, label)
            canvas.drawRightString(553, y, paper.money(minor))
        canvas.setFont(regular, 8)
        canvas.drawCentredString(297, 40, paper.terms or paper.seller.name)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
