"""The second factor: set up, asked for, used once, lost; and that no way leads round it."""

from urllib.parse import parse_qs, urlparse

import pyotp
import pytest
from sqlalchemy import text

from rayafin_desktop.base.errors import NotAllowed, RuleBroken, SignInRefused
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.features.access.commands import ChangeOwnPassword, SetPassword
from rayafin_desktop.features.access.model import SecondFactor, SessionKind, User
from rayafin_desktop.features.access.resets import IssuePasswordReset, reset_password
from rayafin_desktop.features.access.second_factor import (
    ConfirmSecondFactor,
    EnrolSecondFactor,
    RemoveSecondFactor,
    RenewRecoveryCodes,
    ResetSecondFactor,
    is_missing,
)
from rayafin_desktop.features.access.sign_in import sign_in, with_session
from rayafin_desktop.features.access.totp import sealed, unsealed
from rayafin_desktop.features.companies.commands import ChangeSetting
from tests.books import PASSWORD, Office

FRESH = "purple zebra kicks nine lamps"


class Phone:
    """The app of one member, set up."""

    def __init__(self, office: Office, who: Actor) -> None:
        self.office, self.who = office, who
        enrolment = office.do(EnrolSecondFactor(current_password=PASSWORD), as_=who)
        self.secret, self.uri = enrolment.secret, enrolment.uri
        confirmed = office.do(ConfirmSecondFactor(code=self.code()), as_=who)
        self.recovery = confirmed.codes
        office.clock.advance(seconds=30)

    def code(self, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(self.office.clock.now().timestamp()) + 30 * steps)

    @property
    def email(self) -> str:
        assert self.who.user_id is not None
        with self.office.app.read(the_book()) as read:
            return read.get(User, self.who.user_id).email

    def come_in(self, code: str, password: str = PASSWORD) -> Actor:
        return sign_in(self.office.app, self.email, password, code=code)

    def refused(self, code: str, password: str = PASSWORD) -> str:
        with pytest.raises(SignInRefused) as error:
            self.come_in(code, password)
        return error.value.code


@pytest.fixture
def phone(office: Office) -> Phone:
    return Phone(office, office.member(Role.CASHIER))


def problem(office: Office, command: object, who: Actor) -> str:
    with pytest.raises(RuleBroken) as error:
        office.do(command, as_=who)  # type: ignore[arg-type]
    return error.value.code


def test_signing_in_takes_two_steps(phone: Phone) -> None:
    assert phone.refused("") == "second_factor.needed"
    assert phone.come_in(phone.code()).name == phone.who.name


def test_a_code_is_asked_for_only_after_the_right_password(phone: Phone) -> None:
    assert phone.refused("", "wrong") == "user.sign_in_refused"
    assert phone.refused(phone.code(), "wrong") == "user.sign_in_refused"


def test_a_code_is_good_once_and_earlier_ones_go_with_it(phone: Phone) -> None:
    now, before = phone.code(), phone.code(-1)
    phone.come_in(now)
    assert phone.refused(now) == "second_factor.wrong"
    assert phone.refused(before) == "second_factor.wrong"


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_step_before_and_after_is_taken(phone: Phone, steps: int, taken: bool) -> None:
    phone.office.clock.advance(seconds=90)
    if taken:
        assert phone.come_in(phone.code(steps)).name == phone.who.name
    else:
        assert phone.refused(phone.code(steps)) == "second_factor.wrong"


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "١٢٣٤٥٦", "²³⁴⁵⁶⁷", "x" * 5000])
def test_a_wrong_code_is_refused(phone: Phone, code: str) -> None:
    if code == phone.code():
        pytest.skip("the one in three hundred thousand")
    assert phone.refused(code) == "second_factor.wrong"


def test_wrong_codes_lock_the_account_like_wrong_passwords(phone: Phone) -> None:
    assert [phone.refused("000000") for _ in range(5)][-1] == "user.locked"
    assert phone.refused(phone.code()) == "user.locked"


def test_recovery_codes_are_good_once_each(phone: Phone) -> None:
    assert len(set(phone.recovery)) == 10
    phone.come_in(phone.recovery[3].lower().replace("-", " "))
    assert phone.refused(phone.recovery[3]) == "second_factor.wrong"
    phone.come_in(phone.recovery[4])


def test_new_recovery_codes_make_the_old_ones_void(phone: Phone) -> None:
    fresh = phone.office.do(RenewRecoveryCodes(current_password=PASSWORD), as_=phone.who).codes
    assert phone.refused(phone.recovery[0]) == "second_factor.wrong"
    phone.come_in(fresh[0])


def test_no_new_password_leads_round_it(phone: Phone) -> None:
    office, user_id = phone.office, phone.who.user_id
    assert user_id is not None
    office.do(SetPassword(user_id=user_id, password=FRESH))
    assert phone.refused("", FRESH) == "second_factor.needed"
    code = office.do(IssuePasswordReset(user_id=user_id)).code
    reset_password(office.app, phone.email, code, "seven green teapots sing")
    assert phone.refused("", "seven green teapots sing") == "second_factor.needed"


