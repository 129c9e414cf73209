"""A small book whose reports are worked out by hand below it, and posting in one line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.application import App
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.engine.commands import Command, handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.report import ReportTable
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.ledger.commands import JournalLine, PostedEntry, PostJournal
from rayafin_desktop.features.ledger.cost_centres import SaveCostCentre
from rayafin_desktop.features.ledger.posting import post_entries, reverse_entry
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.rules import EntryDraft
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office


@dataclass(frozen=True, kw_only=True)
class PostDrafts(Command[list[UUID]]):
    """Entries of any kind, as the documents of features above would post them."""

    permission: ClassVar[str] = "journal.post"
    drafts: tuple[EntryDraft, ...]


@dataclass(frozen=True, kw_only=True)
class TakeBack(Command[UUID]):
    """Reverse an entry of any kind."""

    permission: ClassVar[str] = "journal.post"
    entry_id: UUID
    on: date


def post_drafts(command: PostDrafts, work: Work) -> list[UUID]:
    return post_entries(work, command.drafts)


def take_back(command: TakeBack, work: Work) -> UUID:
    return reverse_entry(work, command.entry_id, command.on, "Wrong")


POSTING = Feature(name="posting", commands=(handles(PostDrafts, post_drafts), handles(TakeBack, take_back)))
WITH_POSTING = Catalogue((*FEATURES, POSTING))


def able_to_post(office: Office) -> Office:
    """The office with `PostDrafts` and `TakeBack` among its commands."""
    office.app = App(office.app.database, WITH_POSTING, office.clock.as_clock())
    return office


class Ledger:
    """Posts vouchers by account code; amounts in rupees, debits positive."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ids = {code: one.id for code, one in office.ask(accounts).by_code.items()}
        self.party = office.do(
            SaveParty(code="K1", name="Kesar Mills", is_customer=True, is_supplier=True),
            confirmed={"party.no_tax_id", "party.no_state"},
        )

    def post(
        self, on: date, narration: str, *legs: tuple[str, str], centre: UUID | None = None
    ) -> PostedEntry:
        lines = tuple(
            JournalLine(
                account_id=self.ids[code],
                debit=max(Decimal(amount), Decimal(0)),
                credit=max(-Decimal(amount), Decimal(0)),
                party_id=self.party if code in ("1210", "2110", "2120", "1220") else None,
                cost_centre_id=centre if code[0] in "456" else None,
            )
            for code, amount in legs
        )
        return self.office.do(PostJournal(posted_on=on, narration=narration, lines=lines))


def golden_book(office: Office) -> Ledger:
    """A year of a trader (April to March), the year before it, and the first sale of the next.

    | day         | what                                   |       |
    |-------------|----------------------------------------|-------|
    | 2025-04-01  | capital paid in                        | 50000 |
    | 2025-06-10  | furniture bought                       | 12000 |
    | 2025-09-05  | goods bought on credit                 | 30000 |
    | 2025-10-20  | sold on credit                         | 42000 |
    | 2026-01-15  | customer pays                          | 25000 |
    | 2026-02-01  | supplier paid                          | 20000 |
    | 2026-03-31  | rent                                   |  6000 |
    | 2026-04-10  | cash sale                              |  9000 |
    | 2026-05-02  | loan taken                             | 15000 |
    | 2026-05-31  | rent                                   |   500 |
    """
    book = Ledger(office)
    book.post(date(2025, 4, 1), "Capital", ("1120", "50000"), ("3100", "-50000"))
    book.post(date(2025, 6, 10), "Desks", ("1510", "12000"), ("1120", "-12000"))
    book.post(date(2025, 9, 5), "Cotton bought", ("5110", "30000"), ("2110", "-30000"))
    book.post(date(2025, 10, 20), "Cotton sold", ("1210", "42000"), ("4110", "-42000"))
    book.post(date(2026, 1, 15), "Kesar pays", ("1120", "25000"), ("1210", "-25000"))
    book.post(date(2026, 2, 1), "Kesar is paid", ("2110", "20000"), ("1120", "-20000"))
    book.post(date(2026, 3, 31), "Rent", ("6120", "6000"), ("1110", "-6000"))
    book.post(date(2026, 4, 10), "Cash sale", ("1110", "9000"), ("4110", "-9000"))
    book.post(date(2026, 5, 2), "Loan", ("1120", "15000"), ("2310", "-15000"))
    book.post(date(2026, 5, 31), "Rent", ("6120", "500"), ("1120", "-500"))
    return book


def told(table: ReportTable) -> list[tuple[Any, ...]]:
    """Name and figures of each row, in whole rupees."""
    assert not table.difference_minor
    found = []
    for row in table.rows:
        name, *figures = row.values[1:]
        assert all(one % 100 == 0 for one in figures if isinstance(one, int))
        found.append((name, *(one // 100 if isinstance(one, int) else one for one in figures)))
    return found


def centre(office: Office, code: str, name: str) -> UUID:
    return office.do(SaveCostCentre(code=code, name=name))
