"""What a person reads when a report cannot be made."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "report.period_backwards": "The first day lies after the last.",
    "report.too_many_months": "At most {most} months stand side by side. Choose fewer.",
}
