"""`rayafin import retail`: the UCI Online Retail files into customers, items, invoices and credit notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read

from ..billing.content import ShipTo
from ..billing.imports import Imported, ImportedInvoice, ImportedLine, ImportFailure, ImportInvoices
from ..billing.rules import DocumentKind
from ..items.commands import SaveItem
from ..ledger.queries import base_currency
from ..parties.commands import SaveParty
from ..tax.categories import TaxCategory
from ..tax.queries import tax_codes
from .delimited import Table, read_table
from .masters import ImportItems, ImportParties, RecordsImported
from .report import Door, ImportReport, Progress, RejectedRow, rejected
from .retail_rules import COLUMNS, RetailDocument, RetailFile, customer_key, sorted_out
from .steps import Step, Tally, carry_out, chunks, problem_of

KINDS = ("customers", "items", "invoices", "credit_notes")
DOCUMENTS_A_STEP = 500
RECORDS_A_STEP = 2_000
_UNIT = "pcs"
_OUTSIDE_TAX = frozenset({TaxCategory.OUT_OF_SCOPE, TaxCategory.NON_GST})
# Countries that CLDR has under another name.
_NAMED_OTHERWISE = {"EIRE": "IE", "USA": "US", "RSA": "ZA", "Hong Kong": "HK", "Czech Republic": "CZ"}


def import_retail(
    app: Door, actor: Actor, files: Sequence[Path], *, dry_run: bool, progress: Progress
) -> ImportReport:
    """Import daily files of Online Retail; amounts are taken as they stand, in the company's currency.

    Lines bear no tax: the file does not say any. Every invoice keeps its number, and what was imported
    once is passed over the next time.
    """
    tables = _tables(files, progress)
    found = sorted_out(tables)
    with app.read(actor) as read:
        tax_code, currency = _untaxed_code(read), base_currency(read)
    tally = carry_out(app, actor, _steps(found, tax_code), dry_run=dry_run, progress=progress)
    digits = currency_digits(currency)
    refused = [*found.rejected, *tally.rejected]
    return ImportReport(
        kind="retail",
        dry_run=dry_run,
        rows=sum(len(table.rows) for table in tables),
        added={kind: tally.added[kind] for kind in KINDS},
        skipped_existing={kind: tally.skipped[kind] for kind in KINDS},
        totals={
            "invoiced": to_major(tally.total_minor["invoices"], digits),
            "credited": to_major(-tally.total_minor["credit_notes"], digits),
        },
        rejected=tuple(sorted(refused, key=lambda row: (row.file, row.line))),
        columns=COLUMNS,
    )


def _tables(files: Sequence[Path], progress: Progress) -> list[Table]:
    """All files, read before anything is written: one that cannot be read stops the import."""
    tables = []
    for done, path in enumerate(files, start=1):
        tables.append(read_table(path, COLUMNS))
        progress(done, len(files), "Reading")
    return tables


def _untaxed_code(read: Read) -> str:
    """The company's tax code for what is outside the tax; empty where it has none."""
    codes = (code for code in tax_codes(read).values() if code.is_active and code.for_sales)
    return next((code.code for code in codes if code.category in _OUTSIDE_TAX), "")


def _steps(found: RetailFile, tax_code: str) -> list[Step]:
    """Customers and items first, then the invoices, then what cancelled some of them."""
    customers = [
        SaveParty(
            code=_party_code(*key),
            name=_party_name(*key),
            country=_country_code(country),
            notes="" if _country_code(country) or not country else f"Country in the file: {country}",
        )
        for key, country in found.customers.items()
    ]
    items = [SaveItem(code=code, name=name, unit=_UNIT) for code, name in found.items.items()]
    steps: list[Step] = [_Customers(tuple(some)) for some in chunks(customers, RECORDS_A_STEP)]
    steps += [_Items(tuple(some)) for some in chunks(items, RECORDS_A_STEP)]
    for is_cancellation in (False, True):
        documents = [one for one in found.documents if one.is_cancellation is is_cancellation]
        steps += [
            _Documents(some, found.customers, tax_code, is_cancellation)
            for some in chunks(documents, DOCUMENTS_A_STEP)
        ]
    return steps


