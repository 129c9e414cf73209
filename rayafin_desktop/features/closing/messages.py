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
    "opening.nothing": "There is nothing to take over: enter a balance or an open document.",
    "opening.too_many": "Take over at most {limit} at a time.",
    "opening.not_positive": "What is open must be more than nothing.",
    "opening.dated_later": "An open document is dated no later than the opening day ({opening_on}).",
    "opening.not_a_supplier": "{party} is no supplier.",
    "opening.by_documents": "{account} is made up of open documents. Enter the invoices or bills instead.",
    "opening.difference": "Debits and credits differ by {amount}; the {side} stays on opening equity.",
    "year_closing.not_found": "This closing was not found.",
    "year_closing.stale": "Somebody changed this closing a moment ago. Look again before you save.",
}
