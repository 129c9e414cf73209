"""Reading: reports, the list of invoices at both ends, and what a typed letter costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from rayafin_desktop.engine.listing import Look, Positions, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.queries import INVOICE_ROWS
from rayafin_desktop.features.ledger.balances import party_ledger, trial_balance
from rayafin_desktop.features.payments.queries import open_items
from rayafin_desktop.features.reports.balance_sheet import balance_sheet
from rayafin_desktop.features.reports.profit_and_loss import profit_and_loss
from rayafin_desktop.features.statements.aging import aging
from rayafin_desktop.features.statements.sides import RECEIVABLES
from rayafin_desktop.features.statements.statement import party_statement

from .figures import Figure
from .office import CLOCK
from .stage import Stage
from .timing import median_of
from .workload import FIRST_DAY, LAST_DAY, customer_name

HALF_YEAR, MONTH_END, ANY_DAY = date(2024, 1, 1), date(2024, 6, 30), date(2024, 6, 16)
SHOWN = 100
_MOST_MS = 10.0


def reports(stage: Stage) -> Iterator[Figure]:
    """Financial statements, aging, and open items and statements of the customer with the most invoices."""
    office, floor = stage.office, stage.floor
    largest = Counter(customer for _, customer, _, _ in office.invoices).most_common(1)[0][0]
    party = office.parties[largest]

    def asked(
        name: str, ours: Callable[[Read], object], bare: Callable[[], object], **goal: object
    ) -> Figure:
        with office.app.read(office.owner) as read:
            return Figure(
                name=name,
                value=median_of(partial(ours, read)),
                unit="ms",
                floor=median_of(bare),
                **goal,  # type: ignore[arg-type]
            )

    yield asked(
        "trial balance, month end",
        lambda read: trial_balance(read, MONTH_END),
        lambda: floor.month_end(MONTH_END),
        goal=1,
        goal_of_value=True,
    )
    yield asked(
        "trial balance, any day",
        lambda read: trial_balance(read, ANY_DAY),
        lambda: floor.any_day(ANY_DAY),
        goal=2,
    )
    yield asked(
        "profit and loss of half a year, month end",
        lambda read: profit_and_loss(read, first=HALF_YEAR, last=MONTH_END),
        lambda: floor.month_end(MONTH_END),
    )
    yield asked(
        "balance sheet, month end",
        lambda read: balance_sheet(read, as_of=MONTH_END),
        lambda: floor.month_end(MONTH_END),
    )
    yield asked(
        "open items, largest customer",
        lambda read: open_items(read, party),
        lambda: floor.open_items(largest + 1),
    )
    yield asked(
        "statement of two years, largest customer",
        lambda read: party_ledger(read, party, FIRST_DAY, LAST_DAY),
        lambda: floor.statement(largest + 1, FIRST_DAY, LAST_DAY),
    )
    yield asked(
        "aging of receivables, today",
        lambda read: aging(read, RECEIVABLES),
        lambda: floor.aged_now(CLOCK.today()),
        goal=1.5,
    )
    yield asked(
        "aging of receivables, a past day",
        lambda read: aging(read, RECEIVABLES, as_of=ANY_DAY),
        lambda: floor.aged_then(ANY_DAY),
    )
    yield asked(
        "party statement with its aging, largest customer",
        lambda read: party_statement(read, party, FIRST_DAY, LAST_DAY),
        lambda: floor.statement(largest + 1, FIRST_DAY, LAST_DAY),
    )


def lists(stage: Stage) -> Iterator[Figure]:
    """The list of invoices as the window reads it."""
    app, owner, floor = stage.office.app, stage.office.owner, stage.floor
    rows = INVOICE_ROWS

    def figure(
        name: str, ours: Callable[[], object], bare: Callable[[], object] | None, *, goal: bool = True
    ) -> Figure:
        return Figure(
            name=name,
            value=median_of(ours),
            unit="ms",
            floor=None if bare is None else median_of(bare),
            goal=_MOST_MS if goal else None,
            goal_of_value=True,
        )

    newest = Look(sort="issued_on", descending=True)
    with app.read(owner) as read:
        yield figure(
            "list, first page", lambda: page(rows, read, newest, limit=SHOWN), lambda: floor.first_page(SHOWN)
        )
    with app.read(owner, positions=True) as read:
        yield figure("list, its order frozen", lambda: Positions(rows, read, newest), None, goal=False)
        frozen = Positions(rows, read, newest)
        yield figure(
            "list, last page",
            lambda: frozen.page(frozen.count - SHOWN, SHOWN),
            lambda: floor.last_page(SHOWN),
        )
    middle = f"{stage.count // 2:05d}"
    typed = (
        ("search by number", middle, partial(floor.numbered, middle, SHOWN) if floor.has_trigrams else None),
        (
            "search by customer",
            customer_name(0)[:6],
            partial(floor.of_customers, customer_name(0)[:6], SHOWN),
        ),
    )
    with app.read(owner) as read:
        yield figure(
            "list, sorted by an amount",
            lambda: page(rows, read, Look(sort="total_minor", descending=True), limit=SHOWN),
            lambda: floor.largest(SHOWN),
            goal=False,
        )
        for name, text, bare in typed:
            look = Look(text=text, sort="issued_on", descending=True)
            yield figure(name, partial(page, rows, read, look, limit=SHOWN), bare)
