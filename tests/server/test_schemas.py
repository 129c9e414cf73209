"""The OpenAPI document tells the truth: every answer of a full book keeps the schema it was promised."""

from typing import Any

import jsonschema_rs
import pytest

from .conftest import FullServer


@pytest.fixture(scope="module")
def document(full_server: FullServer) -> dict[str, Any]:
    found: dict[str, Any] = full_server.client.get("/openapi.json").json()
    return found


def promised(document: dict[str, Any], path: str) -> jsonschema_rs.Validator:
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def test_every_list_answers_rows_of_its_schema(full_server: FullServer, document: dict[str, Any]) -> None:
    empty = []
    for query in full_server.app.catalogue.queries.values():
        path = "/" + query.name.replace("_", "-")
        answer = full_server.owner.get(path, limit=1000)
        assert answer.status_code == 200, (path, answer.text)
        promised(document, "/api/v1" + path).validate(answer.json())
        if not answer.json()["rows"]:
            empty.append(query.name)
    assert len(empty) < 12, f"lists without a row prove nothing: {empty}"


def test_every_one_of_a_list_and_its_parts_keep_their_schema(
    full_server: FullServer, document: dict[str, Any]
) -> None:
    asked = 0
    for path, operations in document["paths"].items():
        parts = path.removeprefix("/api/v1/").split("/")
        if "get" not in operations or parts[1:2] != ["{id}"] or parts[-1] == "pdf":
            continue
        validator = promised(document, path)
        rows = full_server.owner.get("/" + parts[0], limit=4).json()["rows"]
        for row in rows:
            address = "/" + "/".join([parts[0], str(row["id"]), *parts[2:]])
            answer = full_server.owner.get(address)
            assert answer.status_code == 200, (address, answer.text)
            validator.validate(answer.json())
            asked += 1
    assert asked > 150


def test_every_report_keeps_its_schema_in_every_choice(
    full_server: FullServer, document: dict[str, Any]
) -> None:
    party = full_server.owner.get("/customers", limit=1).json()["rows"][0]["id"]
    for path, operations in document["paths"].items():
        if not path.startswith("/api/v1/reports/"):
            continue
        parameters = operations["get"]["parameters"]
        needed = {one["name"]: party for one in parameters if one["required"]}
        choices = [
            (one["name"], value)
            for one in parameters
            for value in one["schema"].get("enum", ["json"] if one["name"] == "format" else [])
            if one["name"] != "format" or value in ("json", "csv")
        ]
        for name, value in choices:
            answer = full_server.owner.get(path.removeprefix("/api/v1"), **needed, **{name: value})
            assert answer.status_code == 200, (path, name, value, answer.text)
            if answer.headers["content-type"] == "application/json":
                promised(document, path).validate(answer.json())


def test_no_answer_has_a_float(full_server: FullServer) -> None:
    import json

    def refuse(text: str) -> None:
        raise AssertionError(f"a float: {text}")

    for query in full_server.app.catalogue.queries:
        answer = full_server.owner.get("/" + query.replace("_", "-"))
        json.loads(answer.text, parse_float=refuse)


def test_papers_come_as_pdf_by_id_and_by_number(full_server: FullServer) -> None:
    row = next(
        one for one in full_server.owner.get("/invoices", limit=50).json()["rows"] if one.get("number")
    )
    by_id = full_server.owner.get(f"/invoices/{row['id']}/pdf")
    by_number = full_server.owner.get("/documents/invoice", number=row["number"])
    for answer in (by_id, by_number):
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_a_list_pages_sorts_filters_and_searches(full_server: FullServer) -> None:
    ask = full_server.owner.get
    everything = ask("/invoices", limit=1000, sort="number").json()
    first = ask("/invoices", limit=7, sort="number").json()
    second = ask("/invoices", limit=7, offset=first["next"], sort="number").json()
    assert first["rows"] + second["rows"] == everything["rows"][:14]
    assert first["total"] == everything["total"] == len(everything["rows"])
    assert everything["next"] is None
    backwards = ask("/invoices", limit=1000, sort="-number").json()["rows"]
    assert [one["id"] for one in backwards] == [one["id"] for one in everything["rows"]][::-1]
    first_party = everything["rows"][0]["party_id"]
    found = ask("/invoices", party_id=first_party, limit=1000, sort="number").json()["rows"]
    assert found == [one for one in everything["rows"] if one["party_id"] == first_party]
    assert ask("/invoices", search=everything["rows"][-1]["number"]).json()["total"] >= 1
    assert ask("/invoices", search="no such thing anywhere").json()["total"] == 0
