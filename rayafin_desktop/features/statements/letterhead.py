"""What letters to parties share: our head, their address, how to pay.

`letterhead` reads it while the book is open; the rest needs no book and loads what draws only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rayafin_desktop.base.formats import date_style, format_date
from rayafin_desktop.engine.report import written
from rayafin_desktop.engine.work import Read

from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..parties.queries import PartyDetail

if TYPE_CHECKING:
    from rayafin_desktop.paper.letterhead import Contact

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Our own side of a letter."""

    company: CompanyDetail
    logo: bytes | None
    today: date

    @property
    def is_right_to_left(self) -> bool:
        """Whether the company's language is written from the right."""
        return self.company.locale.split("_")[0] in _RIGHT_TO_LEFT

    def day(self, value: date | None) -> str:
        """A day as the company writes it."""
        return format_date(value, date_style(self.company.locale)) if value else ""

    def money(self, minor: int | None, currency: str) -> str:
        """An amount without its currency."""
        return written(minor, "money", currency, self.company.locale)

    def seller(self) -> Contact:
        """Our name, address and tax number."""
        from rayafin_desktop.paper.letterhead import Contact

        company = self.company
        return Contact(
            name=company.printed_name,
            address=tuple(company.address.splitlines()),
            tax_id=f"{company.tax_label} {company.tax_id}" if company.tax_id else "",
            phone=company.phone,
            email=company.email,
            logo=self.logo,
        )

    def party(self, party: PartyDetail) -> Contact:
        """Whom the letter goes to."""
        from rayafin_desktop.paper.letterhead import Contact

        label = self.company.tax_label
        return Contact(
            name=party.name,
            address=tuple(party.address_lines),
            tax_id=f"{label} {party.tax_id}" if party.tax_id else "",
        )

    def bank(self) -> tuple[str, ...]:
        """Where to pay."""
        from ..billing.document import bank_lines

        return bank_lines(self.company)

    def code_to_pay(self, currency: str, minor: int, note: str) -> str:
        """What is scanned to pay an amount; empty where there is no such code."""
        from ..billing.document import payment_code

        return payment_code(self.company, currency, minor, note)


def letterhead(read: Read) -> Letterhead:
    """Our side of a letter, as it is today."""
    return Letterhead(company=company_detail(read), logo=company_logo(read), today=read.today)
