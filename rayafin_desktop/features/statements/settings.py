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
