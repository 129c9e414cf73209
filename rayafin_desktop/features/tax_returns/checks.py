"""What `rayafin verify` asks of the returns: invariant 4 of rules.md 2.12, for the last and this month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rayafin_desktop.base.dates import last_day_of_month
from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from .gstr3b import gstr3b
from .proof import input_tax, output_tax, reverse_charge_tax, vat_moved
from .supplies import inward, outward
from .vat_return import vat_return


def _months(read: Read) -> list[tuple[date, date]]:
    this = read.today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    return [(first, last_day_of_month(first.year, first.month)) for first in (before, this)]


def returns_equal_ledger(read: Read) -> Sequence[Fault]:
    """The tax of the documents of a month is what the tax accounts say came from documents."""
    faults: list[Fault] = []
    for first, last in _months(read):
        sold, bought = outward(read, first, last), inward(read, first, last)
        gst, vat = gstr3b(sold, bought), vat_return(sold, bought)
        owed, claimed = vat_moved(read, first, last)
        output, own, credit = (
            one.from_documents
            for one in (
                output_tax(read, first, last),
                reverse_charge_tax(read, first, last),
                input_tax(read, first, last),
            )
        )
        said, reverse, net = gst.outward, gst.row("3.1(d)"), gst.net_credit
        for name, booked, told in (
            *(
                (f"{what} {head}", getattr(ledger, head), getattr(returned, head))
                for what, ledger, returned in (
                    ("output", output, said),
                    ("reverse charge", own, reverse),
                    ("input", credit, net),
                )
                for head in ("igst", "cgst", "sgst", "cess")
            ),
            ("VAT due", owed, vat.box("3")),
            ("VAT reclaimed", claimed, vat.box("4")),
        ):
            if booked != told:
                evidence = f"{name} of {first:%Y-%m}: documents say {told}, the ledger {booked}"
                faults.append(Fault("tax_returns.ledger", evidence))
    return faults


CHECKS = (Check("tax_returns.ledger", returns_equal_ledger),)
