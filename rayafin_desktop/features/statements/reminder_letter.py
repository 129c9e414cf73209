"""Reminders as letters: one, or all of a day in one document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.formats import format_money, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read

from ..parties.queries import party_detail
from .letterhead import Letterhead, letterhead
from .model import Reminder, ReminderLevel
from .overdue import documents_of
from .settings import FINAL_TEXT, FIRM_TEXT, FRIENDLY_TEXT

if TYPE_CHECKING:
    from rayafin_desktop.paper.letter import Letter

TITLES = {
    ReminderLevel.FRIENDLY: "Reminder",
    ReminderLevel.FIRM: "Second reminder",
    ReminderLevel.FINAL: "Final reminder",
}
TEXTS: Mapping[ReminderLevel, Setting[str]] = {
    ReminderLevel.FRIENDLY: FRIENDLY_TEXT,
    ReminderLevel.FIRM: FIRM_TEXT,
    ReminderLevel.FINAL: FINAL_TEXT,
}
MOST_LETTERS = 500


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its known placeholders filled in; any other brace stays as it is written.

    No format string: a name with braces in it is text, and nothing can be asked of a value.

    >>> filled("{party} owes {total} {x.__class__}", {"party": "{total}", "total": "5"})
    '{total} owes 5 {x.__class__}'
    """
    parts = template.split("{")
    found = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        found.append(values[name] + rest if closed and name in values else "{" + part)
    return "".join(found)


def reminder_letter(read: Read, head: Letterhead, reminder: Reminder) -> Letter:
    """The letter of a recorded reminder; its figures are those of the day it was recorded."""
    from rayafin_desktop.paper.letter import Letter, LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    party = party_detail(read, reminder.party_id)
    documents = documents_of(read, reminder.id)
    currency, locale = reminder.currency, head.company.locale
    total = format_money(reminder.total_minor, currency_digits(currency), currency, number_style(locale))
    oldest = min((row.due_on for row in documents), default=reminder.sent_on)
    values = {
        "party": party.name,
        "company": head.company.printed_name,
        "total": total,
        "count": str(len(documents)),
        "days": str((reminder.sent_on - oldest).days),
        "oldest": head.day(oldest),
    }
    text = filled(read.setting(TEXTS[reminder.level]), values)
    rows = [
        Row(
            (
                row.number, head.day(row.issued_on), head.day(row.due_on),
                str((reminder.sent_on - row.due_on).days), head.money(row.total_minor, currency),
                head.money(row.open_minor, currency),
            )
        )
        for row in documents
    ]  # fmt: skip
    rows.append(Row(("Total", "", "", "", "", head.money(reminder.total_minor, currency)), kind="total"))
    return Letter(
        seller=head.seller(),
        to=head.party(party),
        to_label="To",
        title=TITLES[reminder.level],
        written_on=reminder.sent_on,
        facts=(
            ("Number", reminder.number),
            ("Date", head.day(reminder.sent_on)),
            ("Account", party.code),
            ("Overdue", total),
        ),
        locale=locale,
        opening=(f"Dear {party.name},", *(part for part in text.split("\n") if part.strip())),
        tables=(
            LetterTable(
                columns=(
                    Column("Invoice", grows=True),
                    Column("Date"),
                    Column("Due"),
                    Column("Days late", "end"),
                    Column("Total", "figures"),
                    Column("Open", "figures"),
                ),
                rows=tuple(rows),
            ),
        ),
        bank=head.bank(),
        payment_code=head.code_to_pay(currency, reminder.total_minor, party.code),
        right_to_left=head.is_right_to_left,
    )


def reminders_pdf(read: Read, reminders: list[Reminder]) -> bytes:
    """Letters in one document, each from a page of its own."""
    from rayafin_desktop.paper.letter import render_letters

    read.actor.require("reminder.see")
    head = letterhead(read)
    return render_letters([reminder_letter(read, head, one) for one in reminders])


def _one(read: Read, number: str) -> bytes:
    reminder = read.find(Reminder, number=number.strip())
    if reminder is None:
        raise NotFound("reminder.not_found", {"number": number})
    return reminders_pdf(read, [reminder])


def _of_day(read: Read, day: str) -> bytes:
    """All letters recorded for a day (YYYY-MM-DD, or `today`), at most 500."""
    try:
        sent_on = read.today if day.strip().lower() == "today" else date.fromisoformat(day.strip())
    except ValueError as error:
        raise NotFound("reminder.none_on_day", {"day": day}) from error
    c = Reminder.c
    found = read.all(Reminder, c.sent_on == sent_on, order_by=(c.number,))[:MOST_LETTERS]
    if not found:
        raise NotFound("reminder.none_on_day", {"day": day})
    return reminders_pdf(read, found)


REMINDER_DOCUMENTS = (
    Document("reminder", "Reminder", "reminder.see", _one),
    Document("reminders", "Reminders of a day", "reminder.see", _of_day),
)
