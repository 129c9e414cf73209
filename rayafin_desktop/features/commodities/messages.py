"""Sentences for what commodities, places and the terms of the trade refuse."""

from __future__ import annotations

MESSAGES = {
    "commodity.not_found": "This commodity was not found.",
    "commodity.stale": "Somebody changed this commodity a moment ago. Look again before you save.",
    "location.not_found": "This place was not found.",
    "location.stale": "Somebody changed this place a moment ago. Look again before you save.",
    "freight_rate.not_found": "This freight rate was not found.",
    "freight_rate.stale": "Somebody changed this rate a moment ago. Look again before you save.",
    "trade_clause.not_found": "This clause was not found.",
    "trade_clause.stale": "Somebody changed this clause a moment ago. Look again before you save.",
    "allowance_table.not_found": "This allowance table was not found.",
    "allowance_table.stale": "Somebody changed this table a moment ago. Look again before you save.",
    "terms.commodity_unknown": "Choose the commodity.",
    "terms.location_unknown": "This place was not found.",
    "terms.quantity": "The quantity is more than zero.",
    "terms.packages_not_whole": "{unit} are counted: write a whole number.",
    "terms.price": "The price is more than zero.",
    "terms.package_kg": "The weight of a package is more than zero.",
    "terms.lorries": "The number of lorries is more than zero.",
    "terms.percent": "A percentage lies between 0 and 100.",
    "terms.kg_per_price_unit": "The agreed weight is a number of kilograms above zero, such as 355.62.",
    "terms.currency": "{currency} is no currency: write its three letters, such as INR.",
    "terms.crop_year": "The crop year is written 2025 or 2025-26.",
    "terms.too_long": "At most {limit} characters.",
    "terms.delivery_window": "The last day of delivery comes before the first.",
    "terms.payment_days": "Days of credit lie between 0 and 3650.",
    "terms.parameter": "“{parameter}” is no name of a parameter; they are written like staple_mm.",
    "terms.limit_twice": "{parameter} has two limits. Write its least and its most together.",
    "terms.limit_empty": "{parameter} needs a least, a most, or both.",
    "terms.limit_order": "The most of {parameter} is less than its least.",
}
