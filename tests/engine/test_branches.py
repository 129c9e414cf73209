"""Who works in a branch finds and writes its rows only: by every list, by raw queries, by id."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from rayafin_desktop.base.errors import NotFound, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.branches import is_branched
from rayafin_desktop.engine.entity import Entity, Part, mapped_classes, parent_field
from rayafin_desktop.engine.listing import ListQuery, Look, Positions, count, page
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.access.commands import AddUser, UpdateMember
from rayafin_desktop.features.access.queries import member_detail
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.approvals.commands import SaveApprovalRule
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.model import InvoiceLine, SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice
from rayafin_desktop.features.billing.queries import INVOICE_ROWS, invoice_detail
from rayafin_desktop.features.companies.branches import SaveBranch
from rayafin_desktop.features.disputes.commands import OpenDispute
from rayafin_desktop.features.disputes.model import Reason
from rayafin_desktop.features.ledger.model import JournalEntry, Leg
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.model import Payment
from rayafin_desktop.features.payments.rules import Strategy
from tests.books import PASSWORD, Office
from tests.features.billing.billed import TODAY, customer, line

CATALOGUE = Catalogue()


def branch(office: Office, code: str) -> UUID:
    return office.do(SaveBranch(code=code, name=f"Branch {code}"))


def worker(office: Office, branch_id: UUID | None, role: Role = Role.ACCOUNTANT) -> Actor:
    email = f"{new_id().hex[:12]}@example.com"
    added = office.do(
        AddUser(email=email, name=f"Worker {email[:4]}", role=role, password=PASSWORD, branch_id=branch_id)
    )
    return actor_for(office.app, added.user_id, office.company_id)


class Town:
    """Two branches with somebody in each, and a little of everything in each and in the head office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.party = customer(office)
        self.north, self.south = branch(office, "NORTH"), branch(office, "SOUTH")
        self.northerner, self.southerner = worker(office, self.north), worker(office, self.south)
        self.invoices = {
            key: self.trade(actor)
            for key, actor in (("n", self.northerner), ("s", self.southerner), ("h", office.owner))
        }

    def trade(self, actor: Actor) -> UUID:
        """An invoice partly paid and disputed, a draft, and a ticket that waits; answers the invoice's id."""
        do = self.office.do
        lines = (line(self.office, "1000", code="NIL"),)
        posted = do(IssueInvoice(party_id=self.party, issued_on=TODAY, lines=lines), as_=actor)
        do(
            ReceivePayment(
                party_id=self.party,
                dated_on=TODAY,
                amount=Decimal(400),
                strategy=Strategy.INSTRUCTION,
                invoices=(posted.id,),
            ),
            as_=actor,
        )
        do(SaveDraft(party_id=self.party, issued_on=TODAY, lines=lines), as_=actor)
        do(OpenDispute(record_id=posted.id, reason=Reason.PRICE, due_on=TODAY), as_=actor)
        do(PostCreditNote(invoice_id=posted.id, issued_on=TODAY, reason="Short"), as_=actor)
        return posted.id


@pytest.fixture
def town(office: Office) -> Town:
    return Town(office)


def branch_ids(office: Office, cls: type[Entity], as_: Actor) -> set[UUID | None]:
    with office.app.read(as_) as read:
        return {getattr(one, "branch_id") for one in read.all(cls)}  # noqa: B009 - by reflection


BRANCHED = [cls for cls in mapped_classes() if is_branched(cls)]


def test_what_is_branched_is_known() -> None:
    names = {cls.__name__ for cls in BRANCHED}
    assert {"SalesDocument", "InvoiceLine", "Payment", "JournalEntry", "Leg", "Ticket", "Dispute"} <= names
    assert "Member" not in names