def test_it_counts_only_once_it_was_confirmed(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    office.do(EnrolSecondFactor(current_password=PASSWORD), as_=cashier)
    assert problem(office, ConfirmSecondFactor(code="000000"), cashier) == "second_factor.wrong_code"
    assert problem(office, EnrolSecondFactor(current_password="wrong"), cashier) == "password.wrong"
    again = office.do(EnrolSecondFactor(current_password=PASSWORD), as_=cashier)
    code = pyotp.TOTP(again.secret).at(int(office.clock.now().timestamp()))
    office.do(ConfirmSecondFactor(code=code), as_=cashier)
    assert problem(office, EnrolSecondFactor(current_password=PASSWORD), cashier) == "second_factor.already"


def test_confirming_ends_the_other_sign_ins(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    elsewhere, _ = with_session(office.app, cashier, SessionKind.WINDOW, "Till 3")
    Phone(office, cashier)
    with pytest.raises(NotAllowed, match=r"session\.over"):
        office.do(EnrolSecondFactor(current_password=PASSWORD), as_=elsewhere)


def test_its_owner_takes_it_away_with_password_and_code(phone: Phone) -> None:
    office, who = phone.office, phone.who
    wrong = RemoveSecondFactor(current_password=PASSWORD, code="000000")
    assert problem(office, wrong, who) == "second_factor.wrong_code"
    assert (
        problem(office, RemoveSecondFactor(current_password="x", code=phone.code()), who) == "password.wrong"
    )
    office.do(RemoveSecondFactor(current_password=PASSWORD, code=phone.code()), as_=who)
    assert sign_in(office.app, phone.email, PASSWORD).name == who.name
    assert Phone(office, who).refused("") == "second_factor.needed"  # and a new one can be set up


def test_with_it_ten_characters_do_until_it_is_to_go(phone: Phone) -> None:
    office, who, short = phone.office, phone.who, "zebra lamp9"
    office.do(ChangeOwnPassword(current_password=PASSWORD, password=short), as_=who)
    removing = RemoveSecondFactor(current_password=short, code=phone.code())
    assert problem(office, removing, who) == "second_factor.password_short"
    shorter = ChangeOwnPassword(current_password=short, password="zebra lam")
    assert problem(office, shorter, who) == "password.too_short"
    broker = office.member(Role.BROKER)
    alone = ChangeOwnPassword(current_password=PASSWORD, password=short)
    assert problem(office, alone, broker) == "password.too_short"


def test_an_owner_takes_a_lost_one_away_in_a_command_of_its_own(phone: Phone) -> None:
    office, user_id = phone.office, phone.who.user_id
    assert user_id is not None
    there, _ = with_session(office.app, phone.who, SessionKind.WINDOW, "")
    with pytest.raises(NotAllowed):
        office.do(ResetSecondFactor(user_id=user_id), as_=office.member(Role.ACCOUNTANT))
    office.do(ResetSecondFactor(user_id=user_id))
    assert sign_in(office.app, phone.email, PASSWORD).user_id == user_id
    with pytest.raises(NotAllowed, match=r"session\.over"):
        office.do(EnrolSecondFactor(current_password=PASSWORD), as_=there)
    with office.app.read(the_book()) as read:
        said = read.connection.execute(text("SELECT command FROM audit_entries")).scalars().all()
    assert "ResetSecondFactor" in said


def test_where_it_is_required_it_is_missed_and_stays(phone: Phone) -> None:
    office = phone.office
    office.do(ChangeSetting(key="security.second_factor", value="owners"))
    assert office.ask(is_missing)
    assert not office.ask(is_missing, as_=office.member(Role.BROKER))
    office.do(ChangeSetting(key="security.second_factor", value="everybody"))
    assert office.ask(is_missing, as_=office.member(Role.BROKER))
    assert not office.ask(is_missing, as_=phone.who)
    removing = RemoveSecondFactor(current_password=PASSWORD, code=phone.code())
    assert problem(office, removing, phone.who) == "second_factor.required"


def test_a_clock_put_back_uses_up_one_code_only(phone: Phone) -> None:
    phone.come_in(phone.code())
    phone.office.clock.advance(days=-400)
    code = phone.code()
    phone.come_in(code)
    assert phone.refused(code) == "second_factor.wrong"


def test_the_app_is_told_who_it_is_for(phone: Phone) -> None:
    link = urlparse(phone.uri)
    asked = parse_qs(link.query)
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert (asked["secret"], asked["issuer"]) == ([phone.secret], ["Rayafin"])


def test_neither_secret_nor_codes_lie_open_in_the_book(phone: Phone) -> None:
    with phone.office.app.read(the_book()) as read:
        rows = [
            repr(row)
            for table in ("second_factors", "audit_entries")
            for row in read.connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
        kept = read.find(SecondFactor, user_id=phone.who.user_id)
    assert kept is not None
    assert not [row for row in rows for one in (phone.secret, *phone.recovery) if one in row]


def test_a_sealed_secret_belongs_to_one_user(phone: Phone) -> None:
    key, one, other = b"k" * 32, phone.who.user_id, phone.office.owner.user_id
    assert one is not None
    assert other is not None
    stored = sealed("SECRET", key, one)
    assert unsealed(stored, key, one) == "SECRET"
    with pytest.raises(ValueError, match="tampered"):
        unsealed(stored, key, other)
