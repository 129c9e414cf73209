"""Canaries: everything a person must keep secret goes through the program once, and is then looked for.

In the book and its log, the outbox, backups and their manifests, log files at the finest level, reports of
bugs, what the command line prints, and the store of this computer's secrets: nowhere does one stand.
"""

import json
import logging
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select, text

from rayafin_desktop.base.errors import RayafinError, SignInRefused
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.cli.bug_report import write_report
from rayafin_desktop.cli.main import main
from rayafin_desktop.desktop.problems import crash_report
from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.commands import from_json, to_json
from rayafin_desktop.engine.permissions import Role, the_book
from rayafin_desktop.engine.record import outbox
from rayafin_desktop.engine.schema import book_facts
from rayafin_desktop.engine.secret_store import FileStore
from rayafin_desktop.features.access.commands import AddUser, ChangeOwnPassword, SetPassword
from rayafin_desktop.features.access.invites import InviteUser, redeem
from rayafin_desktop.features.access.model import SessionKind, User
from rayafin_desktop.features.access.resets import IssuePasswordReset, reset_password
from rayafin_desktop.features.access.second_factor import (
    ConfirmSecondFactor,
    EnrolSecondFactor,
    RenewRecoveryCodes,
)
from rayafin_desktop.features.access.sessions import refresh_session
from rayafin_desktop.features.access.sign_in import prove, sign_in, with_session
from tests.books import Office

EMAIL = "canary@example.com"
FIRST = "canary-first ostrich velvet 41"
SECOND = "canary-second walnut glacier 42"
THIRD = "canary-third lantern pepper 43"
FOURTH = "canary-fourth cobalt meadow 44"
WRONG = "canary-wrong thistle anchor 45"
TOKEN = "canary-device-token-46"
IBAN = "DE89370400440532013000"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, at the finest level, tracebacks included."""
    path = tmp_path / "log.txt"
    handler = logging.FileHandler(path)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(before)
    root.removeHandler(handler)
    handler.close()


def flows(office: Office, folder: Path) -> set[str]:
    """Go through every way a secret takes; answers the secrets that were made on the way."""
    app, secrets = office.app, {FIRST, SECOND, THIRD, FOURTH, WRONG, TOKEN}
    user_id = office.do(AddUser(email=EMAIL, name="Canary", role=Role.CASHIER, password=FIRST)).user_id
    for email in (EMAIL, "nobody@example.com"):
        with pytest.raises(SignInRefused) as refused:
            sign_in(app, email, WRONG)
        logging.getLogger("canary").debug("refused: %r %s", refused.value, app.sentences(refused.value))
    actor, session = with_session(app, sign_in(app, EMAIL, FIRST), SessionKind.API, "canary")
    following = refresh_session(app, session.refresh_token)
    for token in (session.refresh_token, following.refresh_token):
        secrets |= set(token.split(".")[1:])
    with pytest.raises(SignInRefused):
        refresh_session(app, session.refresh_token)
    actor, _ = with_session(app, sign_in(app, EMAIL, FIRST), SessionKind.WINDOW, "canary")
    office.do(ChangeOwnPassword(current_password=FIRST, password=SECOND), as_=actor)
    prove(app, actor, SECOND)
    enrolment = office.do(EnrolSecondFactor(current_password=SECOND), as_=actor)
    totp = pyotp.TOTP(enrolment.secret)
    now = int(office.clock.now().timestamp())
    confirmed = office.do(ConfirmSecondFactor(code=totp.at(now)), as_=actor)
    renewed = office.do(RenewRecoveryCodes(current_password=SECOND), as_=actor)
    sign_in(app, EMAIL, SECOND, code=renewed.codes[0])
    secrets |= {enrolment.secret, enrolment.uri, *confirmed.codes, *renewed.codes}
    reset = office.do(IssuePasswordReset(user_id=user_id))
    reset_password(app, reset.email, reset.code, THIRD)
    invited = office.do(InviteUser(email="invited@example.com", role=Role.BROKER))
    redeem(app, invited.email, invited.code, "Invited", FOURTH)
    secrets |= {reset.code, invited.code}
    logging.getLogger("canary").debug("%r %r %r %r %r", session, enrolment, renewed, reset, invited)
    FileStore(folder / "own", scrypt_n=2**10).put("device", TOKEN)
    FileStore(folder / "own", THIRD, scrypt_n=2**10).put("device", TOKEN)
    with app.read(the_book()) as read:
        secrets.add(read.scalar(select(book_facts.c.value).where(book_facts.c.key == "password_key")))
    return secrets


def reports(office: Office) -> list[str]:
    """Bugs in the midst of it: the commands and their values are in the frames of the stack."""
    told = []
    command = SetPassword(user_id=new_id(), password=WRONG)
    try:
        raise ValueError(f"{command!r} {to_json(command)} for account {IBAN}, '{WRONG}'")
    except ValueError as bug:
        told += [crash_report(bug), write_report(bug, "run").read_text()]
    try:
        from_json(SetPassword, {"user_id": 7, "password": WRONG, "more": "x"})
    except RayafinError as error:
        told += [str(error), repr(error), *office.app.sentences(error)]
    return told


def on_file(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_no_secret_is_written_anywhere(
    office: Office,
    tmp_path: Path,
    log_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    secrets = flows(office, tmp_path)
    told = reports(office)
    back_up(office.app.database, tmp_path / "backups", datetime(2026, 11, 21, tzinfo=UTC))
    with office.app.read(the_book()) as read:
        commands = [zlib.decompress(row.payload) for row in read.fetch(select(outbox.c.payload))]
        hashes = [user.password_hash for user in read.all(User) if user.password_hash]
        entries = [repr(row) for row in read.connection.execute(text("SELECT * FROM audit_entries"))]
    monkeypatch.setenv("RAYAFIN_PASSWORD", THIRD)
    capsys.readouterr()
    for line in (["show", "users"], ["show", "users", "--json"]):
        main([*line, "--book", office.location, "--user", "invited@example.com"])
    printed = capsys.readouterr()

    # The book's own key lies in the book by design: with the book one has it.
    key = next(
        one for one in secrets if len(one) == 64 and one.encode() in dict(on_file(tmp_path))["book.rayafin"]
    )
    places = [
        *on_file(tmp_path),
        *(("outbox", one) for one in commands),
        *(("report", one.encode()) for one in told),
        ("standard output", printed.out.encode()),
        ("standard error", printed.err.encode()),
    ]
    assert log_file.stat().st_size > 0
    hits = {
        (name, secret)
        for name, content in places
        for secret in secrets - {key}
        if secret.encode() in content or json.dumps(secret).encode() in content
    }
    assert hits == set()
    assert not [one for one in told if IBAN in one]
    # Not even hashes are where many may read.
    assert not [one for one in (*entries, *(c.decode() for c in commands)) for h in hashes if h in one]
    assert key.encode() not in log_file.read_bytes()


def test_the_search_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.log").write_text(f"password={WRONG}")
    assert [name for name, content in on_file(tmp_path) if WRONG.encode() in content] == ["x.log"]
