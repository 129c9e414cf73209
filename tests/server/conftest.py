"""A server under test: the book of `office` behind its addresses, asked over ASGI without a network."""

import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from rayafin_desktop.application import App, Clock, create_book, open_book
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.companies.commands import own_company
from rayafin_desktop.sample.clock import SampleClock
from rayafin_desktop.sample.company import populate
from rayafin_desktop.sample.founding import OWNER_EMAIL
from rayafin_desktop.sample.founding import PASSWORD as SAMPLE_PASSWORD
from rayafin_desktop.sample.plan import FIXED_LAST_DAY, SamplePlan
from rayafin_desktop.server.application import create_app
from rayafin_desktop.server.settings import ServerSettings
from tests.books import PASSWORD, Office

with warnings.catch_warnings():
    # It prefers a client we do not have; the one we have does all that is asked of it.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

__all__ = ["TestClient"]

UNLIMITED = ServerSettings(sign_in_rate="100000/minute", token_rate="1000000/minute")


@dataclass
class Caller:
    """Somebody who asks a server; `as_()` signs him in."""

    api: FastAPI
    client: TestClient
    headers: dict[str, str] = field(default_factory=dict)
    refresh_token: str = ""

    def signed_in(self, email: str, password: str = PASSWORD, company: str = "") -> "Caller":
        answer = self.client.post(
            "/api/v1/auth/token", json={"email": email, "password": password, "company": company}
        )
        assert answer.status_code == 200, answer.text
        told = answer.json()
        bearer = {"Authorization": f"Bearer {told['access_token']}"}
        return Caller(self.api, self.client, bearer, told["refresh_token"])

    def bearing(self, token: str) -> "Caller":
        return Caller(self.api, self.client, {"Authorization": f"Bearer {token}"})

    @property
    def token(self) -> str:
        return self.headers["Authorization"].removeprefix("Bearer ")

    def get(self, path: str, **parameters: Any) -> httpx.Response:
        answer: httpx.Response = self.client.get(_full(path), params=parameters, headers=self.headers)
        return answer

    def post(
        self, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **parameters: Any
    ) -> httpx.Response:
        answer: httpx.Response = self.client.post(
            _full(path),
            json={} if body is None else body,
            params=parameters,
            headers=self.headers | (headers or {}),
        )
        return answer


def _full(path: str) -> str:
    return path if path in ("/health", "/docs", "/openapi.json") else f"/api/v1{path}"


@dataclass
class Served:
    """An office and its server."""

    office: Office
    api: FastAPI
    client: TestClient

    @property
    def anonymous(self) -> Caller:
        return Caller(self.api, self.client)

    @cached_property
    def owner(self) -> Caller:
        return self.of(self.office.owner)

    def of(self, actor: Actor) -> Caller:
        """This member, signed in to his company."""
        return self.anonymous.signed_in(email_of(self.office.app, actor), company=self.code_of(actor))

    def code_of(self, actor: Actor) -> str:
        with self.office.app.read(actor) as read:
            return own_company(read).code


def email_of(app: App, actor: Actor) -> str:
    assert actor.user_id is not None
    with app.read(actor) as read:
        return read.get(User, actor.user_id).email


def with_server(office: Office, settings: ServerSettings = UNLIMITED) -> Iterator[Served]:
    api = create_app(office.app, settings)
    with TestClient(api) as client:
        yield Served(office, api, client)


@pytest.fixture
def served(office: Office) -> Iterator[Served]:
    """The office's book served, on both engines."""
    yield from with_server(office)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample company, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.rayafin"
    plan = SamplePlan.of(today=FIXED_LAST_DAY, invoices=12, seed=1)
    clock = SampleClock(plan.first_day)
    app = create_book(path, clock=clock.as_clock())
    populate(app, clock, plan)
    app.close()
    return path


@dataclass
class FullServer:
    """The sample company served; `clock` stands a minute after its last entry."""

    app: App
    api: FastAPI
    client: TestClient
    owner: Caller


@pytest.fixture(scope="session")
def full_server(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullServer]:
    """A book in which every list has rows, served to its owner; for tests that only read."""
    path = tmp_path_factory.mktemp("served") / "sample.rayafin"
    shutil.copyfile(sample_template, path)
    app = open_book(path, clock=on_the_last_day())
    api = create_app(app, UNLIMITED)
    with TestClient(api) as client:
        owner = Caller(api, client).signed_in(OWNER_EMAIL, SAMPLE_PASSWORD)
        yield FullServer(app, api, client, owner)
    app.close()


def on_the_last_day() -> Clock:
    """A clock that stands on the sample's last day."""
    now = datetime.combine(FIXED_LAST_DAY, time(18), UTC)
    last = FIXED_LAST_DAY
    return Clock(now=lambda: now, today=lambda: last)