def test_every_branched_class_shows_a_worker_his_branch_alone(town: Town) -> None:
    office = town.office
    checked = 0
    for cls in BRANCHED:
        if issubclass(cls, Entity) and "branch_id" in cls.c:
            everywhere = branch_ids(office, cls, office.owner)
            seen = branch_ids(office, cls, town.northerner)
            assert seen == everywhere & {town.north}, cls
            checked += len(everywhere) == 3
        table = cls.mapping.table

        def rows(read: Read, table: Any = table) -> int:
            return int(read.scalar(select(func.count()).select_from(table)))

        own, whole = office.ask(rows, as_=town.northerner), office.ask(rows)
        assert own * 3 == whole or whole == 0 or cls.__name__ == "Branch", cls
    assert checked >= 4


def test_every_list_of_the_program_respects_the_branch(town: Town) -> None:
    """Whatever a list shows, none of it is a row of another branch; every tab, sort, search and count."""
    office = town.office
    mine = everything_of(office, town.north)
    others = everything_of(office, None) - mine
    assert len(others) > 5
    shown = 0
    for query in CATALOGUE.queries.values():
        if not town.northerner.may(query.permission):
            continue
        with office.app.read(town.northerner, positions=True) as read:
            for tab in ("", *query.tabs):
                # In every order once: what a tab adds to a list does not know its order.
                for sort in query.sorts if not tab else list(query.sorts)[:1]:
                    rows = page(query, read, Look(tab=tab, sort=sort))
                    assert not ids_of(rows) & others, query.name
                    shown += len(rows)
                assert count(query, read, Look(tab=tab)) == len(page(query, read, Look(tab=tab), limit=500))
            for text in ("INV", "Gokul", "1000", "RT"):
                found = page(query, read, Look(text=text))
                assert not ids_of(found) & others, query.name
            frozen = Positions(query, read, Look())
            assert frozen.count == count(query, read, Look())
            if query.stats is not None:
                query.stats(read)
    assert shown > 20


def ids_of(rows: Sequence[Any]) -> set[Any]:
    return {row.id for row in rows if hasattr(row, "id")}


def everything_of(office: Office, branch_id: UUID | None) -> set[UUID]:
    """The ids of every branched row, of one branch or of all."""
    found: set[UUID] = set()
    with office.app.read(office.owner) as read:
        for cls in BRANCHED:
            if issubclass(cls, Entity) and "branch_id" in cls.c:
                where = () if branch_id is None else (cls.c.branch_id == branch_id,)
                found |= {one.id for one in read.all(cls, *where)}
    return found


def by_get(read: Read, id_: UUID) -> object:
    return read.get(SalesDocument, id_)


def by_detail(read: Read, id_: UUID) -> object:
    return invoice_detail(read, id_)


@pytest.mark.parametrize("look", [by_get, by_detail])
def test_another_branchs_id_answers_like_a_missing_one(
    town: Town, look: Callable[[Read, UUID], object]
) -> None:
    with pytest.raises(NotFound) as other:
        town.office.ask(look, town.invoices["s"], as_=town.northerner)
    missing = new_id()
    with pytest.raises(NotFound) as nothing:
        town.office.ask(look, missing, as_=town.northerner)
    assert other.value.code == nothing.value.code == "invoice.not_found"
    with pytest.raises(NotFound):
        town.office.ask(look, town.invoices["h"], as_=town.northerner)
    town.office.ask(look, town.invoices["n"], as_=town.northerner)


def test_by_ids_parts_and_find_see_one_branch(town: Town) -> None:
    ids = list(town.invoices.values())

    def look(read: Read) -> tuple[set[UUID], int, int]:
        parts = sum(len(read.parts(InvoiceLine, one)) for one in ids)
        numbers = [read.find(SalesDocument, id=one) for one in ids]
        return set(read.by_ids(SalesDocument, ids)), parts, len([one for one in numbers if one])

    assert town.office.ask(look, as_=town.northerner) == ({town.invoices["n"]}, 1, 1)
    assert town.office.ask(look) == (set(ids), 3, 3)


