"""A device whose program was tampered with: what it forges is refused and the books stay as they are.

Each forgery is sent with the device's own token and in its chain: only the server's rules stop it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.model import NumberSeries, SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.ledger.model import Account
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.tax.model import TaxCode
from rayafin_desktop.sync import line

from . import books
from .actions import Desk
from .clocks import ids_drawn_by
from .invariants import broken
from .world import Machine, Plan, World, copied

# What the server writes down of a forgery is no part of the books.
_NOTES = frozenset({"sync_exceptions", "approval_requests"})
Fields = dict[str, Any]


@dataclass
class Burglar:
    """A device's token and chain in wrong hands, and ids of all kinds of things."""

    world: World
    machine: Machine
    invoice: UUID
    customer: UUID
    others_customer: UUID
    others_invoice: UUID
    accounts: tuple[UUID, UUID]
    owner_member: Member
    foreign_series: UUID
    tax_code: UUID
    today: date
    n: int = 0
    link: str = hashlib.sha256(b"rayafin device chain, version 1").hexdigest()

    def message(self, command: str, body: Fields, **changed: Any) -> Fields:
        """An operation as an honest device would send it, but for what is `changed`."""
        return {
            "n": self.n + 1,
            "previous": self.link,
            "id": str(uuid4()),
            "form": 1,
            "schema": "",
            "command": command,
            "with": body,
            "user": str(self.machine.user_id),
            "at": self.world.time.now.isoformat(),
            "today": self.today.isoformat(),
            "seen": self.world.reference.head,
            "confirmed": [],
            "numbers": [],
            "blobs": {},
            "promised": {},
            "saw": [],
        } | changed

    def push(self, *texts: Any, token: str | None = None) -> Fields | str:
        """The server's answer, or the code it refused the whole call with."""
        token = self.machine.tokens.get(self.world.company).split()[0] if token is None else token
        try:
            answer = self.world.authority.call(line.PUSH, {"operations": list(texts)}, token=token)
        except RayafinError as refusal:
            return refusal.problems[0].code
        for one in answer["answers"]:
            if one["n"] > self.n:
                self.n, self.link = one["n"], one["link"]
        return answer

    def books(self) -> tuple[books.Rows, books.Rows]:
        """Everything both companies say, without what was noted of forgeries."""
        both = (self.world.company, self.world.other_company)
        found = [books.shared_rows(self.world.server, one, as_stored=True) for one in both]
        return tuple(  # type: ignore[return-value]
            {name: rows for name, rows in some.items() if name not in _NOTES} for some in found
        )


@pytest.fixture(scope="module")
def burglar(plans: Callable[[int], Plan], fast_folder: Path) -> Iterator[Burglar]:
    """One server for all forgeries: none of them changes it."""
    random = Random(7)
    world = copied(plans(2), fast_folder / "burglary", random)
    with ids_drawn_by(random, world.time):
        yield _prepared(world)
    world.close()


def _prepared(world: World) -> Burglar:
    today = world.time.now.date()
    desk = Desk(world.server, world.owner, world.random)
    customer = desk.one_of(Party, Party.c.is_customer).id
    tax_code = desk.one_of(TaxCode, TaxCode.c.code == "GST18").id
    bales = {"description": "Bales", "quantity": Decimal(2), "unit_price": Decimal(100)}
    lines = (LineContent(**bales, tax_code_id=tax_code),)  # type: ignore[arg-type]
    posted = desk.do(IssueInvoice(party_id=customer, issued_on=today, lines=lines))
    other = Desk(world.server, the_book(world.other_company), world.random)
    others_customer = other.do(SaveParty(name="Somebody Else's", state="27"))
    theirs = (LineContent(**bales),)  # type: ignore[arg-type]
    others = other.do(IssueInvoice(party_id=others_customer, issued_on=today, lines=theirs))
    accounts = desk.all(Account, Account.c.role.is_(None), Account.c.is_group.is_(False))[:2]
    with world.server.read(world.owner) as read:
        owner = read.find(Member, Member.c.user_id == world.owner.user_id)
        series = read.all(NumberSeries)
    assert owner is not None
    desk.do(SetLock(area=Area.ALL, locked_until=today - timedelta(days=30), reason="Filed"))
    world.reference.head = books.head_of(world.server, world.company)
    own_prefix = _prefix(world, world.machines[1])
    foreign = next((one.id for one in series if one.device and one.device != own_prefix), uuid4())
    return Burglar(
        world, world.machines[1], posted.id, customer, others_customer, others.id,
        (accounts[0].id, accounts[1].id), owner, foreign, tax_code, today,
    )  # fmt: skip


