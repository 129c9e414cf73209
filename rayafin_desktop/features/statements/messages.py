"""Sentences of the statements feature."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "statement.backwards": "The period ends before it begins. Exchange the two days.",
}