def test_joins_subqueries_and_unions_see_one_branch(town: Town) -> None:
    legs, entry = Leg.c, JournalEntry.c
    other = JournalEntry.mapping.table.alias("other").c
    statements = [
        select(func.count()).select_from(Leg.mapping.table),
        select(func.count()).where(entry.id.in_(select(legs.entry_id))),
        select(func.count()).select_from(
            JournalEntry.mapping.table.join(Leg.mapping.table, legs.entry_id == entry.id)
        ),
        select(func.count()).where(other.entry_no > 0),
        select(func.count()).select_from(select(entry.id).union(select(Payment.c.id)).subquery()),
    ]
    for statement in statements:
        own = town.office.ask(lambda read, s=statement: read.scalar(s), as_=town.northerner)
        whole = town.office.ask(lambda read, s=statement: read.scalar(s))
        assert own * 3 == whole


def test_an_outer_join_keeps_its_left_side(town: Town) -> None:
    """The customers stay, only the other branches' invoices go."""
    from rayafin_desktop.features.parties.model import Party

    customer(town.office, "Never bought")
    statement = (
        select(Party.c.name, func.count(SalesDocument.c.id))
        .join_from(
            Party.mapping.table,
            SalesDocument.mapping.table,
            SalesDocument.c.party_id == Party.c.id,
            isouter=True,
        )
        .group_by(Party.c.name)
    )
    own = dict(
        town.office.ask(lambda read: [tuple(row) for row in read.fetch(statement)], as_=town.northerner)
    )
    assert own == {"Gokul Mills": 3, "Never bought": 0}


@pytest.mark.parametrize(
    "make",
    [
        lambda id_: VoidInvoice(invoice_id=id_, reason="x"),
        lambda id_: PostInvoice(invoice_id=id_),
        lambda id_: PostCreditNote(invoice_id=id_, issued_on=TODAY, reason="x"),
        lambda id_: OpenDispute(record_id=id_, reason=Reason.TAX, due_on=TODAY),
    ],
)
def test_no_command_reaches_another_branchs_document(town: Town, make: Callable[[UUID], Any]) -> None:
    with pytest.raises(NotFound):
        town.office.do(make(town.invoices["s"]), as_=town.northerner)


def test_money_pays_no_other_branchs_invoices(town: Town) -> None:
    """Oldest first takes the branch's own: prepared statements see one branch, too."""
    office, lines = town.office, (line(town.office, "100", code="NIL"),)
    theirs = office.do(IssueInvoice(party_id=town.party, issued_on=TODAY, lines=lines), as_=town.southerner)
    own = office.do(IssueInvoice(party_id=town.party, issued_on=TODAY, lines=lines), as_=town.northerner)
    received = office.do(
        ReceivePayment(party_id=town.party, dated_on=TODAY, amount=Decimal(500), strategy=Strategy.FIFO),
        as_=town.northerner,
    )
    assert (received.allocated_minor, received.advance_minor) == (100_00, 400_00)
    assert office.ask(by_get, own.id).settled_minor == 100_00  # type: ignore[attr-defined]
    assert office.ask(by_get, theirs.id).settled_minor == 0  # type: ignore[attr-defined]
    with pytest.raises((RuleBroken, NotFound)):
        office.do(
            ReceivePayment(
                party_id=town.party,
                dated_on=TODAY,
                amount=Decimal(100),
                allocations=(AllocationLine(invoice_id=theirs.id, amount=Decimal(50)),),
            ),
            as_=town.northerner,
        )


