"""The claim as a letter: contract and lorry, the test against the limits, the weights, what is claimed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.formats import (
    NumberStyle,
    date_style,
    format_date,
    format_decimal,
    format_minor,
    format_money,
    number_style,
)
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.read import Read

from ..billing.document import is_right_to_left, labelled
from ..commodities.rules import Side
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..parties.queries import party_detail
from ..trades.queries import frozen_name
from .model import Claim, ClaimKind, Resolution
from .queries import ClaimDetail, claim_detail

if TYPE_CHECKING:
    from rayafin_desktop.paper.letter import Letter, LetterTable
    from rayafin_desktop.paper.letterhead import Contact, Status

_TITLES = {
    ClaimKind.QUALITY: "Quality claim",
    ClaimKind.WEIGHT: "Weight claim",
    ClaimKind.LATE: "Claim for late delivery",
    ClaimKind.OTHER: "Claim",
}
_ENDS = {
    Resolution.ALLOWANCE: "Settled by an allowance",
    Resolution.INVOICE_BACK: "Settled by invoicing back",
    Resolution.WITHDRAWN: "Withdrawn",
}
_WEIGHTS = (
    ("loading_kg", "Weighbridge at loading, net"),
    ("unloading_kg", "Weighbridge at unloading, net"),
    ("net_kg", "Net weight by the contract"),
    ("billed_kg", "Billed weight"),
    ("short_kg", "Short against the bill"),
)


def claim_letter(read: Read, number: str) -> Letter:
    """What the letter of a claim says; NotFound `claim.not_found`."""
    from rayafin_desktop.paper.letter import Letter

    found = read.find(Claim, number=number.strip())
    if found is None:
        raise NotFound("claim.not_found", {"number": number})
    detail = claim_detail(read, found.id)
    claim, company = detail.claim, company_detail(read)
    words = _Writing(company, claim)
    return Letter(
        seller=_seller(read, company),
        to=_addressee(read, detail, company),
        to_label="To",
        title=_TITLES[claim.kind],
        written_on=claim.opened_on,
        status=_status(claim),
        facts=_facts(detail, words),
        locale=company.locale,
        opening=_opening(detail, words, company),
        tables=tuple(_tables(detail, words)),
        closing=_closing(claim, words),
        footer=company.printed_name,
        right_to_left=is_right_to_left(company.locale),
    )


class _Writing:
    """Figures and days as the company writes them, in the claim's currency."""

    def __init__(self, company: CompanyDetail, claim: Claim) -> None:
        self._dates = date_style(company.locale)
        self._style: NumberStyle = number_style(company.locale)
        self._currency = claim.currency

    def day(self, day: Any) -> str:
        return "" if day is None else format_date(day, self._dates)

    def amount(self, minor: int) -> str:
        return format_money(minor, currency_digits(self._currency), self._currency, self._style)

    def column(self, minor: int) -> str:
        return format_minor(minor, currency_digits(self._currency), self._style)

    def figure(self, text: str | None) -> str:
        return "" if text is None else format_decimal(Decimal(text), self._style)

    def kg(self, text: str | None) -> str:
        return f"{self.figure(text)} kg" if text is not None else ""


def _seller(read: Read, company: CompanyDetail) -> Contact:
    from rayafin_desktop.paper.letterhead import Contact

    return Contact(
        name=company.printed_name,
        address=tuple(company.address.splitlines()),
        tax_id=labelled(company.tax_label, company.tax_id),
        phone=company.phone,
        email=company.email,
        logo=company_logo(read),
    )


def _addressee(read: Read, detail: ClaimDetail, company: CompanyDetail) -> Contact:
    """The side claimed against; where that is our own firm, the one that claims."""
    from rayafin_desktop.paper.letterhead import Contact

    party_id = detail.claim.against_id or detail.claim.party_id
    if party_id is None:
        return Contact(name=company.printed_name)
    party = party_detail(read, party_id)
    return Contact(
        name=party.name,
        address=tuple(party.address_lines),
        tax_id=labelled(company.tax_label, party.tax_id),
    )


def _status(claim: Claim) -> Status | None:
    from rayafin_desktop.paper.letterhead import Status

    if claim.resolution is not None:
        tone = "paid" if claim.resolution is Resolution.ALLOWANCE else "notice"
        return Status(_ENDS[claim.resolution], tone)  # type: ignore[arg-type]
    if claim.arbitration_body:
        return Status(f"Before {claim.arbitration_body}", "notice")
    return None