def _prefix(world: World, machine: Machine) -> str:
    return machine.client.status().prefix


def _line(b: Burglar, **values: Any) -> Fields:
    line_ = {"description": "Bales", "quantity": "1", "unit_price": "10", "tax_code_id": str(b.tax_code)}
    return line_ | values


def _invoice(b: Burglar, **values: Any) -> Fields:
    return {"party_id": str(b.customer), "issued_on": b.today.isoformat(), "lines": [_line(b)], **values}


def _payment(b: Burglar, **values: Any) -> Fields:
    return {"party_id": str(b.customer), "amount": "10", **values}


def _journal(b: Burglar, *amounts: tuple[str, str], on: date | None = None) -> Fields:
    return {
        "posted_on": (on or b.today).isoformat(),
        "lines": [
            {"account_id": str(b.accounts[n % 2]), "debit": debit, "credit": credit}
            for n, (debit, credit) in enumerate(amounts)
        ],
    }


_BALANCED = (("5", "0"), ("0", "5"))
_LONG_AGO = date(2026, 6, 1)
Forged = Callable[[Burglar], tuple[str, Fields] | Fields]
# Operations of the right form that say what may not be.
FORGERIES: dict[str, Forged] = {
    "another device's series": lambda b: ("IssueInvoice", _invoice(b, series_id=str(b.foreign_series))),
    "a series that is not there": lambda b: ("IssueInvoice", _invoice(b, series_id=str(uuid4()))),
    "edit of a posted document": lambda b: ("SaveDraft", _invoice(b, id=str(b.invoice))),
    "deletion of a posted document": lambda b: ("DeleteDraft", {"id": str(b.invoice)}),
    "posting what is posted": lambda b: ("PostInvoice", {"invoice_id": str(b.invoice)}),
    "a negative payment": lambda b: ("ReceivePayment", _payment(b, amount="-10")),
    "a payment of nothing": lambda b: ("ReceivePayment", _payment(b, amount="0")),
    "a negative quantity": lambda b: ("IssueInvoice", _invoice(b, lines=[_line(b, quantity="-5")])),
    "a negative price": lambda b: ("IssueInvoice", _invoice(b, lines=[_line(b, unit_price="-5")])),
    "a discount over the price": lambda b: (
        "IssueInvoice", _invoice(b, lines=[_line(b, discount_percent="101")]),
    ),
    "an entry that does not balance": lambda b: ("PostJournal", _journal(b, ("5", "0"), ("0", "4"))),
    "an entry with one leg": lambda b: ("PostJournal", _journal(b, ("5", "0"))),
    "an entry of negative amounts": lambda b: ("PostJournal", _journal(b, ("-5", "0"), ("0", "-5"))),
    "an entry in a locked period": lambda b: ("PostJournal", _journal(b, *_BALANCED, on=_LONG_AGO)),
    "an invoice in a locked period": lambda b: (
        "IssueInvoice", _invoice(b, issued_on=_LONG_AGO.isoformat(), order_reason="forgotten"),
    ),
    "an invoice of a day that never comes": lambda b: ("IssueInvoice", _invoice(b, issued_on="9999-12-31")),
    "not a number": lambda b: ("ReceivePayment", _payment(b, amount="NaN")),
    "infinity": lambda b: ("ReceivePayment", _payment(b, amount="Infinity")),
    "a floating-point amount": lambda b: ("ReceivePayment", _payment(b, amount=10.5)),
    "an amount beyond all columns": lambda b: ("ReceivePayment", _payment(b, amount="9" * 40)),
    "a thousandth of a paisa": lambda b: ("ReceivePayment", _payment(b, amount="10.00001")),
    "a currency that is none": lambda b: ("IssueInvoice", _invoice(b, currency="rupee")),
    "a currency without a rate": lambda b: ("IssueInvoice", _invoice(b, currency="USD")),
    "a payment in the wrong currency": lambda b: ("ReceivePayment", _payment(b, currency="XAU")),
    "another company's customer": lambda b: ("IssueInvoice", _invoice(b, party_id=str(b.others_customer))),
    "a payment of another company's customer": lambda b: (
        "ReceivePayment", _payment(b, party_id=str(b.others_customer)),
    ),
    "another company's invoice paid": lambda b: (
        "ReceivePayment",
        _payment(b, allocations=[{"invoice_id": str(b.others_invoice), "amount": "10"}]),
    ),
    "another company's invoice voided": lambda b: (
        "VoidInvoice", {"invoice_id": str(b.others_invoice), "reason": "gone"},
    ),
    "another company's invoice credited": lambda b: (
        "PostCreditNote",
        {"invoice_id": str(b.others_invoice), "issued_on": b.today.isoformat(), "reason": "gone"},
    ),
    "more credited than invoiced": lambda b: (
        "PostCreditNote",
        {
            "invoice_id": str(b.invoice), "issued_on": b.today.isoformat(), "reason": "all",
            "lines": [{"line_no": 1, "quantity": "1000"}],
        },
    ),
    "a void without a reason": lambda b: ("VoidInvoice", {"invoice_id": str(b.invoice), "reason": " "}),
    "a role of more": lambda b: (
        "UpdateMember", {"member_id": str(b.owner_member.id), "version": 1, "role": "broker"},
    ),
    "an owner more": lambda b: (
        "AddUser", {"email": "evil@example.com", "name": "Evil", "role": "owner"},
    ),
    "the owner taken out": lambda b: ("DeactivateUser", {"user_id": str(b.owner_member.user_id)}),
    "a device invited": lambda b: ("InviteDevice", {"user_id": str(b.machine.user_id)}),
    "a device taken away": lambda b: ("RevokeDevice", {"device_id": b.world.seen(b.machine).device}),
    "a company founded": lambda b: ("CreateCompany", {"code": "EVIL", "name": "Evil", "country": "IN"}),
    "an exception filed by oneself": lambda b: (
        "FileException",
        {
            "device_id": b.world.seen(b.machine).device, "operation_id": str(uuid4()), "operation_n": 1,
            "user_id": str(b.machine.user_id), "parked": "X", "body": {}, "kind": "ADJUSTED",
            "problems": [], "made_at": b.world.time.now.isoformat(),
        },
    ),
    "a command nobody knows": lambda b: ("GiveMeEverything", {}),
    "a field nobody knows": lambda b: ("SaveParty", {"name": "X", "is_admin": True}),
    "a field that is missing": lambda b: ("SaveParty", {}),
    "a company in the body": lambda b: ("SaveParty", {"name": "X", "company_id": 1}),
    "two thousand lines too many": lambda b: (
        "IssueInvoice", _invoice(b, lines=[{"description": "x", "unit_price": "1"}] * 4001),
    ),
    "a name of a hundred thousand letters": lambda b: ("SaveParty", {"name": "x" * 100_000}),
    "a name with an end in it": lambda b: ("SaveParty", {"name": "a\0b"}),
    "a file that was never sent": lambda b: b.message(
        "AttachFile",
        {"kind": "party", "record_id": str(b.customer), "name": "a.pdf"},
        blobs={"content": "0" * 64},
    ),
    "a file in a field that is none": lambda b: b.message(
        "SaveParty", {"name": "X"}, blobs={"name": "0" * 64}
    ),
    "the owner's name": lambda b: b.message(
        "SaveParty", {"name": "X"}, user=str(b.owner_member.user_id)
    ),
    "a name of nobody": lambda b: b.message("SaveParty", {"name": "X"}, user=str(uuid4())),
    "a form of the future": lambda b: b.message("SaveParty", {"name": "X"}, form=99),
    "a form that never was": lambda b: b.message("SaveParty", {"name": "X"}, form=0),
}  # fmt: skip


