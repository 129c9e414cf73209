"""The steps of a commission, each with its formula and the numbers that went into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.features.commissions.events import CommissionEvent, Event
from rayafin_desktop.features.commissions.queries import CommissionStep


class StepCard(Card):
    """One step: what happened, what it earned, and how that was worked out."""

    def __init__(self, step: CommissionStep, currency: str, formats: Formats, *, chosen: bool) -> None:
        super().__init__(padding=14, spacing=6, edge="accent" if chosen else "line")
        amount = Label(
            formats.money(step.amount_minor, currency, sign=True),
            BASE,
            SEMIBOLD,
            "neg" if step.amount_minor < 0 else "text",
            number=True,
        )
        day = Label(formats.date(step.at), SMALL, REGULAR, "text2", tabular=True)
        head = [Label(tr(step.title), BASE, MEDIUM), day]
        parts = [*head, Pill(tr("This entry"), "accent")] if chosen else head
        self.column.addLayout(row(*parts, None, amount, spacing=10))
        for line in step.detail.splitlines():
            self.column.addWidget(Label(line, SMALL, REGULAR, "text2", tabular=True, wrap=True))
        spoken = f"{step.title}, {formats.date(step.at)}, {amount.text()}. {step.detail}"
        self.setAccessibleName(spoken)


_EVENTS: Mapping[Event, str] = {
    Event.PAID: "Paid",
    Event.TAKEN_BACK: "Payment taken back",
    Event.WRITTEN_OFF: "Written off",
    Event.CREDITED: "Credit note",
}


class EventCard(Card):
    """What happened to the invoice: the payments and credit notes the formula counts."""

    def __init__(self, events: Sequence[CommissionEvent], formats: Formats) -> None:
        super().__init__(padding=14, spacing=6)
        spoken = []
        for event in events:
            what, day = tr(_EVENTS[event.kind]), formats.date(event.at)
            amount = formats.money(event.amount_minor, event.currency, sign=True)
            tone: Role = "neg" if event.amount_minor < 0 else "text"
            self.column.addLayout(
                row(
                    Label(day, SMALL, REGULAR, "text2", tabular=True),
                    Label(what, SMALL, MEDIUM),
                    Label(event.number, SMALL, REGULAR, "text2", tabular=True),
                    None,
                    Label(amount, SMALL, MEDIUM, tone, number=True),
                    spacing=12,
                )
            )
            spoken.append(f"{day}, {what}, {event.number}, {amount}")
        self.setAccessibleName(". ".join(spoken))


def steps_column(cards: Sequence[QWidget]) -> QWidget:
    """The cards from first to last."""
    holder = QWidget()
    holder.setLayout(column(*cards, spacing=10))
    return holder
