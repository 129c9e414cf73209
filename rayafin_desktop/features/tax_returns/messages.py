"""Sentences of the tax returns."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "tax_return.backwards": "The period ends before it begins. Exchange the two days.",
}
