"""What a person reads when a party is refused or doubted."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "party.switched_off_meanwhile": "{party} was switched off meanwhile. It was booked all the same.",
    "party.code_suffixed": "Somebody else has used the code {old} meanwhile; this one is {new}.",
    "party.not_found": "This customer or supplier was not found.",
    "party.stale": "Somebody changed this party a moment ago. Look again before you save.",
    "party.name_missing": "A name is needed.",
    "party.neither": "Say whether this is a customer, a supplier, or both.",
    "party.code_taken": "{taken} already has this code. Choose another one, or leave it empty.",
    "party.text_too_long": "This is too long. At most {limit} characters fit.",
    "party.country_unknown": "{country} is not a country code. Use two letters, such as IN or DE.",
    "party.currency_unknown": "{currency} is not a currency. Use its three letters, such as INR or EUR.",
    "party.email_invalid": "{email} is not an e-mail address.",
    "party.terms_invalid": "Payment terms are between 0 and {most} days.",
    "party.credit_limit_invalid": "The credit limit must be an amount of zero or more. Leave it empty for no limit.",
    "party.too_many_decimals": "The amount has more decimals than {currency} has.",
    "party.address_label_missing": "Give this address a name, such as Warehouse.",
    "party.contact_name_missing": "The contact needs a name.",
    "party.tax_id_doubtful": "{tax_id} does not look like a tax number of this country: its form or check digits do not fit. Save it all the same?",
    "party.tax_id_taken": "{party} has the same tax number. Save it all the same?",
    "party.state_differs": "The tax number belongs to state {gstin}, but the address is in {state}. Save it all the same?",
    "party.balance_open": "{party} still has an open balance. Archive it all the same?",
}
