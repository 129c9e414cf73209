"""What a person reads when a lock refuses."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "entry.period_closed": "The books are locked until {locked_until}. The first open day is {first_open}.",
    "entry.sales_locked": "Sales are locked until {locked_until}. The first open day is {first_open}.",
    "entry.purchases_locked": "Purchases are locked until {locked_until}. The first open day is {first_open}.",
    "entry.tax_filed": "Tax is filed up to {locked_until}. The first open day is {first_open}.",
    "entry.year_closed": "The financial year is closed until {locked_until}. Reopen the year, or post from {first_open}.",
    "entry.hard_locked": "The books are closed for ever until {locked_until}. The first open day is {first_open}.",
    "period.moved": "{old} was locked meanwhile. It was booked on {new}, the first open day; the paper says {old}.",
    "entry.inside_lock": "This day is inside a lock. Nothing was posted.",
    "lock.hard": "The hard lock stays: it can never be moved back or removed.",
    "lock.hard_back": "The books are closed for ever until {locked_until}. A hard lock only moves forward.",
    "lock.hard_ahead": "Only days that are over can be closed for ever.",
    "lock.hard_for_ever": "Nothing up to {locked_until} can ever be posted, reversed or reopened again. This cannot be undone.",
    "lock.ahead": "{locked_until} lies ahead: until then nothing could be posted today.",
    "lock.no_such_area": "Choose sales, purchases, tax or everything.",
    "lock.why_missing": "Say why.",
    "lock.whose": "Choose a user or a role, one of the two.",
    "lock.not_a_member": "This person is not active in the company.",
    "lock.window_backwards": "The last day lies before the first.",
    "lock.window_hard": "The books are closed for ever until {locked_until}; no exception opens these days.",
    "lock.end_missing": "Say when the exception ends: at most {days} days from now.",
    "lock.not_found": "This lock was not found.",
    "lock.stale": "Somebody moved this lock a moment ago. Look again before you save.",
    "lock_exception.not_found": "This exception was not found.",
    "lock_exception.stale": "Somebody changed this exception a moment ago. Look again before you save.",
    "lock_pass.immutable": "Which entry went through which exception stays written.",
}