def test_numbers_run_through_all_branches(town: Town) -> None:
    with town.office.app.read(town.office.owner) as read:
        numbers = sorted(one.entry_no for one in read.all(JournalEntry))
        documents = [one.number for one in read.all(SalesDocument) if one.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(set(documents)) == len(documents)


def test_what_a_worker_writes_is_of_his_branch_and_of_no_other(town: Town) -> None:
    office, lines = town.office, (line(town.office, "10", code="NIL"),)
    saved = office.do(SaveDraft(issued_on=TODAY, lines=lines), as_=town.northerner)
    assert office.ask(by_get, saved.id, as_=town.northerner).branch_id == town.north  # type: ignore[attr-defined]
    office.do(SaveDraft(id=saved.id, issued_on=TODAY, lines=lines, reference="Twice"), as_=town.northerner)
    assert office.ask(by_get, saved.id).branch_id == town.north  # type: ignore[attr-defined]
    for branch_id in (town.south, new_id()):
        with pytest.raises(NotFound) as refused:
            office.do(SaveDraft(issued_on=TODAY, lines=lines, branch_id=branch_id), as_=town.northerner)
        assert refused.value.code == "branch.not_found"


def test_who_works_everywhere_chooses_the_branch_and_reversals_stay_in_it(town: Town) -> None:
    office, lines = town.office, (line(town.office, "10", code="NIL"),)
    posted = office.do(IssueInvoice(party_id=town.party, issued_on=TODAY, lines=lines, branch_id=town.south))
    office.do(VoidInvoice(invoice_id=posted.id, reason="Wrong"))
    with office.app.read(town.southerner) as read:
        kinds = [one.kind for one in read.all(JournalEntry, JournalEntry.c.source_id == posted.id)]
    assert sorted(kinds) == ["invoice", "reversal"]
    assert [one for one in office.app.verify() if one.faults] == []


def test_a_branch_given_holds_from_the_next_query_on(office: Office) -> None:
    north = branch(office, "NORTH")
    everywhere = worker(office, None)
    lines = (line(office, "10", code="NIL"),)
    office.do(SaveDraft(issued_on=TODAY, lines=lines))

    def seen() -> int:
        with office.app.read(everywhere) as read:
            return count(INVOICE_ROWS, read, Look())

    assert seen() == 1
    assert everywhere.user_id is not None
    member = office.ask(member_detail, everywhere.user_id)
    office.do(
        UpdateMember(member_id=member.id, version=member.version, role=Role.ACCOUNTANT, branch_id=north)
    )
    assert seen() == 0


def test_an_owner_works_in_every_branch(office: Office) -> None:
    north = branch(office, "NORTH")
    with pytest.raises(RuleBroken) as refused:
        worker(office, north, Role.OWNER)
    assert refused.value.problems[0].code == "member.owner_in_branch"


def test_a_closed_branch_takes_no_new_documents(office: Office) -> None:
    north = branch(office, "NORTH")
    office.do(SaveBranch(id=north, code="NORTH", name="Closed", is_active=False))
    with pytest.raises(NotFound):
        office.do(SaveDraft(issued_on=TODAY, lines=(line(office, "10"),), branch_id=north))


def test_other_branches_are_no_business_of_a_workers(town: Town) -> None:
    rows: ListQuery = CATALOGUE.query("branches")
    with town.office.app.read(town.northerner) as read:
        assert [row.code for row in page(rows, read, Look())] == ["NORTH"]


def test_the_entry_digests_of_older_rows_hold(office: Office) -> None:
    """A column that came later is in the digest only where it says something."""
    from rayafin_desktop.engine.record import row_digest

    Town(office)
    with office.app.read(office.owner) as read:
        entries = read.all(JournalEntry)
    without = [name for name in JournalEntry.mapping.fields if name != "branch_id"]
    assert JournalEntry.mapping.later == (("branch_id", None),)
    assert len({row_digest([one]) for one in entries}) == len(entries)
    assert without
    assert [one for one in office.app.verify(["facts"]) if one.faults] == []


def test_tickets_stay_in_their_branch(town: Town) -> None:
    office = town.office
    office.do(SaveApprovalRule(name="All", subject="invoice", limit=Decimal(5), accountant=True))
    lines = (line(office, "10", code="NIL"),)
    from tests.features.approvals.waiting import asked, ticket

    command = IssueInvoice(party_id=town.party, issued_on=TODAY, lines=lines)
    ticket_id = asked(office, command, town.northerner)
    assert ticket(office, ticket_id).branch_id == town.north
    from rayafin_desktop.features.approvals.deciding import ApproveTicket

    with pytest.raises(NotFound):
        office.do(ApproveTicket(ticket_id=ticket_id), as_=town.southerner)
    office.do(ApproveTicket(ticket_id=ticket_id), as_=worker(office, town.north))
    assert len(branch_ids(office, SalesDocument, town.northerner)) == 1


def test_parts_are_branched_by_their_parents() -> None:
    for cls in BRANCHED:
        if issubclass(cls, Part):
            assert parent_field(cls) in cls.c