def _facts(detail: ClaimDetail, words: _Writing) -> tuple[tuple[str, str], ...]:
    claim, trade, delivery = detail.claim, detail.trade, detail.delivery
    return (
        ("Claim", claim.number),
        ("Date", words.day(claim.opened_on)),
        ("Contract", trade.number),
        ("Contract date", words.day(trade.traded_on)),
        ("Lorry", delivery.lorry_no if delivery else ""),
        ("LR no.", delivery.lr_no if delivery else ""),
        ("Delivered", words.day(delivery.delivered_on) if delivery else ""),
        ("Claims until", words.day(claim.deadline_on)),
        ("Answer by", words.day(claim.due_on)),
        ("Case", claim.arbitration_no),
    )


def _opening(detail: ClaimDetail, words: _Writing, company: CompanyDetail) -> tuple[str, ...]:
    claim, trade = detail.claim, detail.trade
    who = detail.party_name or company.printed_name
    role = "buyer" if claim.side is Side.BUY else "seller"
    goods = " ".join(filter(None, (frozen_name(trade, "commodity"), trade.variety)))
    first = (
        f"For the {role}, {who}, we claim {words.amount(claim.claimed_minor)} under contract "
        f"{trade.number} of {words.day(trade.traded_on)} for {goods or 'the goods'}."
    )
    late = (
        f"The claim comes after {words.day(claim.deadline_on)}: {claim.late_reason}"
        if claim.late_reason
        else ""
    )
    return tuple(filter(None, (first, claim.text, late)))


def _tables(detail: ClaimDetail, words: _Writing) -> list[LetterTable]:
    facts = detail.claim.facts
    tables = []
    if facts.get("rows"):
        tables.append(_test_table(facts, words, detail))
    if len(facts.get("weights", {})) > 2:
        tables.append(_weight_table(facts["weights"], words))
    return tables


def _test_table(facts: Mapping[str, Any], words: _Writing, detail: ClaimDetail) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    rows = []
    for row in facts["rows"]:
        name = f"{row['name']}, {row['unit']}" if row["unit"] else row["name"]
        allowed = words.column(row["allowance_minor"]) if row["allowance_minor"] else ""
        below = ((0, row["words"]),) if row["words"] else ()
        measured = words.figure(row["value"]) or "not measured"
        rows.append(Row((name, words.figure(row["min"]), words.figure(row["max"]), measured, allowed), below))
    total = facts.get("suggested_minor")
    if total:
        weight = words.kg(facts.get("weight_kg"))
        rows.append(Row((f"Allowance on {weight}", "", "", "", words.column(total)), kind="total"))
    return LetterTable(
        heading=_test_heading(facts, detail, words),
        columns=(
            Column("Parameter", grows=True),
            Column("At least", "figures"),
            Column("At most", "figures"),
            Column("Tested", "figures"),
            Column("Allowance", "figures"),
        ),
        rows=tuple(rows),
    )


def _test_heading(facts: Mapping[str, Any], detail: ClaimDetail, words: _Writing) -> str:
    from datetime import date

    test = facts.get("test", {})
    lot = f"lot {detail.lot.lot_no}" if detail.lot is not None else "the lot"
    parts = [f"Test of {lot}"]
    if test.get("tested_on"):
        parts.append(words.day(date.fromisoformat(test["tested_on"])))
    parts += [part for part in (test.get("lab"), test.get("report_no")) if part]
    return ", ".join(parts)


def _weight_table(weights: Mapping[str, Any], words: _Writing) -> LetterTable:
    from rayafin_desktop.paper.letter import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    shown: Sequence[tuple[str, str]] = [one for one in _WEIGHTS if one[0] in weights]
    return LetterTable(
        heading="Weights",
        columns=(Column("Weighed", grows=True), Column("kg", "figures")),
        rows=tuple(
            Row((label, words.figure(weights[key])), kind="total" if key == "short_kg" else "line")
            for key, label in shown
        ),
    )


def _closing(claim: Claim, words: _Writing) -> tuple[str, ...]:
    lines = [f"Claimed: {words.amount(claim.claimed_minor)}, without tax."]
    if claim.resolution is Resolution.ALLOWANCE:
        lines.append(f"Agreed on {words.day(claim.settled_on)}: {words.amount(claim.agreed_minor)}.")
    elif claim.resolution is None:
        lines.append(f"Please answer by {words.day(claim.due_on)}.")
        if claim.proposed_minor is not None:
            lines.append(f"Latest proposal: {words.amount(claim.proposed_minor)}.")
    return (*lines, claim.outcome) if claim.outcome else tuple(lines)


def _pdf(read: Read, number: str) -> bytes:
    from rayafin_desktop.paper.letter import render_letters  # reportlab is slow to load

    return render_letters((claim_letter(read, number),))


CLAIM_PAPER = Document(kind="claim", title="Claim", permission="claim.read", render=_pdf)
