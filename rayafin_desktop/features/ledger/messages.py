"""What a person reads when the ledger refuses."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "account.switched_off_meanwhile": "{account} was switched off meanwhile. It was booked all the same.",
    "account.not_found": "This account was not found.",
    "account.stale": "Somebody changed this account a moment ago. Look again before you save.",
    "account.code_missing": "An account needs a code.",
    "account.name_missing": "An account needs a name.",
    "account.code_taken": "Another account already has the code {taken}.",
    "account.role_taken": "{account} already serves this purpose. Take it away there first.",
    "account.role_missing": "No account serves the purpose {role}. Give one that purpose in the chart of accounts.",
    "account.role_needed": "The program posts to this account by itself. Give its purpose to another account before you switch it off.",
    "account.group_with_role": "A group takes no postings, so it cannot serve a purpose.",
    "account.wrong_parent": "The group above must be a group of the same type, and not the account itself or one below it.",
    "account.in_use": "{account} is in use: its type, currency and kind stay as they are. Make a new account instead.",
    "account.is_group": "{account} is a group. Post to an account inside it.",
    "account.inactive": "{account} is switched off. Choose another account, or switch it on first.",
    "account.other_currency": "{account} takes {wanted} only, not {currency}.",
    "cost_centre.not_found": "This cost centre was not found, or is switched off.",
    "cost_centre.stale": "Somebody changed this cost centre a moment ago. Look again before you save.",
    "cost_centre.code_missing": "A cost centre needs a code.",
    "cost_centre.name_missing": "A cost centre needs a name.",
    "cost_centre.code_taken": "Another cost centre already has the code {taken}.",
    "entry.not_found": "This entry was not found.",
    "entry.stale": "Somebody changed this entry a moment ago. Look again before you save.",
    "entry.unbalanced": "Debits and credits differ by {difference}. Nothing was posted.",
    "entry.immutable": "A posted entry cannot be changed. Reverse it and post the right one.",
    "entry.too_few_legs": "An entry needs at least two lines.",
    "entry.account_missing": "Choose an account.",
    "entry.zero_leg": "The line for {account} has no amount.",
    "entry.party_missing": "{account} is kept per customer and supplier. Say whose it is.",
    "entry.rate_missing": "There is no exchange rate for {currency} on this line.",
    "entry.negative": "Write the amount on the other side instead of a negative one.",
    "entry.both_sides": "A line is either a debit or a credit.",
    "entry.too_many_decimals": "The amount has more decimals than {currency} has.",
    "entry.already_reversed": "This entry has been reversed already.",
    "entry.reversal_too_early": "A reversal cannot be dated before the entry itself ({posted_on}).",
    "entry.of_document": "This entry belongs to a document ({kind}). Void or credit the document instead.",
    "entry.why_missing": "Say why the entry is reversed.",
}
