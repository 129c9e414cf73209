"""How a party stands after a payment, in words and figures."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.base.money import round_to_int
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr

from .reading import Payer, Sheet
from .side_panel import Fact


def standing(payer: Payer, sheet: Sheet, formats: Formats, owes: str) -> tuple[list[Fact], str]:
    """What is owed, overdue and used of the credit after the payment, and a warning or nothing."""
    overdue = formats.money(sheet.overdue_minor, sign=True)
    facts: list[Fact] = [
        (owes, formats.money(sheet.owes_minor, sign=True), "text"),
        (tr("Overdue"), overdue, "neg" if sheet.overdue_minor else "text3"),
    ]
    if not payer.limit_minor:
        return facts, ""
    over = sheet.owes_minor - payer.limit_minor
    used = round_to_int(Decimal(100 * max(0, sheet.owes_minor)) / payer.limit_minor)
    limit = formats.whole_money(payer.limit_minor)
    used_of = tr("{percent}% of {limit}", percent=formats.count(used), limit=limit)
    facts.append((tr("Credit used"), used_of, "neg" if over > 0 else "text"))
    if over <= 0:
        return facts, ""
    return facts, tr("Still {amount} over the credit limit.", amount=formats.money(over, sign=True))
