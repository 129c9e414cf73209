"""The whole sample: founded, traded in for 120 days, left in the middle of a busy one."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import SignInRefused
from rayafin_desktop.base.money import share
from rayafin_desktop.features.access.sign_in import sign_in
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.commissions.plans import SaveCommissionPlan
from rayafin_desktop.features.commissions.rules import Basis, Trigger
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.documents.commands import AttachFile

from .agents import agree_with_agents
from .bank import bank_sends_statement
from .bookkeeping import Bookkeeping
from .branch import trade_at_branch
from .clock import SampleClock
from .colleagues import set_colleagues_to_work
from .collecting import Collections
from .foreign import ForeignMoney, withhold_from
from .founding import OWNER_EMAIL, PASSWORD, found_branch, found_trading_house
from .locking import lock_the_books
from .masters import Masters, make_masters
from .office import Office
from .ordering import Ordering
from .paying import PaymentsOut
from .plan import SamplePlan
from .purchasing import Purchases
from .reminding import remind
from .selling import Sales
from .trade_brokerage import make_trade_brokerage
from .trade_contracts import make_trade_contracts
from .trade_goods import make_trade_goods
from .trade_masters import make_trade_masters
from .trade_messages import leave_messages
from .trade_offers import make_trade_offers

Progress = Callable[[int, int, str], None]
"""Called with how many steps are done, of how many, and what is being done."""

DRAFTS = 5


@dataclass(frozen=True, slots=True)
class SampleBook:
    """What was made: the two companies, the trade that can go on, and counts of what is in the book."""

    house: Office
    branch: Office
    sales: Sales
    counts: Mapping[str, int]


def populate(
    app: App, clock: SampleClock, plan: SamplePlan, progress: Progress = lambda *_: None
) -> SampleBook:
    """Fill an empty book according to `plan`; `app` must run on `clock`."""
    chance = random.Random(plan.seed)  # noqa: S311 - the sample must be repeatable, not secret
    house = found_trading_house(app, clock)
    branch = found_branch(app, clock, house)
    masters = make_masters(house, plan.customers, chance)
    desk = make_trade_masters(house, plan.last_day)
    sales, collections, books, purchases, paying = _trade(house, masters, plan, chance, progress)
    Ordering(house, masters, sales, plan.last_day, plan.seed).fill(plan.first_day)
    contracts = make_trade_contracts(house, desk, plan.last_day)
    lock_the_books(house, sales, plan.first_day, plan.last_day)
    _leave_work_on_the_desk(house, sales, plan.last_day)
    lots = make_trade_goods(house, desk, plan.last_day)
    make_trade_brokerage(house, desk, contracts, plan.last_day)
    leave_messages(house, plan.last_day)
    make_trade_offers(house, desk, lots, plan.last_day)
    _attach_files(house, sales, masters)
    bank_sends_statement(house, plan.last_day)
    withhold_from(house, masters.suppliers[0])
    branch_invoices = trade_at_branch(branch, plan.first_day, plan.last_day, chance)
    colleagues = set_colleagues_to_work(house, sales, plan.last_day)
    _sign_in(app)
    counts = {
        "customers": len(masters.customers) + len(masters.exports),
        "suppliers": len(masters.suppliers),
        "items": len(masters.goods),
        "invoices": sales.issued + sales.imported + branch_invoices + colleagues.invoices,
        "credit notes": sales.credited,
        "receipts": collections.received + colleagues.payments,
        "bounced payments": collections.bounced,
        "payments to suppliers": paying.paid,
        "transfers": paying.transfers,
        "bills": purchases.bills,
        "debit notes": purchases.debited,
        "expenses": purchases.expenses,
        "journal entries by hand": books.entries,
        "drafts": DRAFTS + colleagues.drafts,
    }
    return SampleBook(house, branch, sales, counts)


def _trade(
    house: Office, masters: Masters, plan: SamplePlan, chance: random.Random, progress: Progress
) -> tuple[Sales, Collections, Bookkeeping, Purchases, PaymentsOut]:
    """Day by day: buy on Saturdays, sell, collect, pay, close each month."""
    sales = Sales(house, masters, chance)
    collections = Collections(house, masters, chance, plan.first_day)
    books = Bookkeeping(house, chance)
    purchases = Purchases(house, masters, chance, random.Random(plan.seed))  # noqa: S311 - as above
    # Its own chance: what is paid changes nothing of what is sold.
    paying = PaymentsOut(house, masters, random.Random(plan.seed))  # noqa: S311
    foreign = ForeignMoney(house, random.Random(plan.seed))  # noqa: S311 - as above
    days = plan.working_days
    per_day = share(plan.invoices, [chance.randint(60, 140) for _ in days])
    _choose_rules(house)
    agents = agree_with_agents(house, masters)
    for number, (day, count) in enumerate(zip(days, per_day, strict=True)):
        house.clock.go_to(day)
        if number == 0:
            books.open(day)
            paying.open()
        foreign.quote(day)
        sales.sell(day, count)
        collections.collect(day, number)
        remind(house, number)
        if day.weekday() == 5:
            purchases.buy(day, sales.turnover_minor)
        if number % 12 == 10:
            paying.pay(day)
        following = days[number + 1] if number + 1 < len(days) else None
        if following is not None and following.month != day.month:
            books.close_month(day)
            purchases.close_month(day)
            paying.close_month(day)
            foreign.close_month(day)
            # The last run waits for its money.
            books.run_commissions(day, pay=(plan.last_day - day).days > 35)
            agents.settle(day)
        progress(number + 1, len(days), "sample company")
    books.approve_half()
    purchases.leave_on_the_desk(plan.last_day)
    paying.finish(plan.last_day)
    return sales, collections, books, purchases, paying


def _choose_rules(house: Office) -> None:
    owner = house.people.owner
    terms = "Goods once sold are taken back within 7 days only. Interest of 15 % a year after the due date."
    house.do(ChangeSetting(key="billing.terms", value=terms), owner)
    field_broker = house.people.field_broker.member_id
    if field_broker is not None:
        house.do(
            SaveCommissionPlan(
                name="Field brokers, with each payment",
                member_id=field_broker,
                basis=Basis.NET,
                trigger=Trigger.PAYMENT_PRORATA,
                rate=Decimal("0.75"),
            ),
            owner,
        )


def _leave_work_on_the_desk(house: Office, sales: Sales, day: date) -> None:
    """Drafts of several people, the last one hardly begun."""
    people = house.people
    for number in range(DRAFTS - 1):
        who = (people.broker, people.cashier, people.accountant, people.field_broker)[number % 4]
        house.do(SaveDraft(**sales.content(day)), who)
    house.do(SaveDraft(issued_on=day, reference="Call back about the price"), people.cashier)


def _attach_files(house: Office, sales: Sales, masters: Masters) -> None:
    """Slips on the latest invoices, a certificate on a customer."""
    for number, invoice_id in enumerate(sales.recent[-6:], start=1):
        text = f"Weighbridge slip {number:04d}\nGross 24,360 kg\nTare 9,140 kg\nNet 15,220 kg\n"
        house.do(
            AttachFile(
                kind="invoice",
                record_id=invoice_id,
                name=f"weighbridge-{number:04d}.txt",
                content=_base64(text),
                note="Weighed at the gate",
            ),
            house.people.cashier,
        )
    house.do(
        AttachFile(
            kind="party",
            record_id=masters.customers[0].id,
            name="registration-certificate.txt",
            content=_base64(f"Registration certificate of {masters.customers[0].name}\n"),
        ),
        house.people.accountant,
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _sign_in(app: App) -> None:
    """The list of sign-ins shows a mistyped password, too; the owner's company stays the trading house."""
    with suppress(SignInRefused):
        sign_in(app, "vikram.nair@example.com", PASSWORD.upper(), "RAYAFIN")
    for email in ("vikram.nair@example.com", OWNER_EMAIL):
        sign_in(app, email, PASSWORD, "RAYAFIN")
