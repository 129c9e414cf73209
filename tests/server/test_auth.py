"""Who gets in: tokens that hold, tokens that do not, and what happens to those that once did."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import jwt
import pytest

from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import DeactivateUser, UpdateMember
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.api_keys.keys import CreateApiKey, RevokeApiKey
from rayafin_desktop.server.settings import ServerSettings
from tests.books import PASSWORD, FixedClock, Office, found_company

from .conftest import Caller, Served, email_of, with_server

# Nothing here depends on the engine; test_writing.py asks both.
pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


@pytest.fixture
def strict(office: Office) -> Iterator[Served]:
    """A server that counts as it does in earnest."""
    yield from with_server(office, ServerSettings(sign_in_rate="5/minute", token_rate="8/minute"))


def code_of(answer: Any) -> str:
    return str(answer.json()["code"])


def test_me_says_who_is_signed_in_and_where(served: Served) -> None:
    me = served.owner.get("/auth/me").json()
    assert (me["name"], me["company_code"], me["role"]) == ("Asha Shah", "RT", "owner")
    assert "invoice.post" in me["permissions"]
    assert [one["code"] for one in me["companies"]] == ["RT"]


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(served: Served) -> None:
    email = email_of(served.office.app, served.office.owner)
    wrong = [
        served.anonymous.post("/auth/token", {"email": email, "password": "not this one, surely"}),
        served.anonymous.post("/auth/token", {"email": "nobody@example.com", "password": PASSWORD}),
    ]
    assert [one.status_code for one in wrong] == [401, 401]
    assert wrong[0].json() == wrong[1].json()


def test_wrong_passwords_are_counted_and_lock_the_account(served: Served) -> None:
    email = email_of(served.office.app, served.office.owner)
    codes = [
        code_of(served.anonymous.post("/auth/token", {"email": email, "password": "not this one, surely"}))
        for _ in range(6)
    ]
    assert codes[0] == "user.sign_in_refused"
    assert codes[-1] == "user.locked"
    right = served.anonymous.post("/auth/token", {"email": email, "password": PASSWORD})
    assert (right.status_code, code_of(right)) == (401, "user.locked")


def test_a_company_one_is_no_member_of_is_not_entered(served: Served) -> None:
    found_company(served.office.app, "IN", code="OTHER")
    body = {"email": email_of(served.office.app, served.office.owner), "password": PASSWORD}
    assert served.anonymous.post("/auth/token", {**body, "company": "OTHER"}).status_code == 401
    assert served.anonymous.post("/auth/token", {**body, "company": "NONE"}).status_code == 401


# --- tokens that nobody may use


def changed(token: str, **claims: Any) -> dict[str, Any]:
    said: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return said | claims


def unsigned(claims: dict[str, Any]) -> str:
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    packed = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts]
    return ".".join([*packed, ""])


def test_a_forged_token_lets_nobody_in(served: Served) -> None:
    token = served.owner.token
    key = served.api.state.server.tokens._key
    now = int(served.office.clock.now().timestamp())
    forged: dict[str, Callable[[], str]] = {
        "unsigned": lambda: unsigned(changed(token)),
        "other key": lambda: jwt.encode(changed(token), "k" * 64, "HS256"),
        "other algorithm": lambda: jwt.encode(changed(token), key * 2, "HS512"),
        "expired": lambda: jwt.encode(changed(token, exp=now - 1), key, "HS256"),
        "other audience": lambda: jwt.encode(changed(token, aud=f"rayafin-api:{uuid4()}"), key, "HS256"),
        "other issuer": lambda: jwt.encode(changed(token, iss="somebody"), key, "HS256"),
        "not yet": lambda: jwt.encode(changed(token, iat=now + 3600, exp=now + 7200), key, "HS256"),
        "torn": lambda: token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB"),
    }
    assert served.owner.get("/auth/me").status_code == 200, "the true one must hold, or this proves nothing"
    for how, forge in forged.items():
        answer = served.anonymous.bearing(forge()).get("/auth/me")
        assert (answer.status_code, code_of(answer)) == (401, "token.invalid"), how


def test_a_token_that_leaves_something_out_lets_nobody_in(served: Served) -> None:
    for missing in ("exp", "aud", "iss", "jti", "sid", "com", "mem", "sub"):
        claims = changed(served.owner.token)
        del claims[missing]
        forged = jwt.encode(claims, served.api.state.server.tokens._key, "HS256")
        assert served.anonymous.bearing(forged).get("/auth/me").status_code == 401


def test_a_token_ends_by_the_clock_and_a_refresh_gets_the_next(served: Served, clock: FixedClock) -> None:
    owner = served.owner
    clock.advance(minutes=11)
    assert owner.get("/auth/me").status_code == 401
    told = served.anonymous.post("/auth/refresh", {"refresh_token": owner.refresh_token})
    assert told.status_code == 200, told.text
    assert served.anonymous.bearing(told.json()["access_token"]).get("/auth/me").status_code == 200


def test_a_refresh_token_used_twice_ends_the_session_for_both(served: Served) -> None:
    owner = served.owner
    first = served.anonymous.post("/auth/refresh", {"refresh_token": owner.refresh_token}).json()
    stolen = served.anonymous.post("/auth/refresh", {"refresh_token": owner.refresh_token})
    assert (stolen.status_code, code_of(stolen)) == (401, "session.token_reused")
    assert served.anonymous.bearing(first["access_token"]).get("/auth/me").status_code == 401
    again = served.anonymous.post("/auth/refresh", {"refresh_token": first["refresh_token"]})
    assert again.status_code == 401


def test_a_made_up_refresh_token_is_refused(served: Served) -> None:
    for token in ("", "x", "a.b.c", "0" * 32 + ".00.00", "\u2603"):
        assert served.anonymous.post("/auth/refresh", {"refresh_token": token}).status_code == 401


def test_signing_out_ends_both_tokens_at_once(served: Served) -> None:
    owner = served.owner
    assert owner.post("/auth/sign-out").status_code == 200
    assert owner.get("/auth/me").status_code == 401
    assert owner.post("/units", {"code": "X", "name": "X"}).status_code == 401
    refreshed = served.anonymous.post("/auth/refresh", {"refresh_token": owner.refresh_token})
    assert refreshed.status_code == 401


# --- what changes while somebody is signed in


def test_who_is_taken_out_of_the_company_is_out_at_his_next_request(served: Served) -> None:
    actor = served.office.member(Role.ACCOUNTANT)
    caller = served.of(actor)
    assert caller.get("/invoices").status_code == 200
    assert actor.user_id is not None
    served.office.do(DeactivateUser(user_id=actor.user_id))
    assert caller.get("/invoices").status_code == 401
    assert caller.post("/units", {"code": "X", "name": "X"}).status_code == 401
    refreshed = served.anonymous.post("/auth/refresh", {"refresh_token": caller.refresh_token})
    assert refreshed.status_code == 401


def test_a_changed_role_holds_at_the_next_request(served: Served) -> None:
    actor = served.office.member(Role.ACCOUNTANT)
    caller = served.of(actor)
    assert caller.post("/units", {"code": "BOX", "name": "Box"}).status_code == 200
    with served.office.app.read(served.office.owner) as read:
        member = read.find(Member, user_id=actor.user_id)
    assert member is not None
    served.office.do(UpdateMember(member_id=member.id, version=member.version, role=Role.AUDITOR))
    refused = caller.post("/units", {"code": "BAG", "name": "Bag"})
    assert (refused.status_code, code_of(refused)) == (403, "permission.missing")
    assert caller.get("/auth/me").json()["role"] == "auditor"


# --- rates


def test_signing_in_is_limited_by_address(strict: Served) -> None:
    answers = [
        strict.anonymous.post("/auth/token", {"email": f"n{n}@example.com", "password": "wrong wrong wrong"})
        for n in range(7)
    ]
    assert [one.status_code for one in answers] == [401] * 5 + [429] * 2
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_asking_is_limited_by_token(strict: Served) -> None:
    owner, other = strict.owner, strict.of(strict.office.member(Role.OWNER))
    assert [owner.get("/units").status_code for _ in range(10)][-1] == 429
    assert other.get("/units").status_code == 200


# --- keys for programs


def made_key(served: Served, **values: Any) -> tuple[Any, Caller]:
    made = served.office.do(CreateApiKey(name="Web shop", **values))
    return made.id, served.anonymous.bearing(made.key)


def test_a_key_reads_in_its_makers_name_and_carries_out_no_command(served: Served) -> None:
    _, program = made_key(served)
    assert program.get("/invoices").status_code == 200
    refused = program.post("/units", {"code": "X", "name": "X"})
    assert (refused.status_code, code_of(refused)) == (403, "token.read_only")


def test_a_key_may_only_what_it_was_given(served: Served) -> None:
    _, program = made_key(served, read_only=False, permissions=("item.read", "item.save"))
    assert program.post("/units", {"code": "BOX", "name": "Box"}).status_code == 200
    assert program.get("/invoices").status_code == 403
    assert program.get("/items").status_code == 200


def test_a_revoked_or_expired_key_lets_nobody_in(served: Served, clock: FixedClock) -> None:
    key_id, revoked = made_key(served)
    _, short = made_key(served, days=1)
    assert revoked.get("/items").status_code == short.get("/items").status_code == 200
    served.office.do(RevokeApiKey(key_id=key_id))
    assert revoked.get("/items").status_code == 401
    clock.advance(days=1)
    assert short.get("/items").status_code == 401


def test_the_use_of_a_key_is_kept_and_the_key_is_not(served: Served) -> None:
    made = served.office.do(CreateApiKey(name="Web shop"))
    program = served.anonymous.bearing(made.key)
    assert program.get("/items").status_code == 200
    row = served.owner.get("/api-keys").json()["rows"][0]
    assert row["last_used_at"] is not None
    assert row["state"] == "active"
    assert made.key.startswith(row["beginning"])
    assert made.key not in json.dumps(served.owner.get("/audit", limit=1000).json())
    assert made.key not in repr(made)


def test_a_keys_maker_leaves_and_the_key_ends(served: Served) -> None:
    second = served.office.member(Role.OWNER)
    key = served.office.do(CreateApiKey(name="His"), as_=second).key
    program = served.anonymous.bearing(key)
    assert program.get("/items").status_code == 200
    assert second.user_id is not None
    served.office.do(DeactivateUser(user_id=second.user_id))
    assert program.get("/items").status_code == 401
