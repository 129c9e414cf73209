"""What a person reads when closing is refused."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "closing.blocked": "{what}: {count}. {advice}",
    "closing.warnings": "Worth a look before closing: {what}.",
    "closing.already_locked": "The books are locked until {locked_until} already.",
    "closing.year_not_over": "The financial year ends on {last_on}; it can be closed after that day.",
    "closing.year_closed": "The financial year {label} is closed already.",
    "closing.hard_locked": "The financial year {label} lies inside the hard lock; it stays as it is.",
    "closing.earlier_year_open": "An earlier financial year is still open. Close that one first.",
    "closing.reopened": "The financial year {label} was reopened already.",
    "closing.later_year_closed": "A later financial year is closed. Reopen that one first.",
    "year_closing.not_found": "This closing was not found.",
    "year_closing.stale": "Somebody changed this closing a moment ago. Look again before you save.",
}
