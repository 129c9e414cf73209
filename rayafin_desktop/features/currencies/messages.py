"""Sentences for what the rate table refuses."""

from __future__ import annotations

MESSAGES = {
    "exchange_rate.not_found": "This exchange rate was not found.",
    "exchange_rate.stale": "Somebody changed this rate a moment ago. Look again before you save.",
    "exchange_rate.currency_invalid": "{currency} is no currency code. Write three letters, such as USD.",
    "exchange_rate.own_currency": "{currency} is the company's own currency and needs no rate.",
    "exchange_rate.not_positive": "A rate is more than nothing.",
    "exchange_rate.too_many_decimals": "A rate has at most {decimals} decimals.",
    "exchange_rate.exists": "There is a rate for {currency} on {dated_on} already. Change that one.",
    "exchange_rate.nothing": "There are no rates in this list.",
    "exchange_rate.twice": "{currency} has two different rates on {dated_on} in this list.",
    "exchange_rate.missing": "There is no exchange rate for {currency} on {dated_on}. Enter one under Exchange rates, or here.",
}
