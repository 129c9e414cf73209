"""Whole documents, rendered and read back."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.formats import format_minor, number_style, parse_decimal
from rayafin_desktop.paper.invoice import Charge, InvoiceLine, InvoicePaper, render_invoice, render_invoices
from rayafin_desktop.paper.letterhead import Contact, Status
from rayafin_desktop.paper.page import LETTER
from rayafin_desktop.paper.receipt import Allocation, ReceiptPaper, render_receipt
from rayafin_desktop.paper.report import TablePaper, render_table
from rayafin_desktop.paper.tables import Column, Row
from rayafin_desktop.paper.wording import LANGUAGES, Wording, wording
from tests.paper.papers import (
    dubai,
    hindi,
    interstate,
    long_invoice,
    page_images,
    page_texts,
    rayafin,
    reverse_charge,
    tehran,
    within_state,
)

INDIA = number_style("en_IN")


def test_the_golden_invoice_shows_every_figure() -> None:
    (text,) = page_texts(render_invoice(interstate()))
    for figure in ("3,41,400.00", "22,48,250.00", "18,500.00", "26,08,150.00", "1,29,482.50", "2,220.00"):
        assert figure in text
    for words in (
        "₹27,39,853.00",
        "INV-26-01044",
        "21 Nov 2026",
        "29 Karnataka",
        "HSN/SAC 5205",
        "Page 1 of 1",
    ):
        assert words in text
    assert "Twenty-seven lakh thirty-nine thousand eight hundred fifty-three\nrupees only" in text


def test_tax_heads_discount_and_balance_are_printed() -> None:
    paper = within_state()
    (text,) = page_texts(render_invoice(paper))
    for words in (
        "CGST 2.5%",
        "SGST 9%",
        "8,856.00",
        "Balance due",
        "Bhiwandi godown 4",
        "−0.20",
        "−2,50,000.00",
    ):
        assert words in text
    assert format_minor(paper.balance_minor, 2, INDIA) in text


def test_a_german_invoice_uses_its_own_separators_and_note() -> None:
    (text,) = page_texts(render_invoice(reverse_charge()))
    assert "27.712,68\u00a0€" in text or "27.712,68 €" in text
    assert "124,86" in text
    assert "Reverse charge" in text


def test_markup_is_printed_literally_and_opens_no_file() -> None:
    opened: list[str] = []
    watching = True
    sys.addaudithook(
        lambda event, args: opened.append(str(args[0])) if watching and event == "open" else None
    )
    nasty = '<img src="/etc/passwd"> & <b>Sons</b> &amp; {firm} %s \\n (a) <Ltd'
    paper = replace(
        interstate(), buyer=Contact(name=nasty), seller=rayafin(name=nasty), notes=nasty, footer=nasty
    )
    pdf = render_invoice(paper)
    watching = False
    assert not [path for path in opened if "passwd" in path]
    text = "".join(page_texts(pdf)).replace("\n", "").replace(" ", "")
    assert text.count(nasty.replace(" ", "")) >= 4


def test_two_hundred_lines_break_with_every_line_once_and_the_sum_carried() -> None:
    paper = long_invoice(200)
    pages = page_texts(render_invoice(paper))
    printed = re.findall(r"Cotton bale mark (R\d{4})", "".join(pages))
    assert printed == [f"R{n:04d}" for n in range(1, 201)]
    assert 8 <= len(pages) <= 12
    running = 0
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Amount" in text
        if number > 1:
            assert amount_after("Brought forward", text) == running
            assert "TAX INVOICE · INV-26-01044" in text
        on_page = [int(mark[1:]) for mark in re.findall(r"Cotton bale mark (R\d{4})", text)]
        running += sum(paper.lines[n - 1].net_minor for n in on_page)
        if number < len(pages):
            assert amount_after("Carried forward", text) == running
    assert running == paper.net_minor
    assert printed[-1] in pages[-1], "totals never stand on a page without a line"


def amount_after(words: str, text: str) -> int:
    figures = re.search(rf"{words}\s+([\d,.]+)", text)
    assert figures, words
    return int(parse_decimal(figures[1], INDIA).scaleb(2))


@pytest.mark.parametrize("count", range(8, 22))
def test_totals_stay_with_the_last_line_wherever_the_page_ends(count: int) -> None:
    pages = page_texts(render_invoice(long_invoice(count)))
    assert f"R{count:04d}" in next(text for text in pages if "Amount in words" in text)
    assert "".join(pages).count("Cotton bale mark") == count


def test_a_line_taller_than_a_page_is_continued() -> None:
    story = " ".join(f"word{n:05d}" for n in range(4000))
    line = replace(interstate().lines[0], description=story)
    pages = page_texts(render_invoice(replace(interstate(), lines=(line,))))
    assert len(pages) > 3
    assert re.findall(r"word\d{5}", "".join(pages)) == story.split(" ")


def test_long_terms_run_on_to_further_pages() -> None:
    terms = "\n".join(f"Clause {n}: quality claims within 48 hours." for n in range(150))
    pages = page_texts(render_invoice(replace(interstate(), terms=terms)))
    assert re.findall(r"Clause (\d+):", "".join(pages)) == [str(n) for n in range(150)]


def test_twenty_invoices_in_one_document_count_their_own_pages() -> None:
    papers = [replace(interstate(), number=f"INV-26-{n:05d}") for n in range(19)] + [long_invoice(40)]
    pages = page_texts(render_invoices(papers))
    assert [f"INV-26-{n:05d}" in pages[n] for n in range(19)] == [True] * 19
    assert all("Page 1 of 1" in text for text in pages[:19])
    assert "Page 1 of 3" in pages[19]
    assert len(pages) == 22


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render_invoice(interstate()) == render_invoice(interstate())


def test_only_embedded_fonts_are_named() -> None:
    pdf = render_invoice(dubai())
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /TrueType") > 3


def test_all_text_lies_within_the_margins() -> None:
    for paper in (interstate(), within_state(), dubai(), tehran(), hindi()):
        with pypdfium2.PdfDocument(render_invoice(paper, LETTER)) as document:
            width, height = document[0].get_size()
            assert (width, height) == LETTER
            page = document[0].get_textpage()
            for n in range(page.count_rects()):
                left, bottom, right, top = page.get_rect(n)
                assert left >= 40
                assert right <= width - 40 + 1
                assert bottom >= 20
                assert top <= height - 20


def test_arabic_reads_back_and_is_mirrored() -> None:
    pdf = render_invoice(dubai())
    (text,) = page_texts(pdf)
    for words in ("شركة الخليج للحبوب", "فاتورة ضريبية", "المبلغ كتابة"):
        assert words in text
    assert "357,401.63" in text
    assert "+971 4 555 0142" in text
    image = next(page_images(pdf))
    start = image.crop((500, 40, 556, 90)).resize((1, 1)).getpixel((0, 0))
    assert isinstance(start, int)
    assert start < 215, "the logo stands at the right"


def test_persian_and_hindi_figures_and_labels() -> None:
    (persian,) = page_texts(render_invoice(tehran()))
    assert "۲٬۸۲۲٬۷۱۸٬۵۰۰" in persian
    (text,) = page_texts(render_invoice(hindi()))
    for words in ("कुल योग", "सत्ताईस लाख", "कपास की गांठें", "₹27,39,853.00"):
        assert words in text


def test_draft_void_and_paid_cannot_be_overlooked() -> None:
    plain = ink_of(interstate())
    for status in (
        Status("Draft", "draft", "DRAFT"),
        Status("Void", "void", "VOID"),
        Status("Paid", "paid", "PAID"),
    ):
        paper = replace(interstate(), status=status)
        (text,) = page_texts(render_invoice(paper))
        assert status.text in text
        assert status.mark in text
        assert ink_of(paper) > plain + 300


def ink_of(paper: InvoicePaper) -> int:
    """How many pixels are not white."""
    return sum(next(page_images(render_invoice(paper))).histogram()[:252])


def test_fields_full_of_words_stay_on_the_sheet() -> None:
    words = " ".join(f"word{n}" for n in range(70))
    contact = Contact(name=words, address=(words,), tax_id=words, phone=words, email=words)
    line = replace(interstate().lines[0], description=words, unit=words, tax=words, code=words)
    paper = replace(
        within_state(),
        seller=contact,
        buyer=contact,
        ship_to=contact,
        title=words,
        number=words,
        reference=words,
        footer=words,
        tax_note=words,
        lines=(line, line),
        charges=(Charge(label=words, amount_minor=5),),
    )
    pdf = render_invoice(paper)
    assert "Carried forward 0.00" not in "".join(page_texts(pdf))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            texts = page.get_textpage()
            for n in range(texts.count_rects()):
                left, bottom, right, top = texts.get_rect(n)
                assert (left >= 40, bottom >= 4, right <= 556, top <= 810) == (True,) * 4


any_text = st.text(max_size=500)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_text_in_any_field_prints(data: st.DataObject) -> None:
    def text() -> str:
        return data.draw(any_text)

    contact = Contact(name=text(), address=(text(),), tax_id=text(), phone=text(), email=text())
    line = InvoiceLine(
        description=text(),
        quantity=Decimal("1.5"),
        unit=text(),
        unit_price=Decimal(7),
        net_minor=1050,
        code=text(),
        tax=text(),
    )
    paper = replace(
        within_state(),
        seller=contact,
        buyer=contact,
        ship_to=contact,
        lines=(line,),
        charges=(Charge(label=text(), amount_minor=5),),
        bank=(text(),),
        status=Status(text(), "draft", text()),
        **{
            field.name: text()
            for field in fields(InvoicePaper)
            if field.name
            in {"title", "number", "place_of_supply", "reference", "tax_note", "notes", "terms", "footer"}
        },  # type: ignore[arg-type]
    )
    assert page_texts(render_invoice(paper))


@settings(max_examples=15, deadline=None)
@given(minor=st.integers(-(10**18), 10**18), quantity=st.decimals(-(10**12), 10**12, places=6))
def test_any_amount_prints_inside_the_sheet(minor: int, quantity: Decimal) -> None:
    line = replace(
        interstate().lines[0], quantity=quantity, net_minor=minor, tax_minor=minor, discount_minor=minor
    )
    paper = replace(interstate(), lines=(line,), net_minor=minor, total_minor=minor)
    with pypdfium2.PdfDocument(render_invoice(paper)) as document:
        page = document[0].get_textpage()
        assert all(
            page.get_rect(n)[0] >= 30 and page.get_rect(n)[2] <= 560 for n in range(page.count_rects())
        )
        assert format_minor(minor, 2, INDIA) in page.get_text_range()


def test_a_receipt_shows_its_allocations_and_advance() -> None:
    part = Allocation(
        document="INV-26-01044",
        document_on=date(2026, 11, 21),
        total_minor=273985300,
        paid_minor=45000000,
        left_minor=228985300,
    )
    paper = ReceiptPaper(
        seller=rayafin(),
        payer=interstate().buyer,
        number="RCT-26-0117",
        received_on=date(2026, 11, 30),
        currency="INR",
        locale="en_IN",
        amount_minor=50000000,
        allocations=(part,),
        advance_minor=5000000,
        method="NEFT",
        reference="UTR 0117",
    )
    (text,) = page_texts(render_receipt(paper))
    for words in (
        "₹5,00,000.00",
        "Five lakh rupees only",
        "INV-26-01044",
        "4,50,000.00",
        "22,89,853.00",
        "50,000.00",
    ):
        assert words in text
    (arabic,) = page_texts(render_receipt(replace(paper, locale="ar_AE", currency="AED", right_to_left=True)))
    assert "سند قبض" in arabic


def test_a_report_repeats_its_head_and_keeps_sections_with_their_rows() -> None:
    rows = [
        row
        for group in range(30)
        for row in (
            Row((f"{group}", f"Section {group}", "", ""), kind="section"),
            *(
                Row((f"{group}{n}", f"Account {group}-{n}", f"{n}.00", ""), indent=1)
                for n in range(group % 5 + 1)
            ),
            Row(("", f"Total {group}", f"{group}.00", ""), kind="subtotal"),
        )
    ]
    paper = TablePaper(
        firm="Rayafin Traders LLP",
        title="Trial balance",
        subtitle="1 April to 21 November 2026",
        printed_on=date(2026, 11, 21),
        locale="en_IN",
        columns=(
            Column("Code"),
            Column("Account", grows=True),
            Column("Debit", "figures"),
            Column("Credit", "figures"),
        ),
        rows=(*rows, Row(("", "Total", "435.00", "435.00"), kind="total")),
        remarks=("Difference 0.00",),
        landscape=True,
    )
    pages = page_texts(render_table(paper))
    assert len(pages) > 2
    assert all("Debit" in text and "Credit" in text for text in pages)
    assert len(re.findall(r"Account \d+-\d", "".join(pages))) == sum(group % 5 + 1 for group in range(30))
    for text in pages:
        body = [line for line in text.split("\n") if re.match(r"(\d+ )?(Section|Account|Total) ", line)]
        assert not re.search("Section", body[-1]), "a section head never ends a page"


def test_every_language_says_everything_itself() -> None:
    english = wording("en")
    same_on_purpose = {"code"}
    for language in LANGUAGES[1:]:
        words = wording(language)
        untranslated = {f.name for f in fields(Wording) if getattr(words, f.name) == getattr(english, f.name)}
        assert untranslated <= same_on_purpose, language
        assert {"{page}", "{pages}"} <= set(re.findall(r"{\w+}", words.page))
        assert "{firm}" in words.signature_for
    assert wording("ar_AE") is wording("ar")
    assert wording("de_DE") is english
