"""How the company ages what is open."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

BUCKETS: Setting[str] = Setting(
    key="aging.buckets",
    default="30, 60, 90",
    label="Aging buckets",
    help="The last day of each bucket, in days after the due date, such as 30, 60, 90.",
    section="Aging and reminders",
)
REMIND_AFTER: Setting[int] = Setting(
    key="reminders.after_days",
    default=7,
    label="Remind after",
    help="So many days after the due date a document comes onto the list of reminders.",
    section="Aging and reminders",
)
REMIND_AGAIN: Setting[int] = Setting(
    key="reminders.again_days",
    default=14,
    label="Remind again after",
    help="So many days after a reminder its documents come onto the list again, one level higher.",
    section="Aging and reminders",
)
_HELP = "What follows the salutation. {party}, {company}, {total}, {count}, {days}, {oldest} are filled in."
FRIENDLY_TEXT: Setting[str] = Setting(
    key="reminders.friendly_text",
    default="Perhaps it has escaped your notice: the documents below, {total} in all, have been "
    "due for payment since {oldest}. Please let us have the amount within the next days. If you have paid "
    "already, take this letter as settled, and thank you.",
    label="Friendly reminder",
    help=_HELP,
    section="Aging and reminders",
)
FIRM_TEXT: Setting[str] = Setting(
    key="reminders.firm_text",
    default="In spite of our reminder we have not received your payment. {total} is "
    "overdue, the oldest document by {days} days. We ask you to pay within seven days, or to tell us what "
    "keeps you from it.",
    label="Firm reminder",
    help=_HELP,
    section="Aging and reminders",
)
FINAL_TEXT: Setting[str] = Setting(
    key="reminders.final_text",
    default="Our reminders have remained without effect. {total} has been due since "
    "{oldest}. Unless the whole amount reaches us within seven days of the date of this letter, we shall "
    "stop deliveries and pursue the claim by legal means without further notice.",
    label="Final reminder",
    help=_HELP,
    section="Aging and reminders",
)
REMINDER_NUMBER: Setting[str] = Setting(
    key="reminders.number",
    default="REM/{fy}/{n:05}",
    label="Number of a reminder",
    help="{fy} is the financial year and {n:05} the running number in it, with five digits.",
    section="Aging and reminders",
)
SETTINGS = (BUCKETS, REMIND_AFTER, REMIND_AGAIN, FRIENDLY_TEXT, FIRM_TEXT, FINAL_TEXT, REMINDER_NUMBER)
