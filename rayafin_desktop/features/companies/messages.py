"""Sentences for what the companies feature refuses."""

from __future__ import annotations

MESSAGES = {
    "company.not_found": "This company was not found.",
    "company.stale": "Somebody changed the company a moment ago. Look again before you save.",
    "company.only_in_book": "A company is created from the book, not from inside another company.",
    "company.name_missing": "The company needs a name.",
    "company.code_invalid": "{code} cannot be a company code. Use up to 40 letters, digits and hyphens.",
    "company.code_taken": "Another company in this book has the code {taken}. Choose another one.",
    "company.country_unknown": "{country} is not a country code. Use two letters, such as IN or DE.",
    "company.currency_unknown": "{currency} is not a currency. Use its three letters, such as INR or EUR.",
    "company.month_invalid": "{month} is not a month. The financial year begins in a month from 1 to 12.",
    "company.locale_unknown": "{locale} is not a known language and region. Use a name such as en_IN.",
    "company.text_too_long": "This is too long. At most {limit} characters fit.",
    "company.email_invalid": "{email} is not an e-mail address.",
    "company.iban_invalid": "This IBAN is wrong: its check digits do not fit. Compare it with the bank's letter.",
    "company.bic_invalid": "This is not a BIC. It has 8 or 11 letters and digits.",
    "company.ifsc_invalid": "This is not an IFSC. It has four letters, a zero and six letters or digits.",
    "company.upi_invalid": "This is not a UPI id. It looks like name@bank.",
    "branch.not_found": "This branch was not found.",
    "branch.stale": "Somebody changed this branch a moment ago. Look again before you save.",
    "branch.code_invalid": "{given} is no code for a branch: capital letters, digits and hyphens, at most 20.",
    "branch.code_taken": "There is a branch {given} already.",
    "branch.name_missing": "The branch needs a name.",
}
