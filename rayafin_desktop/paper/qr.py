"""Codes a customer scans to pay: UPI in India, EPC (GiroCode) in the euro area."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import segno

from ..base.errors import Problem, RuleBroken
from ..base.money import to_major

_UPI_ADDRESS = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9.-]{1,63}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_EPC_LARGEST_MINOR = 99_999_999_999


def upi_payload(address: str, name: str, amount_minor: int, note: str = "") -> str:
    """A UPI payment link in paise (NPCI, UPI Linking Specifications 1.6): amount, payee, note.

    RuleBroken `payment_code.address_invalid` unless the address is `name@bank`, `.amount_invalid`
    unless the amount is positive.
    """
    if not _UPI_ADDRESS.fullmatch(address):
        raise RuleBroken([Problem("payment_code.address_invalid", "upi_address", {"address": address})])
    if amount_minor <= 0:
        raise RuleBroken([Problem("payment_code.amount_invalid", "amount")])
    parts = {"pa": address, "pn": name, "am": str(to_major(amount_minor)), "cu": "INR", "tn": note[:80]}
    return "upi://pay?" + "&".join(f"{key}={quote(value, safe='@')}" for key, value in parts.items() if value)


def epc_payload(name: str, iban: str, amount_minor: int, remittance: str = "", bic: str = "") -> str:
    """A SEPA credit transfer in euro cents (EPC069-12, version 002, UTF-8, unstructured remittance).

    RuleBroken `payment_code.iban_invalid` or `.amount_invalid` (0.01 to 999,999,999.99).
    """
    account = iban.replace(" ", "").upper()
    if not _IBAN.fullmatch(account) or _remainder(account) != 1:
        raise RuleBroken([Problem("payment_code.iban_invalid", "iban", {"iban": iban})])
    if not 0 < amount_minor <= _EPC_LARGEST_MINOR:
        raise RuleBroken([Problem("payment_code.amount_invalid", "amount")])
    payee, text = (" ".join(part.split()) for part in (name, remittance))
    lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        bic,
        payee[:70],
        account,
        f"EUR{to_major(amount_minor)}",
        "",
        "",
        text[:140],
    ]
    return "\n".join(lines)


def _remainder(account: str) -> int:
    """The IBAN check of ISO 13616: letters become numbers, the whole modulo 97 must be 1."""
    return int("".join(str(int(c, 36)) for c in account[4:] + account[:4])) % 97


@lru_cache(maxsize=64)
def qr_cells(payload: str) -> tuple[tuple[int, ...], ...]:
    """The code as rows of 0 and 1 without its quiet zone, error correction M.

    RuleBroken `payment_code.too_long` when the text does not fit into the largest code.
    """
    try:
        code = segno.make_qr(payload, error="m", boost_error=False)
    except (segno.DataOverflowError, UnicodeEncodeError) as refused:
        raise RuleBroken([Problem("payment_code.too_long", "payment_code")]) from refused
    return tuple(tuple(row) for row in code.matrix)
