"""Reminders: who is due, at which level, the letter, and starting anew when a cheque bounces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NotFound, RuleBroken
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.disputes.commands import OpenDispute
from rayafin_desktop.features.disputes.model import Reason
from rayafin_desktop.features.payments.commands import ReversePayment
from rayafin_desktop.features.statements.model import Channel, ReminderLevel, level_of
from rayafin_desktop.features.statements.overdue import OVERDUE_ROWS, SENT_ROWS, documents_of, reminders_of
from rayafin_desktop.features.statements.reminder_letter import REMINDER_DOCUMENTS, filled
from rayafin_desktop.features.statements.reminding import RecordDueReminders, RecordReminder, Reminded
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive, verify

ONE, OF_DAY = (document.render for document in REMINDER_DOCUMENTS)


def rows(office: Office, tab: str = "due") -> list[Any]:
    def run(read: Read) -> list[Any]:
        return list(page(OVERDUE_ROWS, read, Look(tab=tab)))

    return office.ask(run)


def overdue_invoice(office: Office, party: UUID, amount: str = "100", day: int = 1) -> Any:
    return invoice(office, party, amount, date(2026, 10, day), due_on=date(2026, 10, day))


def test_a_document_comes_onto_the_list_a_week_after_its_due_date(office: Office) -> None:
    party = customer(office)
    invoice(office, party, "100", date(2026, 11, 1), due_on=date(2026, 11, 14))
    assert rows(office) == []
    assert len(rows(office, "all")) == 1
    office.clock.advance(days=1)
    assert [(row.days_late, row.level) for row in rows(office)] == [(8, ReminderLevel.FRIENDLY)]


def test_each_reminder_is_one_level_higher_and_not_before_two_weeks(office: Office) -> None:
    party = customer(office)
    one = overdue_invoice(office, party)
    levels = []
    for _ in range(4):
        assert [row.id for row in rows(office)] == [one.id]
        [reminded] = office.do(RecordReminder(invoice_id=one.id))
        levels.append(reminded.level)
        assert rows(office) == []
        assert [row.last_level for row in rows(office, "sent")] == [reminded.level]
        office.clock.advance(days=13)
        assert rows(office) == []
        office.clock.advance(days=1)
    assert levels == [ReminderLevel.FRIENDLY, ReminderLevel.FIRM, ReminderLevel.FINAL, ReminderLevel.FINAL]
    assert [row.level for row in office.ask(reminders_of, one.id)] == levels[::-1]


def test_a_bounced_cheque_starts_reminding_anew(office: Office) -> None:
    party = customer(office)
    one = overdue_invoice(office, party)
    office.do(RecordReminder(party_id=party))
    office.clock.advance(days=20)
    office.do(RecordReminder(party_id=party))
    paid = receive(office, party, "100", (one, "100"))
    assert rows(office, "all") == []
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Cheque bounced"))
    [row] = rows(office)
    assert (row.level, row.last_sent_on) == (ReminderLevel.FRIENDLY, None)
    [again] = office.do(RecordReminder(party_id=party))
    assert again.level is ReminderLevel.FRIENDLY
    assert [row.counts for row in office.ask(reminders_of, one.id)] == [True, False, False]
    assert verify(office) == []


def test_one_reminder_for_each_currency_with_everything_overdue(office: Office) -> None:
    party = customer(office)
    a = overdue_invoice(office, party, "70")
    b = overdue_invoice(office, party, "30", 2)
    day = date(2026, 10, 2)
    c = invoice(office, party, "9", day, due_on=day, currency="USD", rate=Decimal(84))
    invoice(office, party, "5", date(2026, 11, 20))  # not overdue
    found = office.do(RecordReminder(party_id=party, level=ReminderLevel.FINAL, channel=Channel.EMAIL))
    assert [(one.currency, one.total_minor, one.level) for one in found] == [
        ("INR", 10000, ReminderLevel.FINAL),
        ("USD", 900, ReminderLevel.FINAL),
    ]
    numbers = [[row.number for row in office.ask(documents_of, one.id)] for one in found]
    assert numbers == [[a.number, b.number], [c.number]]


def test_the_whole_list_at_once_and_its_letters_as_one_document(office: Office) -> None:
    parties = [customer(office, name) for name in ("Anand <b>Mills", "{total} & Sons", "Chandra")]
    for party in parties:
        overdue_invoice(office, party)
    found = office.do(RecordDueReminders())
    assert len(found) == 3
    assert rows(office) == []
    with pytest.raises(RuleBroken) as refused:
        office.do(RecordDueReminders())
    assert [one.code for one in refused.value.problems] == ["reminder.nobody_due"]
    assert office.ask(ONE, found[0].number).startswith(b"%PDF")
    all_of_them = office.ask(OF_DAY, "today")
    from pypdfium2 import PdfDocument

    texts = [one.get_textpage().get_text_range() for one in PdfDocument(all_of_them)]
    assert len(texts) == 3
    assert "{total} & Sons" in "".join(texts)
    assert "Anand <b>Mills" in "".join(texts)
    assert [row.documents for row in office.ask(lambda read: page(SENT_ROWS, read, Look()))] == [1, 1, 1]


@pytest.mark.parametrize(("render", "number"), [(ONE, "REM/1"), (OF_DAY, "2026-01-01"), (OF_DAY, "soon")])
def test_no_letter_where_there_is_no_reminder(office: Office, render: Any, number: str) -> None:
    with pytest.raises(NotFound):
        office.ask(render, number)


def test_a_disputed_invoice_is_not_reminded_of(office: Office) -> None:
    party = customer(office)
    one = overdue_invoice(office, party)
    due_on = office.clock.today()
    office.do(OpenDispute(record_id=one.id, reason=Reason.QUALITY, due_on=due_on))
    assert rows(office) == rows(office, "all") == []
    with pytest.raises(RuleBroken) as refused:
        office.do(RecordReminder(party_id=party))
    assert [found.code for found in refused.value.problems] == ["reminder.nothing_overdue"]


def test_what_cannot_be_reminded_of_is_refused(office: Office) -> None:
    party = customer(office)
    late = overdue_invoice(office, party)
    fresh = invoice(office, party, "100")

    def refused(command: RecordReminder) -> list[tuple[str, str]]:
        with pytest.raises(RuleBroken) as found:
            office.do(command)
        return [(one.code, one.field) for one in found.value.problems]

    assert refused(RecordReminder()) == [("reminder.party_missing", "party_id")]
    assert refused(RecordReminder(party_id=party, invoice_ids=(late.id, fresh.id))) == [
        ("reminder.not_overdue", "invoice_ids.1")
    ]
    assert refused(RecordReminder(party_id=party, sent_on=date(2026, 12, 24))) == [
        ("reminder.future_date", "sent_on")
    ]
    nobody = customer(office, "Nobody")
    assert refused(RecordReminder(party_id=nobody)) == [("reminder.nothing_overdue", "party_id")]


def test_a_template_fills_in_what_it_knows_and_leaves_the_rest() -> None:
    values = {"party": "{total}", "total": "5"}
    assert filled("{party} {total}", values) == "{total} 5"
    assert filled("{party.__class__} { } {0} {total", values) == "{party.__class__} { } {0} {total"


def test_the_text_of_a_level_is_a_setting(office: Office) -> None:
    office.do(ChangeSetting(key="reminders.friendly_text", value="Pay {total}, {party}! {oops}"))
    party = customer(office, "Kaveri")
    overdue_invoice(office, party)
    [one] = office.do(RecordReminder(party_id=party))
    from pypdfium2 import PdfDocument

    text = PdfDocument(office.ask(ONE, one.number))[0].get_textpage().get_text_range()
    assert "Kaveri! {oops}" in text


def test_levels_end_with_the_final_one() -> None:
    assert [level_of(rank) for rank in (0, 1, 2, 3, 9)] == [
        ReminderLevel.FRIENDLY,
        ReminderLevel.FRIENDLY,
        ReminderLevel.FIRM,
        ReminderLevel.FINAL,
        ReminderLevel.FINAL,
    ]
    assert Reminded.__doc__
