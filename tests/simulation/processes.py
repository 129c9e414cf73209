"""What other processes do in these tests: write as fast as they can, send what a device has sent before."""

from __future__ import annotations

import json
import random
import time
from multiprocessing.connection import Connection
from typing import Any

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.sync import line
from rayafin_desktop.sync.authority import Authority

LONGEST_DELAY = 0.004  # seconds


def write_parties(location: str, actor: Actor, name: str, count: int, seed: int, told: Connection) -> None:
    """Make `count` parties, each of which stays uncommitted for a random while; tells their ids."""
    chance = random.Random(seed)
    finish = Work.finish

    def slowly(work: Work, command: Any) -> Any:
        touched = finish(work, command)
        time.sleep(chance.uniform(0, LONGEST_DELAY))  # the delay is what is tested, not a wait for anything
        return touched

    setattr(Work, "finish", slowly)  # noqa: B010 - this process ends after it
    app = open_book(location)
    for n in range(count):
        made = app.execute(SaveParty(code=f"{name}-{n}", name=f"{name} {n}", state="27"), actor).result
        told.send_bytes(made.bytes)
    app.close()
    told.close()


def push_again_and_again(
    location: str, token: str, texts: list[str], times: int, seed: int, told: Connection
) -> None:
    """Send batches of a device's operations `times` times each, in any order; tells every answer as JSON."""
    chance = random.Random(seed)
    app = open_book(location)
    authority = Authority(app)
    size = 3
    batches = [texts[start : start + size] for start in range(0, len(texts), size)] * times
    chance.shuffle(batches)
    for batch in [*batches, texts]:
        try:
            answer = authority.call(line.PUSH, {"operations": batch}, token=token)
        except RayafinError as refusal:
            answer = {"refused": str(refusal)}
        told.send_bytes(json.dumps(answer).encode())
    app.close()
    told.close()
