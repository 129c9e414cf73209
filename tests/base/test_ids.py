"""Ids: UUIDv7, rising within a process, never met twice."""

from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

import time_machine

from rayafin_desktop.base.ids import new_id


def batch(_: int) -> list[UUID]:
    return [new_id() for _ in range(5_000)]


def test_ids_rise_also_beyond_one_millisecond_of_sequence() -> None:
    ids = batch(0)
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_version_and_variant() -> None:
    one = new_id()
    assert (one.version, one.variant) == (7, RFC_4122)


def test_threads_never_meet_and_each_sees_rising_ids() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(batch, range(8)))
    assert all(ids == sorted(ids) for ids in batches)
    assert len({one for ids in batches for one in ids}) == 40_000


def test_a_clock_that_steps_back_does_not_lower_ids() -> None:
    before = new_id()
    with time_machine.travel("2001-01-01T00:00:00Z"):
        assert new_id() > before
