"""What waits for somebody, most pressing first, each with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

from .at_a_glance import AtAGlance


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One line of "Needs you"; its button opens the page `opens` with `params`."""

    icon: str
    tone: Tone
    title: str
    detail: str
    verb: str
    opens: str
    params: Mapping[str, object] = field(default_factory=dict)


def counted(formats: Formats, count: int, one: str, many: str) -> str:
    """How many, in words that fit one and many; the sentence for many says {count}."""
    return tr(one) if count == 1 else tr(many, count=formats.count(count))


def needs_of(seen: AtAGlance, formats: Formats) -> list[Need]:
    """Everything that waits; what is not there, or not this person's to see, is left out."""
    figures = seen.invoices or {}
    late, soon = figures.get("overdue_count", 0), figures.get("due_soon_count", 0)
    found = []
    if late:
        one, many = "1 invoice is overdue", "{count} invoices are overdue"
        found.append(
            Need(
                icon="triangle-alert",
                tone="neg",
                title=counted(formats, late, one, many),
                detail=tr("{amount} in total", amount=formats.money(figures["overdue"], sign=True)),
                verb=tr("Collect"),
                opens="invoices",
                params={"tab": "overdue"},
            )
        )
    asked = (seen.tickets or {}).get("for_me", 0)
    if asked:
        one, many = "1 document waits for your approval", "{count} documents wait for your approval"
        found.append(
            Need(
                icon="check-check",
                tone="warn",
                title=counted(formats, asked, one, many),
                detail=tr("Nothing of them is posted before you decide"),
                verb=tr("Decide"),
                opens="approvals",
                params={"tab": "mine_to_decide"},
            )
        )
    bills = seen.bills or {}
    if bills.get("overdue_count"):
        one, many = "1 bill is overdue", "{count} bills are overdue"
        found.append(
            Need(
                icon="receipt",
                tone="neg",
                title=counted(formats, bills["overdue_count"], one, many),
                detail=tr("{amount} in total", amount=formats.money(bills["overdue"], sign=True)),
                verb=tr("Pay"),
                opens="bills",
                params={"tab": "overdue"},
            )
        )
    if seen.over_limit:
        one = "1 customer is over the credit limit"
        many = "{count} customers are over their credit limit"
        found.append(
            Need(
                icon="shield-alert",
                tone="warn",
                title=counted(formats, seen.over_limit, one, many),
                detail=tr("New invoices will ask before they are posted"),
                verb=tr("Review"),
                opens="customers",
                params={"tab": "over_limit"},
            )
        )
    if seen.to_approve:
        one, many = "1 commission waits for approval", "{count} commissions wait for approval"
        found.append(
            Need(
                icon="stamp",
                tone="warn",
                title=counted(formats, seen.to_approve, one, many),
                detail=tr("Earned, and not yet confirmed"),
                verb=tr("Approve"),
                opens="commissions",
                params={"tab": "earned"},
            )
        )
    due = (seen.recurring or {}).get("due", 0)
    if due:
        one, many = "1 recurring document is due", "{count} recurring documents are due"
        found.append(
            Need(
                icon="repeat",
                tone="info",
                title=counted(formats, due, one, many),
                detail=tr("It is made when you say so"),
                verb=tr("Show"),
                opens="recurring",
                params={"tab": "due"},
            )
        )
    if seen.drafts:
        one, many = "1 draft is not posted yet", "{count} drafts are not posted yet"
        found.append(
            Need(
                icon="square-pen",
                tone="info",
                title=counted(formats, seen.drafts, one, many),
                detail=tr("They have no number, and nothing is in the books"),
                verb=tr("Finish"),
                opens="invoices",
                params={"tab": "draft"},
            )
        )
    if soon:
        one, many = "1 invoice falls due this week", "{count} invoices fall due this week"
        found.append(
            Need(
                icon="clock",
                tone="info",
                title=counted(formats, soon, one, many),
                detail=formats.money(figures["due_soon"], sign=True),
                verb=tr("Show"),
                opens="invoices",
                params={"tab": "unpaid"},
            )
        )
    return found
