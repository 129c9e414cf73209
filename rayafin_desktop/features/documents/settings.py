"""What a company may choose about its attachments."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

LARGEST_FILE = Setting(
    key="documents.largest_file_mb",
    default=5,
    label="Largest attachment (MB)",
    help="Files above this size are refused. Attachments are part of the book and of every backup.",
    section="Documents",
)