# What an honest device may send, too, when others were quicker: done differently, and filed.
_FLAGGED = frozenset(
    {
        "another device's series",  # with a number of its own
        "edit of a posted document",  # as a draft by itself
        "deletion of a posted document",  # not at all
        "posting what is posted",  # the draft by itself, if there is one
        "another company's invoice paid",  # on account
    }
)
_NOT_YET = "an invoice of a day that never comes"


@pytest.mark.parametrize("what", sorted(_FLAGGED))
def test_a_forged_operation_is_flagged(what: str, burglar: Burglar) -> None:
    def untouched() -> tuple[object, ...]:
        with burglar.world.server.read(burglar.world.owner) as read:
            posted = read.get(SalesDocument, burglar.invoice)
        return posted, burglar.books()[1]

    before = untouched()
    forged = FORGERIES[what](burglar)
    assert isinstance(forged, tuple)
    answer = burglar.push(_text(burglar.message(*forged)))
    assert isinstance(answer, dict)
    (one,) = answer["answers"]
    assert one["state"] in ("adjusted", "refused")
    assert one["problems"]
    assert untouched() == before
    assert broken(burglar.world.server, burglar.world.company, "server") == []


@pytest.mark.xfail(strict=False, reason="the year after 9999 is an error of the program, kept as a refusal")
def test_a_day_that_never_comes_is_refused_with_a_reason(burglar: Burglar) -> None:
    forged = FORGERIES[_NOT_YET](burglar)
    assert isinstance(forged, tuple)
    answer = burglar.push(_text(burglar.message(*forged)))
    assert isinstance(answer, dict)
    (one,) = answer["answers"]
    assert one["state"] == "refused"
    assert [code for code, _, _ in one["problems"]] != ["operation.failed"]


