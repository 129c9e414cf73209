"""A real book with a customer who owes, its window, and what tests of payments and ledger pages do in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.application import open_book
from rayafin_desktop.desktop.backend import AppBackend
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.desk import registry_of
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import FixedClock, Office, found_company

INVOICES = (
    ("647500.00", date(2026, 8, 17)),
    ("312480.00", date(2026, 9, 2)),
    ("280020.00", date(2026, 9, 24)),
    ("733940.60", date(2026, 10, 20)),
    ("2739853.00", date(2026, 11, 20)),
)
"""Amounts in major units, each due 30 days after its day."""


@dataclass
class Till:
    """An office that is owed money, with its window."""

    office: Office
    window: MainWindow
    bot: QtBot
    customer: UUID
    invoices: list[Posted] = field(default_factory=list)

    def until(self, true: Callable[[], object]) -> None:
        """Let the window live until something is true."""
        self.bot.waitUntil(lambda: bool(true()), timeout=8000)

    def rest(self) -> None:
        """Wait until nothing is being read."""
        self.until(lambda: not self.window.workspace.runner.reading)
        self.bot.wait(30)
        self.until(lambda: not self.window.workspace.runner.reading)

    def page(self) -> QWidget:
        """The page in front."""
        found = self.window.stack.currentWidget()
        assert found is not None
        return found

    def overlay(self) -> Overlay | None:
        """The panel over the window."""
        return next((one for one in self.window.findChildren(Overlay) if one.isVisible()), None)

    def open_minor(self, number: int) -> int:
        """What is open on the invoice at this place."""
        return self.office.ask(invoice_detail, self.invoices[number].id).document.open_minor


def an_invoice(office: Office, party_id: UUID, amount: str, on: date) -> Posted:
    """A posted invoice of one line without tax, so that its total is the amount."""
    line = LineContent(description="Cotton yarn", unit_price=Decimal(amount))
    return office.do(
        IssueInvoice(party_id=party_id, issued_on=on, lines=(line,)), confirmed={"credit_limit.exceeded"}
    )


@pytest.fixture
def till(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Till]:
    """A till on a book file of its own."""
    path = tmp_path / "book.rayafin"
    shutil.copyfile(sqlite_template, path)
    app = open_book(str(path), clock=clock.as_clock())
    owner = found_company(app, "IN", code="RT", name="Rayafin Traders")
    office = Office(app, owner, clock, str(path))
    customer = office.do(
        SaveParty(name="Kaveri Spinning Mills", state="27", city="Mysuru", credit_limit=Decimal(2000000))
    )
    invoices = [an_invoice(office, customer, amount, on) for amount, on in INVOICES]
    runner = Runner()
    window = MainWindow(Workspace(AppBackend(app, owner), runner, Formats()), registry_of(app))
    window.sidebar.company.show_company("Rayafin Traders", "FY 2026–27 · INR")
    window.sidebar.show_person("Asha Shah", "Accountant")
    window.resize(1280, 800)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Till(office, window, qtbot, customer, invoices)
    window.close()
    runner.close()
    app.close()
