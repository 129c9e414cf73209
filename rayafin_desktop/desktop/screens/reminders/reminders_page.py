"""The lists of reminders: a list page that prints letters itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.printing import file_name, has_printer, print_pdf, save_pdf
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, ListScreen
from rayafin_desktop.engine.work import Read


class RemindersPage(ListPage):
    """A list page with the actions `print` (the letter of a row) and `remind_all` (everybody due)."""

    def __init__(self, workspace: Workspace, screen: ListScreen) -> None:
        super().__init__(workspace, screen)
        self.row_actions.taken.connect(self._take)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        if action.key == "print" and rows:
            # A row of overdue invoices names its last reminder, one of sent reminders is it.
            self.print_letters([getattr(row, "last_number", None) or row.number for row in rows])
        elif action.key == "remind_all":
            from rayafin_desktop.features.statements.reminding import RecordDueReminders

            self._workspace.execute(RecordDueReminders(), self._recorded)

    def _recorded(self, reminded: Sequence[Any]) -> None:
        count = self._workspace.formats.count(len(reminded))
        self._workspace.say(tr("{count} reminders recorded", count=count))
        self.print_letters([one.number for one in reminded])

    def print_letters(self, numbers: Sequence[str]) -> None:
        """The letters of these reminders as one document: to the printer, or to a file without one."""
        wanted = list(dict.fromkeys(numbers))

        def letters(read: Read) -> bytes:
            from rayafin_desktop.features.statements.model import Reminder
            from rayafin_desktop.features.statements.reminder_letter import reminders_pdf

            c = Reminder.c
            return reminders_pdf(read, read.all(Reminder, c.number.in_(wanted), order_by=(c.number,)))

        title = wanted[0] if len(wanted) == 1 else tr("Reminders")
        self._workspace.read(letters, lambda pdf: self._out(pdf, title), owner=self, slot="letters")

    def _out(self, pdf: bytes, title: str) -> None:
        if has_printer():
            print_pdf(self.window(), pdf, title)
        else:
            save_pdf(self.window(), pdf, file_name(title))
