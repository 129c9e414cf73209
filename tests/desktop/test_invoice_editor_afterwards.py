"""What can be done with a posted invoice: crediting, voiding, printing, looking back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.printing import file_name
from rayafin_desktop.desktop.screens.invoice.credit_note import CreditNoteEditor
from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from tests.books import FixedClock

from .invoice_office import Shop, open_shop
from .typing_keys import CONTROL, SHIFT, press, type_text


@pytest.fixture
def shop(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shop]:
    yield from open_shop(tmp_path, sqlite_template, clock, qtbot)


@pytest.fixture
def issued(shop: Shop) -> Posted:
    """An invoice over ten bales and some yarn."""
    lines = (
        LineContent(item_id=shop.items["CB-06"], quantity=Decimal(10)),
        LineContent(item_id=shop.items["CY-30"], quantity=Decimal("33.333")),
    )
    day = shop.office.clock.today()
    return shop.office.do(IssueInvoice(party_id=shop.customer, issued_on=day, lines=lines))


def notes(shop: Shop) -> list[SalesDocument]:
    kind = SalesDocument.c.kind == DocumentKind.CREDIT_NOTE
    return shop.office.ask(lambda read: read.all(SalesDocument, kind))


def credit_page(shop: Shop, page: InvoiceEditor) -> CreditNoteEditor:
    """The credit note page, opened from its invoice."""
    page.header.credit_asked.emit()
    opened = shop.window.stack.currentWidget()
    assert isinstance(opened, CreditNoteEditor)
    shop.until(lambda: opened.quantities)
    return opened


def test_a_line_in_part_is_credited_by_keyboard(shop: Shop, issued: Posted) -> None:
    invoice = shop.open(issued.id)
    page = credit_page(shop, invoice)
    with shop.bot.waitActive(shop.window):
        shop.window.activateWindow()
    page.setFocus()
    shop.until(page.reason.hasFocus)
    type_text("Three bales damp")
    press(Qt.Key.Key_Return)
    type_text("3")
    press(Qt.Key.Key_Return)
    assert page.reason.value() == "Three bales damp"
    assert next(edit.value() for edit in page.quantities.values()) == Decimal(3)
    shown = page.totals.findChildren(type(page.header.title))[-1].text()
    press(Qt.Key.Key_Return, CONTROL)
    shop.until(lambda: notes(shop))
    (note,) = notes(shop)
    assert (note.original_id, note.reason, note.net_minor) == (issued.id, "Three bales damp", 7935000)
    assert shown == shop.window.workspace.formats.money(note.total_minor, sign=True)
    # Back at the invoice, which knows of it.
    shop.until(lambda: shop.window.stack.currentWidget() is invoice)
    shop.until(lambda: invoice.stored and invoice.stored.detail.document.settled_minor == note.total_minor)


def test_all_that_remains_is_credited_at_once(shop: Shop, issued: Posted) -> None:
    page = credit_page(shop, shop.open(issued.id))
    page.reason.set_value("Sent back")
    page.credit_everything()
    page.post()
    shop.until(lambda: notes(shop))
    assert shop.detail(issued.id).document.open_minor == 0


def test_a_credit_note_says_what_is_missing(shop: Shop, issued: Posted) -> None:
    page = credit_page(shop, shop.open(issued.id))
    page.post()
    assert "Say how much" in page.banner.text()
    page.quantities[1].set_value(Decimal(11))
    page.post()
    shop.until(lambda: page.reason_box.error() or page.primary.isEnabled())
    assert page.reason_box.error() == "Say why. The reason stays with the document."
    page.reason.set_value("Too much")
    page.post()
    shop.until(page.errors[1].text)
    assert page.errors[1].text() == "Only 10 of this line can still be credited."
    assert notes(shop) == []


def test_void_asks_why(shop: Shop, issued: Posted) -> None:
    page = shop.open(issued.id)
    page.header.void_asked.emit()
    form = next(one for one in shop.window.findChildren(FormDialog) if one.isVisible())
    shop.until(form.fields.inputs["number"].value)
    form.fields.inputs["reason"].set_value("Entered twice")
    form.save()
    shop.until(lambda: page.stored and page.stored.detail.document.state is DocumentState.VOID)
    assert shop.detail(issued.id).document.reason == "Entered twice"
    assert page.band.isHidden()


def test_activity_tells_who_posted(shop: Shop, issued: Posted) -> None:
    page = shop.open(issued.id)
    assert page.stored is not None
    assert page.stored.history is not None
    assert "Asha Shah" in page.stored.history[0].detail
    page.show_side("activity")
    assert page.side.current_view() is not None


def test_enter_in_the_list_opens_the_invoice_once(shop: Shop, issued: Posted) -> None:
    rows = shop.window.open_page("invoices")
    assert isinstance(rows, ListPage)
    shop.until(lambda: rows.model.rowCount() == 1 and rows.model.row_at(0) is not None)
    rows.table.setFocus()
    press(Qt.Key.Key_Return)
    page = shop.window.stack.currentWidget()
    assert isinstance(page, InvoiceEditor)
    shop.until(lambda: page.locked)
    assert page.record_id == issued.id
    press(Qt.Key.Key_Escape)
    shop.until(lambda: shop.window.stack.currentWidget() is rows)
    press(Qt.Key.Key_Return)
    assert shop.window.stack.currentWidget() is page


def test_the_pdf_is_written_where_chosen(shop: Shop, issued: Posted, tmp_path: Path) -> None:
    page = shop.open(issued.id)
    page.header.pdf_asked.emit()
    shop.until(lambda: shop.window.findChildren(QFileDialog))
    (dialog,) = shop.window.findChildren(QFileDialog)
    path = tmp_path / "invoice.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_printer_printing_says_what_to_do(shop: Shop, issued: Posted) -> None:
    shop.open(issued.id)
    press(Qt.Key.Key_P, CONTROL)
    shop.until(lambda: "No printer" in shop.window.toast.text())


@pytest.mark.parametrize(
    ("title", "name"), [("INV/26-27/0001", "INV-26-27-0001.pdf"), ("../x", "-x.pdf"), ("", ".pdf")]
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert file_name(title) == name


def test_the_paper_key_works_on_a_posted_invoice(shop: Shop, issued: Posted) -> None:
    page = shop.open(issued.id)
    shop.until(lambda: not page.side.preview.image().isNull())
    press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert page.side.isHidden()
