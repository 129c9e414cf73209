"""Sentences for what price lists refuse."""

from __future__ import annotations

MESSAGES = {
    "price_list.not_found": "This price list was not found.",
    "price_list.stale": "Somebody changed this price list a moment ago. Look again before you save.",
    "price_list.code_missing": "The price list needs a code. Lists of one code follow one another by date.",
    "price_list.name_missing": "The price list needs a name.",
    "price_list.currency": "{currency} is not a currency. Use three letters, such as INR.",
    "price_list.ends_before": "The list would end before it begins.",
    "price_list.taken": "There is already a list {code} from {day}.",
    "price_list.not_later": "The new list must begin after the old one.",
    "price_list.percent": "The change must be above -100 and at most 1000 percent.",
    "price_list.decimals": "Prices have between 0 and 6 decimals.",
    "price.not_found": "This price was not found.",
    "price.stale": "Somebody changed this price a moment ago. Look again before you save.",
    "price.too_many": "At most {limit} prices fit into one list. Make another list.",
    "price.invalid": "This must not be below zero, with at most six decimals.",
    "price.twice": "The item already has a price from this quantity.",
    "price.list_missing": "Choose a price list.",
    "price.item_missing": "Choose an item.",
    "party_price_list.stale": "Somebody chose another list a moment ago. Look again.",
}
