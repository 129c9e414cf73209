"""Sentences for what the documents feature refuses."""

from __future__ import annotations

MESSAGES = {
    "attachment.not_found": "This attachment was not found.",
    "attachment.stale": "Somebody changed this attachment a moment ago. Look again.",
    "document.not_base64": "The file did not arrive whole: its content is not base64.",
    "document.empty": "The file is empty.",
    "document.too_large": "The file is larger than {largest} MB. Shrink it, or raise the limit in the settings.",
    "document.name_missing": "The file needs a name.",
    "document.note_too_long": "The note is too long. At most 200 characters fit.",
    "document.program": "Programs and scripts cannot be attached.",
    "document.no_such_record": "There is no {kind} to attach this file to.",
    "document.not_a_logo": "A logo must be a PNG or JPEG picture.",
    "document.damaged": "The stored file {name} is damaged. Take it from a backup.",
}
