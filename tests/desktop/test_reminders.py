"""The pages of reminders and of a party's statement, on a real book."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.screens.reminders.reminders_page import RemindersPage
from rayafin_desktop.desktop.screens.reports.statement_page import StatementPage
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.statements.overdue import SENT_ROWS
from rayafin_desktop.features.statements.reminding import RecordReminder
from rayafin_desktop.features.statements.screens import REMINDERS

from .till import Till, till  # noqa: F401
from .typing_keys import press


def sent(till: Till) -> int:  # noqa: F811
    return len(till.office.ask(lambda read: list(page(SENT_ROWS, read, Look()))))


def test_everybody_due_is_reminded_and_the_letters_come_as_one(
    till: Till,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out: list[tuple[bytes, str]] = []
    monkeypatch.setattr(RemindersPage, "_out", lambda _, pdf, title: out.append((pdf, title)))
    till.window.open_page("reminders")
    reminders = till.page()
    assert isinstance(reminders, RemindersPage)
    till.rest()
    till.until(lambda: reminders.model.rowCount() == 3)
    action = next(one for one in REMINDERS.actions if one.key == "remind_all")
    reminders.row_actions.taken.emit(action, [])
    till.until(lambda: out)
    assert out[0][0].startswith(b"%PDF")
    assert out[0][1] == "REM/26-27/00001"
    assert sent(till) == 1


def test_the_letter_of_a_row_is_printed_again(
    till: Till,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    till.office.do(RecordReminder(party_id=till.customer))
    out: list[str] = []
    monkeypatch.setattr(RemindersPage, "_out", lambda _, pdf, title: out.append(title))
    till.window.open_page("reminders", {"tab": "sent"})
    reminders = till.page()
    assert isinstance(reminders, RemindersPage)
    till.rest()
    till.until(lambda: reminders.model.rowCount() and reminders.model.row_at(0) is not None)
    reminders.table.setFocus()
    reminders.table.move_to(0)
    till.rest()
    press(Qt.Key.Key_L)
    till.until(lambda: out)
    assert out == ["REM/26-27/00001"]


def test_a_statement_opens_from_its_customer_and_leads_to_documents(till: Till) -> None:  # noqa: F811
    till.window.open_page("party.statement", {"id": till.customer})
    statement = till.page()
    assert isinstance(statement, StatementPage)
    till.until(lambda: statement.table is not None)
    till.rest()
    assert statement.answer is not None
    assert "Kaveri Spinning Mills" in statement.answer.title
    [closing] = [row for row in statement.answer.rows if row.kind == "total"]
    assert closing.values[-1] == sum(one.total_minor for one in till.invoices)
    statement.drill(1)
    till.rest()
    assert isinstance(till.page(), InvoiceEditor)
