"""Commands over HTTP: done once whatever the line does, refused in one shape, and never a traceback."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.answers import answers
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.tenancy import enter
from rayafin_desktop.server.plan import planned
from rayafin_desktop.server.settings import MEGABYTE, ServerSettings, is_loopback
from tests.books import Office

from .conftest import Caller, Served, with_server

BOX = {"code": "BOX", "name": "Box"}


def once(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def units(caller: Caller) -> list[str]:
    return [row["code"] for row in caller.get("/units", limit=1000).json()["rows"]]


def test_a_command_done_twice_with_one_key_is_done_once(served: Served) -> None:
    owner = served.owner
    first = owner.post("/units", BOX, headers=once("k1"))
    again = owner.post("/units", BOX, headers=once("k1"))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert "idempotent-replay" not in first.headers
    assert again.headers["idempotent-replay"] == "true"
    assert units(owner).count("BOX") == 1
    other = owner.post("/units", {"code": "BAG", "name": "Bag"}, headers=once("k1"))
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_request")
    assert "BAG" not in units(owner)


def test_the_same_request_many_times_at_once_is_done_once(served: Served) -> None:
    owner = served.owner
    body = {"email": "new@example.com", "role": "auditor"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: owner.post("/invites", body, headers=once("k2")), range(8)))
    assert {one.status_code for one in answers} == {200}
    assert len({one.text for one in answers}) == 1
    assert owner.get("/invites", tab="all").json()["total"] == 1


def test_a_kept_answer_is_nobody_elses_and_cannot_be_read_in_the_book(served: Served) -> None:
    owner, other = served.owner, served.of(served.office.member(Role.OWNER))
    body = {"email": "new@example.com", "role": "auditor"}
    code = owner.post("/invites", body, headers=once("k3")).json()["result"]["code"]
    again = other.post("/invites", body, headers=once("k3"))
    assert again.json()["result"]["code"] != code
    with served.office.app.database.write() as connection:
        enter(connection, [served.office.company_id])
        kept = [bytes(row.sealed) for row in connection.execute(answers.select())]
    assert len(kept) == 2
    assert not [one for one in kept if code.encode() in one]


def test_a_kept_answer_is_thrown_away_after_its_time(served: Served) -> None:
    owner = served.owner
    assert owner.post("/units", BOX, headers=once("k4")).status_code == 200
    served.office.clock.advance(hours=25)
    fresh = served.of(served.office.owner)
    again = fresh.post("/units", BOX, headers=once("k4"))
    assert again.status_code == 422, "done again, and refused because the code is taken"


def test_a_refused_command_keeps_no_answer(served: Served) -> None:
    bad = served.owner.post("/units", {"code": "", "name": ""}, headers=once("k5"))
    assert bad.status_code == 422
    good = served.owner.post("/units", BOX, headers=once("k5"))
    assert good.status_code == 200


# --- refusals


def shape(answer: httpx.Response) -> set[str]:
    body: dict[str, Any] = answer.json()
    assert all(set(one) == {"code", "field", "message"} for one in body["problems"])
    return set(body)


@pytest.fixture
def raw(served: Served) -> Any:
    def send(content: bytes, kind: str = "application/json") -> httpx.Response:
        headers = served.owner.headers | {"Content-Type": kind}
        answer: httpx.Response = served.client.post("/api/v1/units", content=content, headers=headers)
        return answer

    return send


def test_what_cannot_be_read_is_refused_in_one_shape(raw: Any) -> None:
    cases = [
        (b"{", "application/json", 400, "request.not_json"),
        (b"\xff", "application/json", 400, "request.not_json"),
        (b'{"code": NaN}', "application/json", 400, "request.not_json"),
        (b"[" * 100_000, "application/json", 400, "request.not_json"),
        (b"[]", "application/json", 400, "request.not_an_object"),
        (b'{"code": "A", "code": "B"}', "application/json", 422, "request.field_repeated"),
        (b'{"code": "\\ud800"}', "application/json", 422, "request.not_storable"),
        (b"code=A", "application/x-www-form-urlencoded", 415, "request.needs_json"),
        (b'{"code": "A", "name": "B", "company_id": 2}', "application/json", 422, "command.invalid"),
        (b" " * (8 * MEGABYTE + 1), "application/json", 413, "request.too_large"),
    ]
    for content, kind, status, code in cases:
        answer = raw(content, kind)
        assert (answer.status_code, answer.json()["code"]) == (status, code), content[:40]
        assert shape(answer) == {"code", "message", "problems"}


def test_unknown_addresses_and_methods_are_refused_in_the_same_shape(served: Served) -> None:
    answers = [
        (served.client.get("/api/v1/no-such-thing"), 404, "route.unknown"),
        (served.client.get("/"), 404, "route.unknown"),
        (served.client.delete("/api/v1/units"), 405, "route.method"),
    ]
    for answer, status, code in answers:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert shape(answer) == {"code", "message", "problems"}
    assert answers[-1][0].headers["allow"]


def test_all_problems_come_at_once_each_with_its_field(served: Served) -> None:
    answer = served.owner.post("/users", {"email": "no", "name": "", "role": "auditor"})
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["problems"]} == {"email", "name"}


def test_a_bug_is_a_number_and_nothing_else(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    @served.api.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("the secret inside")

    answer = served.client.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["report"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_no_answer_may_be_kept_framed_or_taken_for_something_else(served: Served) -> None:
    for answer in (served.owner.get("/units"), served.client.get("/nothing"), served.client.get("/docs")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers
        assert "strict-transport-security" not in answer.headers


def test_other_origins_are_let_in_only_where_somebody_said_so(office: Office) -> None:
    origin = {"Origin": "https://shop.example"}
    open_to_one = ServerSettings(origins=("https://shop.example",))
    for settings, allowed in ((ServerSettings(), None), (open_to_one, origin["Origin"])):
        for served in with_server(office, settings):
            answer = served.client.get("/health", headers=origin)
            assert answer.headers.get("access-control-allow-origin") == allowed


def test_the_page_of_the_documentation_fetches_nothing(served: Served) -> None:
    page = served.client.get("/docs").text
    assert "/api/v1/commands/IssueInvoice" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_health_says_nothing_of_the_books(served: Served) -> None:
    assert served.client.get("/health").json() == {
        "status": "ok",
        "process": "ok",
        "database": "ok",
        "schema_is": "current",
    }


# --- everything is there


def test_every_list_record_report_document_and_command_has_an_address() -> None:
    catalogue = Catalogue()
    paths = {(one.method, one.path) for one in planned(catalogue)}
    dashed = [name.replace("_", "-") for name in catalogue.queries]
    wanted = {
        *(("GET", f"/api/v1/{name}") for name in dashed),
        *(("POST", f"/api/v1/commands/{name}") for name in catalogue.commands),
        *(("GET", f"/api/v1/reports/{name}") for name in catalogue.reports),
        *(("GET", f"/api/v1/documents/{kind.replace('_', '-')}") for kind in catalogue.documents),
    }
    assert wanted <= paths
    records = {path.split("/")[4] for _, path in paths if path.startswith("/api/v1/records/")}
    assert records == {name.replace("_", "-") for name in catalogue.records}


def test_no_two_addresses_are_the_same() -> None:
    places = [(one.method, one.path) for one in planned(Catalogue())]
    assert len(places) == len(set(places))
    names = [one.name for one in planned(Catalogue())]
    assert len(names) == len(set(names))


def test_only_this_machine_counts_as_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.com", "")))  # noqa: S104
