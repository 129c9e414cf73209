"""`devices` and `sync` against a real server process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.serving import ServerProcess

from .conftest import OWNER, PASSWORD, Rayafin


@pytest.fixture
def server_book(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of its own for this test, and who asks."""
    path = tmp_path / "server.rayafin"
    shutil.copyfile(founded, path)
    monkeypatch.setenv("RAYAFIN_USER", OWNER)
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    monkeypatch.delenv("RAYAFIN_BOOK", raising=False)
    return path


@pytest.fixture
def serving(server_book: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(str(server_book))
    process.start()
    yield process
    if process.runs:
        process.stop()


def test_a_book_joins_syncs_compares_and_is_taken_away(
    rayafin: Rayafin, server_book: Path, serving: ServerProcess, tmp_path: Path
) -> None:
    on_server, copy = ("--book", server_book), tmp_path / "copy.rayafin"
    code = rayafin("devices", "invite", OWNER, *on_server, "--json").json["code"]
    joined = rayafin("sync", "join", serving.url, code, "--book", copy, "--name", "Till 1", "--json")
    assert joined.code == 0, joined.err
    assert joined.json["prefix"] == "A1"
    again = rayafin("sync", "join", serving.url, code, "--book", copy, "--name", "Till 1", "--json")
    assert again.codes == ["book.exists"]
    made = rayafin.run(
        {"command": "SaveParty", "name": "Gokul Mills", "is_customer": True}, options=("--book", str(copy))
    )
    assert made.lines[0]["ok"], made.out
    (status,) = rayafin("sync", "status", "--book", copy, "--json").json
    assert (status["waiting"], status["device_name"], status["server"]) == (1, "Till 1", serving.url)
    once = rayafin("sync", "--once", "--book", copy, "--json")
    assert (once.code, once.json["sent"], once.json["differing"]) == (0, 1, [])
    assert rayafin("sync", "compare", "--book", copy, "--json").json["equal"] is True
    (row,) = rayafin("devices", "list", *on_server, "--json").json
    assert (row["name"], row["state"], row["exceptions"]) == ("Till 1", "active", 0)
    shown = rayafin("show", "customers", *on_server, "--json").json
    assert [one["name"] for one in shown] == ["Gokul Mills"]
    assert rayafin("devices", "revoke", "till 1", *on_server, "--why", "sold").code == 0
    refused = rayafin("sync", "--once", "--book", copy, "--json")
    assert (refused.code, refused.codes) == (1, ["device.revoked"])
    serving.stop()
    offline = rayafin("sync", "--once", "--book", copy, "--json")
    assert (offline.code, offline.codes) == (1, ["sync.offline"])


def test_what_makes_no_sense_is_refused_with_its_code(
    rayafin: Rayafin, server_book: Path, tmp_path: Path
) -> None:
    on_server = ("--book", server_book, "--json")
    assert rayafin("devices", "invite", "nobody@example.com", *on_server).codes == ["user.not_found"]
    assert rayafin("devices", "revoke", "Till 9", *on_server).codes == ["device.not_one"]
    assert rayafin("sync", "status", *on_server).codes == ["sync.not_a_device"]
    office = rayafin(
        "sync", "join", "127.0.0.1:1", "CODE", "--book", "postgresql://x/y", "--name", "T", "--json"
    )
    assert (office.code, office.codes) == (2, ["sync.only_files"])
    nowhere = tmp_path / "new.rayafin"
    bad = rayafin("sync", "join", "ftp://books", "CODE", "--book", nowhere, "--name", "T", "--json")
    assert bad.codes == ["sync.bad_address"]
    assert not nowhere.exists()
