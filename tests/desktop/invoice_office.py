"""A real book with a customer and items, its window, and what tests of the invoice editor do in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from rayafin_desktop.application import open_book
from rayafin_desktop.desktop.backend import AppBackend
from rayafin_desktop.desktop.desk import registry_of
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.queries import InvoiceDetail, invoice_detail
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.items.model import ItemKind
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.tax.queries import tax_code_named
from tests.books import FixedClock, Office, found_company

SELLER_GSTIN, KARNATAKA_GSTIN = "27AAPFU0939F1ZV", "29AAGCB7383J1Z4"


@dataclass
class Shop:
    """An office that sells yarn, with its window."""

    office: Office
    window: MainWindow
    bot: QtBot
    customer: UUID
    items: dict[str, UUID] = field(default_factory=dict)

    def new_invoice(self) -> InvoiceEditor:
        """Open the editor and wait until it knows the company."""
        page = self.window.open_page("invoice.editor")
        assert isinstance(page, InvoiceEditor)
        self.until(lambda: page.sheet is not None)
        return page

    def open(self, invoice_id: UUID) -> InvoiceEditor:
        """Open a stored invoice and wait until it is shown."""
        page = self.window.open_page("invoice.editor", {"id": invoice_id})
        assert isinstance(page, InvoiceEditor)
        self.until(lambda: page.stored is not None)
        return page

    def until(self, true: Callable[[], object]) -> None:
        """Let the window live until something is true."""
        self.bot.waitUntil(lambda: bool(true()), timeout=5000)

    def detail(self, invoice_id: UUID) -> InvoiceDetail:
        """What the book says of an invoice."""
        return self.office.ask(invoice_detail, invoice_id)


def stock(office: Office) -> dict[str, UUID]:
    """Items of the trade."""
    goods = (
        ("CY-30", "Cotton yarn 30s combed", "kg", "284.50", "GST5", ItemKind.GOODS),
        ("CB-06", "Cotton bales S-6, lot 118", "bale", "26450", "GST5", ItemKind.GOODS),
        ("SO-002", "Refined soybean oil, tin 15 kg", "pcs", "1845", "GST5", ItemKind.GOODS),
        ("SB-001", "Soybean seed, yellow", "t", "46200", "GST5", ItemKind.GOODS),
        ("FR-01", "Freight, Guntur to Mysuru", "lump", "18500", "GST18", ItemKind.SERVICE),
    )
    made = {}
    for code, name, unit, price, tax, kind in goods:
        tax_code = office.ask(tax_code_named, tax)
        assert tax_code is not None
        made[code] = office.do(
            SaveItem(
                code=code, name=name, unit=unit, kind=kind, hsn="5205",
                sale_price=Decimal(price), tax_code_id=tax_code.id,
            )
        )  # fmt: skip
    return made


def a_customer(office: Office, name: str = "Kaveri Spinning Mills", **values: object) -> UUID:
    """A customer in Karnataka with a credit limit of 20 lakh."""
    given: dict[str, object] = {
        "name": name,
        "tax_id": KARNATAKA_GSTIN,
        "state": "29",
        "city": "Mysuru",
        "address_1": "22 Industrial Estate",
        "postal_code": "570005",
        "email": "accounts@example.com",
        "credit_limit": Decimal(2000000),
        **values,
    }
    return office.do(SaveParty(**given))  # type: ignore[arg-type]


def open_shop(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shop]:
    """A shop on a book file of its own, closed afterwards."""
    path = tmp_path / "book.rayafin"
    shutil.copyfile(sqlite_template, path)
    app = open_book(str(path), clock=clock.as_clock())
    owner = found_company(app, "IN", code="RT", name="Rayafin Traders", tax_id=SELLER_GSTIN)
    office = Office(app, owner, clock, str(path))
    items, customer = stock(office), a_customer(office)
    runner = Runner()
    window = MainWindow(Workspace(AppBackend(app, owner), runner, Formats()), registry_of(app))
    window.sidebar.company.show_company("Rayafin Traders", "FY 2026–27 · INR")
    window.resize(1280, 800)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Shop(office, window, qtbot, customer, items)
    window.close()
    runner.close()
    app.close()
