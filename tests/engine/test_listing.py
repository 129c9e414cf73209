"""Lists: a frozen order shows the same rows as a plain query, in every order, filter and company."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import and_, select

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.listing import ListQuery, Look, Positions, count, page, tab_counts
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.parties.model import Party
from tests.books import Office
from tests.engine.probe import in_work, new_party

SHOWN = (
    Party.c.id,
    Party.c.code,
    Party.c.name,
    Party.c.city,
    Party.c.is_supplier,
    Party.c.payment_terms_days,
)
QUERY = ListQuery(
    name="probe.parties",
    permission="probe.step",
    kinds=("party",),
    select=lambda read: select(
        *SHOWN,
        Party.c.created_at,
        Party.c.credit_limit_minor,
        (~and_(Party.c.is_customer, Party.c.is_supplier)).label("is_on_one_side"),
    ).where(Party.c.company_id == read.company_id),
    key=Party.c.id,
    sorts={
        "code": [Party.c.code],
        "city": [Party.c.city],
        "terms": [Party.c.payment_terms_days, Party.c.city],
    },
    default_sort=("code", False),
    tabs={"all": lambda read: None, "suppliers": lambda read: Party.c.is_supplier},
    search=lambda read, typed: Party.c.name.contains(typed, autoescape=True),
)
MEMBERS = ListQuery(
    name="probe.members",
    permission="probe.step",
    kinds=("member",),
    select=lambda read: select(Member.c.id, Member.c.role, Member.c.commission_rate, Member.c.user_id).where(
        Member.c.company_id == read.company_id
    ),
    key=Member.c.id,
    sorts={"role": [Member.c.role]},
    default_sort=("role", False),
)


def add_parties(rows: Sequence[tuple[str, bool, int]], work: Work) -> None:
    for n, (city, supplier, terms) in enumerate(rows):
        new_party(work, f"P{n:03}", city=city, is_supplier=supplier, payment_terms_days=terms)


@pytest.fixture
def full(office: Office, offices: Callable[..., Office]) -> Office:
    """An office with forty parties, many of them alike, and a neighbour with others."""
    rows = [(city, n % 3 == 0, n % 4) for n, city in enumerate(["Surat", "Pune", "", "अहमदाबाद"] * 10)]
    in_work(office.app, office.owner, partial(add_parties, rows))
    other = offices("DE")
    in_work(other.app, other.owner, partial(add_parties, [("Pune", True, 1)]))
    return office


looks = st.builds(
    Look,
    tab=st.sampled_from(["", "all", "suppliers"]),
    sort=st.sampled_from(["", "code", "city", "terms"]),
    descending=st.booleans(),
    text=st.sampled_from(["", "Party", "P00", " P01 ", "%", "_"]),
    where=st.sampled_from([(), (("city", "Pune"),), (("payment_terms_days", "2"), ("is_supplier", "true"))]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(look=looks, first=st.integers(0, 45), size=st.integers(1, 15))
def test_a_frozen_order_shows_what_a_plain_query_shows(
    full: Office, look: Look, first: int, size: int
) -> None:
    with full.app.read(full.owner, positions=True) as read:
        plain = page(QUERY, read, look, limit=1000)
        positions = Positions(QUERY, read, look)
        assert positions.count == count(QUERY, read, look) == len(plain)
        assert list(positions.page(first, size)) == list(plain[first : first + size])
        assert list(page(QUERY, read, look, limit=size, offset=first)) == list(plain[first : first + size])
        for n in range(0, len(plain), 7):
            assert positions.position_of(plain[n].id) == n
        assert positions.position_of(new_id()) is None


def test_two_orders_may_be_frozen_in_one_read(full: Office) -> None:
    with full.app.read(full.owner, positions=True) as read:
        up = Positions(QUERY, read, Look(sort="code"), table="up")
        down = Positions(QUERY, read, Look(sort="code", descending=True), table="down")
        again = Positions(QUERY, read, Look(sort="code", tab="suppliers"), table="up")
        assert down.page(0, 1)[0].code == "P039"
        assert (up.count, down.count, again.count) == (40, 40, 14)
        assert [row.code for row in again.page(0, 2)] == ["P000", "P003"]


def test_tabs_are_counted(full: Office) -> None:
    assert full.ask(partial(tab_counts, QUERY)) == {"all": 40, "suppliers": 14}


def codes(query: ListQuery, read: Read, *where: tuple[str, str]) -> list[Any]:
    return [row[0] for row in page(query, read, Look(where=where))]


def test_filters_compare_with_the_columns_own_type(full: Office) -> None:
    with full.app.read(full.owner) as read:
        first = page(QUERY, read, Look(), limit=1)[0]
        assert codes(QUERY, read, ("id", str(first.id))) == [first.id]
        assert len(codes(QUERY, read, ("created_at", full.clock.now().isoformat()))) == 40
        assert len(codes(QUERY, read, ("created_at", "2026-11-21T10:00:00"))) == 40
        assert codes(QUERY, read, ("created_at", "2001-01-01")) == []
        assert codes(QUERY, read, ("payment_terms_days", "-1")) == []
        assert len(codes(QUERY, read, ("is_supplier", "no"))) == 26
        assert len(codes(QUERY, read, ("is_on_one_side", "yes"))) == 26
        member = page(MEMBERS, read, Look())[0]
        assert (member.role, member.commission_rate) == ("owner", Decimal(0))
        assert codes(MEMBERS, read, ("role", "owner"), ("commission_rate", "0.00")) == [member.id]
        assert codes(MEMBERS, read, ("role", "auditor")) == []
        assert codes(MEMBERS, read, ("commission_rate", "0.5")) == []


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        (QUERY, "id", "not-an-id"),
        (QUERY, "payment_terms_days", "many"),
        (QUERY, "payment_terms_days", str(2**63)),
        (QUERY, "is_supplier", "perhaps"),
        (QUERY, "created_at", "yesterday"),
        (MEMBERS, "role", "king"),
        (MEMBERS, "commission_rate", "NaN"),
        (MEMBERS, "commission_rate", "0.0000001"),
        (MEMBERS, "commission_rate", "ten"),
    ],
)
def test_a_filter_that_is_no_value_is_refused(full: Office, query: ListQuery, name: str, value: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        full.ask(partial(codes, query), (name, value))
    assert [(p.code, p.field) for p in refusal.value.problems] == [("query.bad_value", name)]


def test_a_filter_on_no_column_is_refused(full: Office) -> None:
    with pytest.raises(NotFound) as refusal:
        full.ask(partial(codes, QUERY), ("password_hash", "x"))
    assert refusal.value.code == "query.no_such_field"


def test_a_list_needs_its_permission(full: Office) -> None:
    stranger = Actor(user_id=None, name="Stranger", company_id=full.company_id)
    for look_at in (page, count, Positions):
        with pytest.raises(NotAllowed), full.app.read(stranger, positions=True) as read:
            look_at(QUERY, read, Look())
