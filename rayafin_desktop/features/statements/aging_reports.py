"""Aging as reports: by party, or document by document, with the control account as their proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from uuid import UUID

from rayafin_desktop.base.formats import format_money, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.report import (
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
)
from rayafin_desktop.engine.work import Read

from ..companies.queries import company_detail
from ..companies.reporting import as_of_text, company_report, day_text
from ..ledger.balances import balances
from ..ledger.queries import accounts, base_currency
from .aging import Aged, Aging, aging, bucket_names, control_balance, open_documents, party_names
from .open_items import Cut
from .sides import PAYABLES, RECEIVABLES, Side

BY_THEN = "by-then"
RECORDED = ReportOption(
    "recorded",
    "Recorded",
    (("", "All that is known today"), (BY_THEN, "Only what was recorded by that day")),
)
DETAIL = ReportOption("detail", "Show", (("parties", "By party"), ("documents", "Document by document")))


def _aging_report(
    title: str,
    side: Side,
    read: Read,
    as_of: date | None,
    party: UUID | None,
    detail: str,
    recorded: str,
) -> ReportTable:
    day = as_of or read.today
    known_on = day if recorded == BY_THEN else None
    found = aging(read, side, as_of=day, known_on=known_on, party_id=party)
    by_document = detail == "documents"
    columns = _document_columns() if by_document else _party_columns(found)
    rows = (
        _document_rows(read, side, found, party) if by_document else _party_rows(found, base_currency(read))
    )
    remarks = []
    if known_on is not None:
        remarks.append(f"As it was known on {day_text(read, day)}: what was recorded later is left out.")
    if side.name == "receivables":
        remarks.append(
            "Advances are money received that pays no invoice yet; they stand on their own account."
        )
    else:
        remarks.append("Advances are money paid that settles no bill yet; they stand on their own account.")
    return company_report(
        read,
        title=title,
        subtitle=as_of_text(read, day),
        columns=columns,
        rows=rows,
        remarks=remarks,
        parameters=as_parameters(as_of=day, party=party, detail=detail, recorded=recorded or None),
        difference_minor=None
        # The kept sums are the whole company's, the documents those of one's own branch.
        if party or read.actor.branch_id
        else found.total.base_open_minor - _booked(read, side, found.cut),
        landscape=not by_document,
    )


def _booked(read: Read, side: Side, cut: Cut) -> int:
    """The control account at the cut; from the maintained sums unless only what was known then counts."""
    if cut.known_on is not None:
        return control_balance(read, side, cut)
    control = accounts(read).by_role.get(side.control)
    if control is None:
        return 0
    return side.sign * balances(read, cut.as_of, [control.id]).get(control.id, 0)


def _extras(found: Aging) -> tuple[bool, bool, bool, bool]:
    """Whether there are credits, other entries and advances; a column of nothing but zeros is left out."""
    return (
        any(one.credit_minor or one.base_credit_minor for one in found.rows),
        any(one.other_minor or one.base_other_minor for one in found.rows),
        any(one.base_revaluation_minor for one in found.rows),
        any(one.advance_minor or one.base_advance_minor for one in found.rows),
    )


def _party_columns(found: Aging) -> tuple[ReportColumn, ...]:
    credits_, other, revaluation, advances = _extras(found)
    buckets = bucket_names(found.limits)
    keys = ("not_due", *(f"up_to_{limit}" for limit in found.limits), "older")
    extra = (
        (credits_, "credits", "Credits"),
        (other, "other", "Other entries"),
        (revaluation, "revaluation", "Revaluation"),
        (advances, "advance", "Advances"),
        (advances, "net", "Net"),
    )
    return (
        ReportColumn(key="code", title="Code", kind="code"),
        ReportColumn(key="party", title="Party", grows=True),
        ReportColumn(key="open", title="Outstanding", kind="money"),
        *(ReportColumn(key=key, title=name, kind="money") for key, name in zip(keys, buckets, strict=True)),
        *(ReportColumn(key=key, title=title, kind="money") for shown, key, title in extra if shown),
    )


def _figures(one: Aged, extras: Sequence[bool]) -> tuple[int | None, ...]:
    """The cells of a row in the company's currency."""
    more = (
        one.base_credit_minor, one.base_other_minor, one.base_revaluation_minor, one.base_advance_minor,
    )  # fmt: skip
    return _cells(one.base_open_minor, one.base_buckets, more, extras)


def _foreign_figures(one: Aged, extras: Sequence[bool]) -> tuple[int | None, ...]:
    """The cells of a row in its own currency."""
    more = (one.credit_minor, one.other_minor, 0, one.advance_minor)
    return _cells(one.open_minor, one.buckets, more, extras)


def _cells(
    total: int, buckets: Sequence[int], more: Sequence[int], extras: Sequence[bool]
) -> tuple[int | None, ...]:
    shown = [minor or None for minor, is_shown in zip(more, extras, strict=True) if is_shown]
    net = [total - more[-1]] if extras[-1] else []
    return (total, *(minor or None for minor in buckets), *shown, *net)


