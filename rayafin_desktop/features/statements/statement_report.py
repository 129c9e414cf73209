"""Party statements as a report, and as the letter that is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.report import (
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
    written,
)
from rayafin_desktop.engine.work import Read

from ..companies.queries import company_detail, fiscal_year
from ..companies.reporting import company_report, period_text
from ..parties.model import Party
from .aging import bucket_names
from .letterhead import Letterhead, letterhead
from .statement import Statement, StatementBlock, StatementLine, party_statement

if TYPE_CHECKING:
    from rayafin_desktop.paper.letter import Letter

KIND_NAMES = {
    "invoice": "Invoice",
    "credit_note": "Credit note",
    "bill": "Bill",
    "debit_note": "Debit note",
    "expense": "Expense",
    "receipt": "Payment received",
    "payment": "Payment made",
    "allocation": "Advance used",
    "unallocation": "Allocation taken back",
    "receipt_reversal": "Payment returned",
    "payment_reversal": "Payment returned",
    "write_off": "Written off",
    "contra": "Set off",
    "journal": "Journal",
    "opening": "Opening entry",
    "reversal": "Reversal",
}
_ALLOCATIONS = ReportOption(
    "allocations", "Allocations", (("", "Not shown"), ("shown", "What each payment pays"))
)


def line_title(line: StatementLine) -> str:
    """What a line is called: `Invoice INV/26-27/0001 (PO 4711)`."""
    name = KIND_NAMES.get(line.kind, line.kind.replace("_", " ").capitalize())
    note = f" ({line.note})" if line.note else ""
    return f"{name} {line.number}".rstrip() + note


def _period(read: Read, first: date | None, last: date | None) -> tuple[date, date]:
    """The days asked for; without them the financial year so far."""
    last = last or read.today
    return first or min(fiscal_year(read).starts_on, last), last


def party_statement_report(
    read: Read,
    *,
    party: UUID,
    first: date | None = None,
    last: date | None = None,
    allocations: str = "",
) -> ReportTable:
    """A customer's or supplier's account over a period; without days the financial year so far."""
    first, last = _period(read, first, last)
    statement = party_statement(read, party, first, last, with_allocations=allocations == "shown")
    company = company_detail(read)
    single = len(statement.blocks) == 1
    rows: list[ReportRow] = []
    for block in statement.blocks:
        rows += _block_rows(block, statement, titled=not single)
    remarks = [
        _strip_text(block, statement, company.locale) for block in statement.blocks if block.aged is not None
    ]
    head = letterhead(read)
    return company_report(
        read,
        title=f"Statement of account: {statement.party.name}",
        subtitle=period_text(read, first, last),
        currency=statement.blocks[0].currency if single else "",
        columns=(
            ReportColumn(key="posted_on", title="Date", kind="date"),
            ReportColumn(key="what", title="Entry", grows=True),
            ReportColumn(key="due_on", title="Due", kind="date"),
            ReportColumn(key="charged", title="Charged", kind="money"),
            ReportColumn(key="paid", title="Paid", kind="money"),
            ReportColumn(key="balance", title="Balance", kind="money"),
        ),
        rows=rows,
        remarks=remarks,
        parameters=as_parameters(party=statement.party.code, first=first, last=last),
        paper=lambda: _render([statement_letter(head, statement)]),
    )


def _block_rows(block: StatementBlock, statement: Statement, *, titled: bool) -> list[ReportRow]:
    money = block.currency
    rows: list[ReportRow] = []
    if titled:
        rows.append(ReportRow(values=(None, money, None, None, None, None), kind="section"))
    rows.append(
        ReportRow(
            values=(statement.first, "Opening balance", None, None, None, block.opening_minor),
            currency=money,
        )
    )
    for line in block.lines:
        rows.append(
            ReportRow(
                values=(
                    line.posted_on, line_title(line), line.due_on, line.charged_minor or None,
                    line.paid_minor or None, line.balance_minor,
                ),
                about=line.about,
                currency=money,
            )
        )  # fmt: skip
        rows += [
            ReportRow(values=(None, f"pays {number}", None, None, minor, None), indent=1, currency=money)
            for number, minor in line.pays
        ]
    rows.append(
        ReportRow(
            values=(
                statement.last, "Closing balance", None, block.charged_minor or None,
                block.paid_minor or None, block.closing_minor,
            ),
            kind="total",
            currency=money,
        )
    )  # fmt: skip
    return rows


def _strip(block: StatementBlock, statement: Statement) -> list[tuple[str, int]]:
    """The aging at the foot: buckets, then credits, other entries and money on account if there are any."""
    aged = block.aged
    if aged is None:
        return []
    parts = list(zip(bucket_names(statement.limits), aged.buckets, strict=True))
    extra = (("Credits", aged.credit_minor), ("Other", aged.other_minor), ("On account", -aged.advance_minor))
    return parts + [(name, minor) for name, minor in extra if minor]


def _strip_text(block: StatementBlock, statement: Statement, locale: str) -> str:
    parts = (
        f"{name} {written(minor, 'money', block.currency, locale)}"
        for name, minor in _strip(block, statement)
    )
    return f"{block.currency}: " + " · ".join(parts)


def statement_letter(head: Letterhead, statement: Statement) -> Letter:
    """The statement as it is sent."""
    from rayafin_desktop.paper.letter import Letter, LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    day = head.day
    tables: list[LetterTable] = []
    for block in statement.blocks:

        def money(minor: int | None, currency: str = block.currency) -> str:
            return head.money(minor, currency)

        rows = [
            Row(
                (day(statement.first), "Opening balance", "", "", "", money(block.opening_minor)),
                kind="group",
            )
        ]
        for line in block.lines:
            cells = (
                day(line.posted_on), line_title(line), day(line.due_on), money(line.charged_minor or None),
                money(line.paid_minor or None), money(line.balance_minor),
            )  # fmt: skip
            pays = " · ".join(f"{number} {money(minor)}" for number, minor in line.pays)
            rows.append(Row(cells, below=((1, pays),) if pays else ()))
        sums = (money(block.charged_minor), money(block.paid_minor), money(block.closing_minor))
        rows.append(Row((day(statement.last), "Closing balance", "", *sums), kind="total"))
        tables.append(
            LetterTable(
                heading=f"Account in {block.currency}",
                columns=(
                    Column("Date"),
                    Column("Entry", grows=True),
                    Column("Due"),
                    Column("Charged", "figures"),
                    Column("Paid", "figures"),
                    Column("Balance", "figures"),
                ),
                rows=tuple(rows),
            )
        )
        strip = _strip(block, statement)
        if strip:
            tables.append(
                LetterTable(
                    heading=f"Open on {day(statement.last)}, by days after the due date",
                    columns=(
                        *(Column(name, "figures") for name, _ in strip),
                        Column("Balance", "figures", grows=True),
                    ),
                    rows=(Row((*(money(minor) for _, minor in strip), money(block.closing_minor))),),
                )
            )
    balances = " · ".join(
        f"{block.currency} {head.money(block.closing_minor, block.currency)}" for block in statement.blocks
    )
    owing = next((one for one in statement.blocks if one.closing_minor > 0), None)
    if statement.is_supplier:
        owing = None
    return Letter(
        seller=head.seller(),
        to=head.party(statement.party),
        to_label="Account of",
        title="Statement of account",
        written_on=head.today,
        facts=(
            ("Period", f"{day(statement.first)} – {day(statement.last)}"),
            ("Account", statement.party.code),
            ("Written on", day(head.today)),
            ("Balance", balances),
        ),
        locale=head.company.locale,
        tables=tuple(tables),
        closing=("Please tell us within 15 days if this does not agree with your books.",),
        bank=head.bank() if owing else (),
        payment_code=head.code_to_pay(owing.currency, owing.closing_minor, statement.party.code)
        if owing
        else "",
        right_to_left=head.is_right_to_left,
    )


def _render(letters: Sequence[Letter]) -> bytes:
    from rayafin_desktop.paper.letter import render_letters

    return render_letters(letters)


def _statement_pdf(read: Read, code: str) -> bytes:
    """The statement of the financial year so far, of the party with this code."""
    party = read.find(Party, code=code.strip())
    if party is None:
        raise NotFound("party.not_found", {"code": code})
    first, last = _period(read, None, None)
    return _render([statement_letter(letterhead(read), party_statement(read, party.id, first, last))])


STATEMENT_REPORTS = (
    Report(
        "party-statement",
        "Statement of account",
        "statement.see",
        party_statement_report,
        group="Receivables and payables",
        purpose="One customer's or supplier's account, as it is sent: documents, payments, balance.",
        options=(_ALLOCATIONS,),
        kinds=("entry", "invoice", "bill", "payment"),
    ),
)
STATEMENT_DOCUMENTS = (Document("statement", "Statement of account", "statement.see", _statement_pdf),)