@pytest.mark.parametrize("what", [what for what in FORGERIES if what not in {*_FLAGGED, _NOT_YET}])
def test_a_forged_operation_changes_nothing(what: str, burglar: Burglar) -> None:
    before = burglar.books()
    forged = FORGERIES[what](burglar)
    message = forged if isinstance(forged, dict) else burglar.message(*forged)
    told = json.dumps(message, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    answer = burglar.push(told)
    after = burglar.books()
    assert isinstance(answer, dict), answer
    (one,) = answer["answers"]
    assert one["state"] == "refused"
    assert one["problems"]
    for here, there in zip(before, after, strict=True):
        assert books.difference(here, there) == []


# What is no operation at all, or not this device's next one: refused as a whole, and nothing is kept of it.
_HONEST: Fields = {"name": "Honest"}


def _text(message: Fields) -> str:
    return canonical_json(message)


BROKEN: dict[str, tuple[Callable[[Burglar], Any], str]] = {
    "spaces in the JSON": (
        lambda b: json.dumps(b.message("SaveParty", _HONEST), indent=1), "operation.invalid",
    ),
    "a key twice": (
        lambda b: '{"n":1,' + _text(b.message("SaveParty", _HONEST))[1:], "operation.invalid",
    ),
    "keys in another order": (
        lambda b: json.dumps(dict(reversed(b.message("SaveParty", _HONEST).items())), separators=(",", ":")),
        "operation.invalid",
    ),
    "no JSON": (lambda b: "operation", "operation.invalid"),
    "a number": (lambda b: "17", "operation.invalid"),
    "a list": (lambda b: "[]", "operation.invalid"),
    "nothing": (lambda b: "", "operation.invalid"),
    "brackets without end": (lambda b: "[" * 100_000, "operation.invalid"),
    "a body that is a list": (
        lambda b: _text(b.message("SaveParty", _HONEST) | {"with": [1]}), "operation.invalid",
    ),
    "an id that is none": (lambda b: _text(b.message("SaveParty", _HONEST, id="x")), "operation.invalid"),
    "a number that is none": (lambda b: _text(b.message("SaveParty", _HONEST, n="1")), "operation.invalid"),
    "a number below the first": (lambda b: _text(b.message("SaveParty", _HONEST, n=0)), "operation.invalid"),
    "a number beyond all": (lambda b: _text(b.message("SaveParty", _HONEST, n=2**60)), "operation.invalid"),
    "a clock without a zone": (
        lambda b: _text(b.message("SaveParty", _HONEST, at="2026-11-21T10:00:00")), "operation.invalid",
    ),
    "a hash that is none": (
        lambda b: _text(b.message("SaveParty", _HONEST, previous="x")), "operation.invalid",
    ),
    "another hash": (
        lambda b: _text(b.message("SaveParty", _HONEST, previous="0" * 64)), "sync.forked",
    ),
    "a million lines": (
        lambda b: _text(b.message("IssueInvoice", _invoice(b, lines=[{"description": "x"}] * 1_000_000))),
        "operation.too_large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_operation_is_refused_as_a_whole(what: str, burglar: Burglar) -> None:
    before, head = burglar.books(), books.head_of(burglar.world.server, burglar.world.company)
    make, code = BROKEN[what]
    assert burglar.push(make(burglar)) == code
    assert burglar.books() == before
    assert books.head_of(burglar.world.server, burglar.world.company) == head


def test_a_number_behind_a_gap_is_not_taken(burglar: Burglar) -> None:
    before = burglar.books()
    answer = burglar.push(_text(burglar.message("SaveParty", _HONEST, n=burglar.n + 2)))
    assert isinstance(answer, dict)
    assert answer == {"answers": [], "last_n": burglar.n}
    assert burglar.books() == before


def test_another_operation_under_a_number_that_is_taken(burglar: Burglar) -> None:
    n, link = burglar.n, burglar.link
    assert isinstance(burglar.push(_text(burglar.message("Unknown", {}))), dict)
    before = burglar.books()
    assert burglar.push(_text(burglar.message("SaveParty", _HONEST, n=n + 1, previous=link))) == "sync.forked"
    assert burglar.books() == before


def test_a_replayed_operation_is_answered_as_before(burglar: Burglar) -> None:
    told = _text(burglar.message("Unknown", {}))
    first = burglar.push(told)
    before, head = burglar.books(), books.head_of(burglar.world.server, burglar.world.company)
    assert burglar.push(told) == first
    assert burglar.push(told, told) != first  # answered twice, done once
    assert burglar.books() == before
    assert books.head_of(burglar.world.server, burglar.world.company) == head


def test_more_operations_than_a_push_may_have(burglar: Burglar) -> None:
    assert burglar.push(*["x"] * (line.MOST_OPERATIONS + 1)) == "sync.too_many"


@pytest.mark.parametrize(
    "forge",
    [
        lambda token, b: "",
        lambda token, b: "1.2.3",
        lambda token, b: token[:-1],
        lambda token, b: f"{b.world.other_company}.{token.partition('.')[2]}",
        lambda token, b: f"{token.rpartition('.')[0]}.{'A' * 43}",
        lambda token, b: b.world.machines[0].tokens.get(b.world.company).rpartition(".")[0]
        + "." + token.rpartition(".")[2],
    ],
    ids=["none", "nonsense", "cut", "another company", "another secret", "another device"],
)  # fmt: skip
def test_a_forged_token_opens_nothing(forge: Callable[[str, Burglar], str], burglar: Burglar) -> None:
    token = burglar.machine.tokens.get(burglar.world.company).split()[0]
    for name in line.CALLS[1:]:
        with pytest.raises(RayafinError) as refused:
            burglar.world.authority.call(name, {"operations": []}, token=forge(token, burglar))
        assert refused.value.problems[0].code == "device.token_refused"
