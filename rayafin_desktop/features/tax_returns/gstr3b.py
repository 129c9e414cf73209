"""GSTR-3B: what is owed and what is claimed for a period, in the rows of the return. Pure; no database.

Sources: CGST Rule 61(5), form GSTR-3B; reporting of reversed and ineligible credit by Circular
170/02/2022; the order of using credit by CGST ss.49, 49A, 49B and Rule 88A.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..tax.categories import TaxCategory
from .gstr1 import Amounts, amounts_of
from .supplies import TaxDocument

_TAXABLE = frozenset({TaxCategory.GST})
_ZERO_RATED = frozenset(
    {
        TaxCategory.GST_EXPORT_PAID,
        TaxCategory.GST_EXPORT_UNPAID,
        TaxCategory.GST_SEZ_PAID,
        TaxCategory.GST_SEZ_UNPAID,
    }
)
_NIL = frozenset({TaxCategory.GST_NIL, TaxCategory.GST_EXEMPT})

# Row of the return -> what it is called there, in short.
ROWS: Mapping[str, str] = {
    "3.1(a)": "Outward taxable supplies",
    "3.1(b)": "Zero rated outward supplies",
    "3.1(c)": "Nil rated and exempted",
    "3.1(d)": "Inward, reverse charge",
    "3.1(e)": "Non-GST outward supplies",
    "4(A)(1)": "Import of goods",
    "4(A)(2)": "Import of services",
    "4(A)(3)": "Other inward, reverse charge",
    "4(A)(4)": "Input service distributor",
    "4(A)(5)": "All other input tax credit",
    "4(B)(1)": "Reversed, s.17(5) and rules",
    "4(B)(2)": "Reversed, others",
}


@dataclass(slots=True, kw_only=True)
class Gstr3b:
    """The return: amounts by row, which documents stand behind each, and table 3.2 by place of supply."""

    rows: dict[str, Amounts] = field(default_factory=dict)
    documents: dict[str, dict[TaxDocument, Amounts]] = field(default_factory=dict)
    unregistered: dict[str, Amounts] = field(default_factory=dict)

    def row(self, name: str) -> Amounts:
        return self.rows.get(name, Amounts())

    @property
    def outward(self) -> Amounts:
        """Tax on what was sold: what GSTR-1 says, too."""
        return self.row("3.1(a)") + self.row("3.1(b)")

    @property
    def available(self) -> Amounts:
        names = [name for name in ROWS if name.startswith("4(A)")]
        return sum((self.row(name) for name in names), Amounts())

    @property
    def reversed_credit(self) -> Amounts:
        return self.row("4(B)(1)") + self.row("4(B)(2)")

    @property
    def net_credit(self) -> Amounts:
        """4(C): what is left of the credit."""
        return self.available + -self.reversed_credit


def gstr3b(outward: Sequence[TaxDocument], inward: Sequence[TaxDocument]) -> Gstr3b:
    """The return of what was sold and bought in the period; notes are taken off their rows."""
    found = Gstr3b()

    def add(name: str, document: TaxDocument, more: Amounts) -> None:
        if more:
            found.rows[name] = found.row(name) + more
            behind = found.documents.setdefault(name, {})
            behind[document] = behind.get(document, Amounts()) + more

    for document in outward:
        for line in document.lines:
            more = amounts_of(line.taxable_minor, line.taxes, document.sign)
            if line.category in _TAXABLE:
                add("3.1(a)", document, more)
                if document.is_inter_state and not document.tax_id:
                    old = found.unregistered.get(document.place, Amounts())
                    found.unregistered[document.place] = old + more
            elif line.category in _ZERO_RATED:
                add("3.1(b)", document, more)
            elif line.category in _NIL:
                add("3.1(c)", document, more)
            elif line.category is TaxCategory.NON_GST:
                add("3.1(e)", document, more)
    for document in inward:
        for line in document.lines:
            own = amounts_of(line.taxable_minor, line.own, document.sign)
            if line.own:
                add("3.1(d)", document, own)
                add(_reverse_charge_row(document, is_service=line.is_service), document, own)
            charged = amounts_of(line.taxable_minor, line.taxes, document.sign)
            if line.taxes:
                add("4(A)(5)", document, charged)
            if not line.is_creditable and (line.own or line.taxes):
                add("4(B)(1)", document, own if line.own else charged)
    return found


def _reverse_charge_row(document: TaxDocument, *, is_service: bool) -> str:
    if document.country not in ("", "IN"):
        return "4(A)(2)" if is_service else "4(A)(1)"
    return "4(A)(3)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """Table 6.1 for one head: what is owed, which credit pays it, and what is left to pay in cash."""

    owed: int
    by_igst: int = 0
    by_cgst: int = 0
    by_sgst: int = 0
    by_cess: int = 0
    reverse_charge: int = 0

    @property
    def cash(self) -> int:
        """Reverse charge is always paid in cash (CGST s.49(4), s.2(82))."""
        return self.owed - self.by_igst - self.by_cgst - self.by_sgst - self.by_cess + self.reverse_charge


def payable(found: Gstr3b) -> dict[str, Payable]:
    """What is owed by head (`igst`, `cgst`, `sgst`, `cess`), with the credit of this period used in order.

    IGST credit first, against IGST, then CGST and SGST; then CGST and SGST credit against their own head
    and IGST, never against each other. Balances brought forward on the portal are not known here.
    """
    owed_by, credit_by = found.outward, found.net_credit
    owed = {name: max(getattr(owed_by, name), 0) for name in ("igst", "cgst", "sgst", "cess")}
    credit = {name: max(getattr(credit_by, name), 0) for name in owed}
    used: dict[tuple[str, str], int] = {}

    def use(of: str, against: str) -> None:
        minor = min(credit[of], owed[against])
        used[of, against] = used.get((of, against), 0) + minor
        credit[of] -= minor
        owed[against] -= minor

    for of, against in (
        ("igst", "igst"), ("igst", "cgst"), ("igst", "sgst"), ("cgst", "cgst"), ("cgst", "igst"),
        ("sgst", "sgst"), ("sgst", "igst"), ("cess", "cess"),
    ):  # fmt: skip
        use(of, against)
    reverse = found.row("3.1(d)")
    return {
        name: Payable(
            owed=getattr(owed_by, name),
            by_igst=used.get(("igst", name), 0),
            by_cgst=used.get(("cgst", name), 0),
            by_sgst=used.get(("sgst", name), 0),
            by_cess=used.get(("cess", name), 0),
            reverse_charge=getattr(reverse, name),
        )
        for name in owed
    }
