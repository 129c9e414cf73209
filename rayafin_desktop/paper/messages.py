"""Sentences for what cannot be put on paper."""

from __future__ import annotations

from collections.abc import Mapping

PAPER_MESSAGES: Mapping[str, str] = {
    "logo.unreadable": "The logo is no PNG or JPEG picture that can be printed. Choose another file.",
    "logo.too_large": "The logo has more than {megapixels} megapixels. Choose a smaller picture.",
    "payment_code.address_invalid": "{address} is no UPI address (name@bank), so no payment code can be printed.",
    "payment_code.iban_invalid": "{iban} is no valid IBAN, so no payment code can be printed.",
    "payment_code.amount_invalid": "This amount does not fit into a payment code.",
    "payment_code.too_long": "Names or reference are too long for a payment code.",
}
