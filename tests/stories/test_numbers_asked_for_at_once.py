"""Several programs post into one series at the same time: no number is missing, none is given twice."""

import re

import pytest
from sqlalchemy import select

from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office
from tests.engine.processes import processes, told_by
from tests.stories.cashiers import post_invoices

POSTS = 1000


def test_two_programs_of_a_thousand_posts_share_one_gapless_series(office: Office) -> None:
    post_at_once(office, 2)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_four_programs_of_a_thousand_posts_share_one_gapless_series(office: Office) -> None:
    post_at_once(office, 4)


def post_at_once(office: Office, programs: int) -> None:
    shop = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    context = processes()
    workers = []
    for _ in range(programs):
        ours, theirs = context.Pipe(duplex=False)
        told_what = (office.location, office.owner, shop, office.clock.today(), POSTS, theirs)
        worker = context.Process(target=post_invoices, args=told_what)
        worker.start()
        theirs.close()
        workers.append((worker, ours))
    told = [number for _, pipe in workers for number in told_by(pipe)]
    for worker, pipe in workers:
        worker.join()
        pipe.close()
        assert worker.exitcode == 0
    assert len(told) == programs * POSTS
    in_order = sorted(int(re.split(r"\D", number)[-1]) for number in told)
    assert in_order == list(range(1, programs * POSTS + 1))
    stored = office.ask(lambda read: set(read.execute(select(SalesDocument.c.number)).scalars()))
    assert stored == set(told)
    assert [one for one in office.app.verify() if one.faults] == []