@cache
def _countries() -> Mapping[str, str]:
    """English country names to ISO 3166 codes."""
    named = {str(name): code for code, name in Locale("en").territories.items() if len(code) == 2}
    return named | _NAMED_OTHERWISE


def _country_code(name: str) -> str:
    """The ISO 3166 code of a country's English name; empty for what is no country."""
    return _countries().get(name, "")


def _party_code(customer: str, country: str) -> str:
    """A customer's code: its id, or WALK-GB for those of a country who gave none."""
    if customer:
        return customer
    return "-".join(("WALK", *(_country_code(country) or country.upper()).split()))


def _party_name(customer: str, country: str) -> str:
    if customer:
        return f"Customer {customer}"
    return f"Walk-in customer, {country}" if country else "Walk-in customer"


@dataclass(frozen=True, slots=True)
class _Customers:
    parties: tuple[SaveParty, ...]

    @property
    def size(self) -> int:
        return len(self.parties)

    def command(self) -> ImportParties:
        return ImportParties(parties=self.parties)

    def take(self, result: RecordsImported, tally: Tally) -> None:
        # A customer that was refused refuses its invoices, and these name their rows.
        tally.added["customers"] += result.added
        tally.skipped["customers"] += result.skipped


@dataclass(frozen=True, slots=True)
class _Items:
    items: tuple[SaveItem, ...]

    @property
    def size(self) -> int:
        return len(self.items)

    def command(self) -> ImportItems:
        return ImportItems(items=self.items)

    def take(self, result: RecordsImported, tally: Tally) -> None:
        tally.added["items"] += result.added
        tally.skipped["items"] += result.skipped


@dataclass(frozen=True, slots=True)
class _Documents:
    """Some hundred documents of one kind; `customers` is `RetailFile.customers`."""

    documents: Sequence[RetailDocument]
    customers: Mapping[tuple[str, str], str]
    tax_code: str
    are_credit_notes: bool

    @property
    def size(self) -> int:
        return sum(len(document.lines) for document in self.documents)

    def command(self) -> ImportInvoices:
        return ImportInvoices(invoices=tuple(map(self._invoice, self.documents)), skip_faulty=True)

    def take(self, result: Imported, tally: Tally) -> None:
        kind = "credit_notes" if self.are_credit_notes else "invoices"
        tally.added[kind] += result.added
        tally.skipped[kind] += result.skipped
        tally.total_minor[kind] += result.total_minor
        for failure in result.failed:
            tally.rejected += _rejected_rows(self.documents[failure.index], failure)

    def _invoice(self, document: RetailDocument) -> ImportedInvoice:
        is_note = document.is_cancellation
        own_country = self.customers[customer_key(document)]
        elsewhere = _country_code(document.country) if document.country != own_country else ""
        return ImportedInvoice(
            kind=DocumentKind.CREDIT_NOTE if is_note else DocumentKind.INVOICE,
            number=document.number,
            external_reference=f"retail:{document.number}",
            party_code=_party_code(*customer_key(document)),
            issued_on=document.on,
            ship_to=ShipTo(country=elsewhere, to_buyer=True) if elsewhere else None,
            reason="Cancellation" if is_note else "",
            prices_include_tax=False,
            lines=tuple(
                ImportedLine(
                    item_code=line.stock_code,
                    description=line.description,
                    quantity=line.quantity,
                    unit_price=line.unit_price,
                    tax_code=self.tax_code,
                )
                for line in document.lines
            ),
        )


def _rejected_rows(document: RetailDocument, failure: ImportFailure) -> Iterator[RejectedRow]:
    """The rows of a document that was refused: those at fault say why, the others wait with them."""
    problems = [problem_of(described) for described in failure.problems]
    own: dict[int, Problem] = {}
    whole: Problem | None = None
    for problem in problems:
        place = problem.field.split(".")
        if place[0] == "lines" and len(place) > 1:
            own.setdefault(int(place[1]), problem)
        else:
            whole = whole or problem
    at_fault = document.lines[min(own)].row.line if own else document.lines[0].row.line
    waits = whole or Problem("retail.invoice_incomplete", "", {"number": document.number, "line": at_fault})
    for index, line in enumerate(document.lines):
        yield rejected(line.row, own.get(index, waits))