def _party_rows(found: Aging, own: str) -> list[ReportRow]:
    extras = _extras(found)
    rows: list[ReportRow] = []
    for party_id, members in groupby(found.rows, key=lambda one: one.party_id):
        some = list(members)
        of_party = _sum(some, found.limits)
        code, name = found.names.get(party_id, ("", "")) if party_id else ("", "No party")
        rows.append(
            ReportRow(
                values=(code, name, *_figures(of_party, extras)),
                about=("party", party_id) if party_id else None,
            )
        )
        rows += [
            ReportRow(
                values=(None, f"in {one.currency}", *_foreign_figures(one, extras)),
                indent=1,
                currency=one.currency,
            )
            for one in some
            if one.currency != own
        ]
    rows.append(ReportRow(values=(None, "Total", *_figures(found.total, extras)), kind="total"))
    return rows


def _sum(some: Iterable[Aged], limits: Sequence[int]) -> Aged:
    none = [0] * (len(limits) + 2)
    total = Aged(party_id=None, currency="", buckets=none, base_buckets=[*none])
    for one in some:
        total.add(one)
    return total


def _document_columns() -> tuple[ReportColumn, ...]:
    return (
        ReportColumn(key="number", title="Document", grows=True),
        ReportColumn(key="issued_on", title="Date", kind="date"),
        ReportColumn(key="due_on", title="Due", kind="date"),
        ReportColumn(key="days_late", title="Days late", kind="count"),
        ReportColumn(key="bucket", title="Bucket"),
        ReportColumn(key="in_currency", title="In its currency"),
        ReportColumn(key="open", title="Outstanding", kind="money"),
    )


def _document_rows(read: Read, side: Side, found: Aging, party: UUID | None) -> list[ReportRow]:
    own, style = base_currency(read), number_style(company_detail(read).locale)
    documents = open_documents(read, side, as_of=found.cut.as_of, known_on=found.cut.known_on, party_id=party)
    names = found.names | party_names(read, {one.party_id for one in documents} - found.names.keys())
    by_party: dict[UUID | None, list[ReportRow]] = {one.party_id: [] for one in found.rows}
    buckets = bucket_names(found.limits)
    for one in documents:
        foreign = ""
        if one.currency != own:
            foreign = format_money(one.open_minor, currency_digits(one.currency), one.currency, style)
        by_party.setdefault(one.party_id, []).append(
            ReportRow(
                values=(
                    one.number, one.issued_on, one.due_on, None if one.is_credit else one.days_late or None,
                    "Credit" if one.is_credit else buckets[one.bucket], foreign, one.base_minor,
                ),
                indent=1,
                about=(one.record_kind, one.id),
            )
        )  # fmt: skip
    rows: list[ReportRow] = []
    for party_id, lines in by_party.items():
        some = _sum((one for one in found.rows if one.party_id == party_id), found.limits)
        code, name = names.get(party_id, ("", "")) if party_id else ("", "No party")
        title = f"{name} ({code})" if code else name
        rows.append(ReportRow(values=(title, *[None] * 6), kind="section"))
        rows += lines
        if some.base_other_minor:
            rows.append(_plain("Other entries", some.base_other_minor))
        if some.base_revaluation_minor:
            rows.append(_plain("Revaluation", some.base_revaluation_minor))
        rows.append(_plain(title, some.base_open_minor, kind="subtotal"))
    rows.append(_plain("Total", found.total.base_open_minor, kind="total"))
    return rows


def _plain(title: str, minor: int, *, kind: str = "line") -> ReportRow:
    if kind == "line":
        return ReportRow(values=(title, None, None, None, None, None, minor), indent=1)
    return ReportRow(
        values=(title, None, None, None, None, None, minor), kind="total" if kind == "total" else "subtotal"
    )


def ar_aging_report(
    read: Read,
    *,
    as_of: date | None = None,
    party: UUID | None = None,
    detail: str = "parties",
    recorded: str = "",
) -> ReportTable:
    """What customers owe at the end of a day (today if none is given), by how long it is overdue."""
    return _aging_report("Receivables by age", RECEIVABLES, read, as_of, party, detail, recorded)


def ap_aging_report(
    read: Read,
    *,
    as_of: date | None = None,
    party: UUID | None = None,
    detail: str = "parties",
    recorded: str = "",
) -> ReportTable:
    """What is owed to suppliers at the end of a day (today if none is given), by how long it is overdue."""
    return _aging_report("Payables by age", PAYABLES, read, as_of, party, detail, recorded)


_report = partial(
    Report, permission="aging.see", options=(DETAIL, RECORDED), kinds=("entry", "invoice", "bill")
)
AGING_REPORTS = (
    _report(
        name="ar-aging",
        title="Receivables by age",
        run=ar_aging_report,
        group="Receivables and payables",
        purpose="Who owes how much, and for how long, at the end of any day.",
    ),
    _report(
        name="ap-aging",
        title="Payables by age",
        run=ap_aging_report,
        group="Receivables and payables",
        purpose="Whom you owe how much, and for how long, at the end of any day.",
    ),
)
