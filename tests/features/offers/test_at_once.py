"""Two people who accept at the same moment: one contract, and the other is told why there is no second."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.offers.accepting import AcceptRound
from rayafin_desktop.features.offers.negotiating import StartNegotiation
from rayafin_desktop.features.trades.model import Trade
from tests.books import Office

from .said import COMPLETE, commodity, offer, party


def accept_together(office: Office, talks: list[UUID]) -> list[UUID | str]:
    """Accept the first round of each at the same time; contract ids, or the code of the refusal."""
    barrier = Barrier(len(talks))

    def accept(talk: UUID) -> UUID | str:
        barrier.wait()
        try:
            return office.do(AcceptRound(negotiation_id=talk, round_no=1))
        except RuleBroken as refused:
            return refused.code

    with ThreadPoolExecutor(len(talks)) as pool:
        return list(pool.map(accept, talks))


def count_trades(office: Office) -> int:
    with office.app.read(office.owner) as read:
        return int(read.scalar(select(func.count()).select_from(Trade.mapping.table)))


def test_the_same_round_twice(office: Office) -> None:
    made = offer(office, commodity(office), party(office, "Balaji Ginning"), terms=COMPLETE)
    talk = office.do(StartNegotiation(offer_id=made, party_id=party(office, "Lakshmi Spinning")))
    answers = accept_together(office, [talk, talk])
    assert sorted(isinstance(one, UUID) for one in answers) == [False, True]
    assert "negotiation.agreed" in answers
    assert count_trades(office) == 1


def test_two_mills_and_one_offer(office: Office) -> None:
    made = offer(office, commodity(office), party(office, "Balaji Ginning"), terms=COMPLETE)
    talks = [
        office.do(StartNegotiation(offer_id=made, party_id=party(office, name)))
        for name in ("Lakshmi Spinning", "Meridian Yarns")
    ]
    answers = accept_together(office, talks)
    assert sorted(isinstance(one, UUID) for one in answers) == [False, True]
    assert "negotiation.not_open" in answers
    assert count_trades(office) == 1
