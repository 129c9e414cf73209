"""Anything at all sent to every address: no fault, no status and no shape the document does not name."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rayafin_desktop.application import open_book
from rayafin_desktop.sample.founding import OWNER_EMAIL, PASSWORD
from rayafin_desktop.server.application import create_app

from .conftest import UNLIMITED, Caller, Served, TestClient, on_the_last_day

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FAMILIES = ("auth", "lists", "records", "reports", "documents", "commands", "resources", "server")


def family_of(path: str, method: str) -> str:
    parts = path.removeprefix("/api/v1/").split("/")
    if not path.startswith("/api/"):
        return "server"
    if parts[0] in FAMILIES:
        return parts[0]
    return "lists" if len(parts) == 1 and method == "get" else "resources"


@dataclass
class Target:
    """A server to send things to, and its addresses by family."""

    api: FastAPI
    token: str

    @cached_property
    def operations(self) -> dict[str, list[Any]]:
        schema = schemathesis.openapi.from_asgi("/openapi.json", self.api)
        found: dict[str, list[Any]] = defaultdict(list)
        for one in schema.get_all_operations():
            operation: Any = one.ok()  # type: ignore[union-attr]
            if not operation.path.endswith("/sign-out"):  # the session is needed for the next one
                found[family_of(operation.path, operation.method)].append(operation)
        return found


def fuzz(target: Target, family: str, examples: int) -> int:
    """Send `examples` requests to the addresses of a family; answers how many addresses it has."""
    operations = target.operations[family]
    with asgi.get_client(cast("Any", target.api)) as client:

        @settings(
            max_examples=examples,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(data=st.data())
        def send(data: st.DataObject) -> None:
            operation = data.draw(st.sampled_from(operations))
            case = data.draw(operation.as_strategy())
            response = case.call(session=client, headers={"Authorization": f"Bearer {target.token}"})
            case.validate_response(response, checks=CHECKS)

        send()
    return len(operations)


@pytest.fixture(scope="module")
def full_target(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A full book that may be written to."""
    path = tmp_path_factory.mktemp("fuzzed") / "sample.rayafin"
    shutil.copyfile(sample_template, path)
    app = open_book(path, clock=on_the_last_day())
    api = create_app(app, UNLIMITED)
    with TestClient(api) as client:
        yield Target(api, Caller(api, client).signed_in(OWNER_EMAIL, PASSWORD).token)
    app.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_anything_sent_to_a_full_book_is_answered_as_documented(full_target: Target, family: str) -> None:
    assert fuzz(full_target, family, 5 if family in ("server", "auth") else 40) > 0


def test_anything_sent_to_an_office_database_is_answered_as_documented(served: Served) -> None:
    if served.office.app.database.is_sqlite:
        pytest.skip("the full book above is a file")
    target = Target(served.api, served.owner.token)
    for family in ("commands", "lists"):
        assert fuzz(target, family, 40) > 30


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_thousand_requests_to_every_family(served: Served, family: str) -> None:
    assert fuzz(Target(served.api, served.owner.token), family, 1000) > 0
