"""What a person reads when an item or a unit is refused."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "item.code_suffixed": "Somebody else has used the code {old} meanwhile; this one is {new}.",
    "item.not_found": "This item was not found.",
    "item.stale": "Somebody changed this item a moment ago. Look again before you save.",
    "item.name_missing": "An item needs a name.",
    "item.code_taken": "{taken} already has this code. Choose another one, or leave it empty.",
    "item.text_too_long": "This is too long. At most {limit} characters fit.",
    "item.price_invalid": "A price is an amount of zero or more. Leave it empty where there is none.",
    "item.too_many_decimals": "A price has at most {digits} decimals.",
    "item.hsn_invalid": "{hsn} is not an HSN or SAC code. It has two to ten figures.",
    "item.unit_unknown": "There is no unit {unit}. Choose one of the list, or add it to the units.",
    "item.tax_code_unknown": "This tax code was not found.",
    "unit.not_found": "This unit was not found.",
    "unit.stale": "Somebody changed this unit a moment ago. Look again before you save.",
    "unit.code_invalid": "A unit needs a short code of at most 20 characters, such as kg.",
    "unit.name_missing": "A unit needs a name.",
    "unit.decimals_invalid": "A quantity has between 0 and {most} decimals.",
    "unit.standard_code_invalid": "This code has at most three characters.",
    "unit.code_taken": "{taken} already has this code.",
    "unit.code_fixed": "Items and documents carry the code of their unit, so it stays. Make a new unit instead.",
}
