"""Statements through the door: once each, matched exactly, booked, reconciled without a difference."""

import base64
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, NotFound, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.banking.blockers import not_reconciled, waiting
from rayafin_desktop.features.banking.importing import ImportBankStatement, StatementImported
from rayafin_desktop.features.banking.matching import (
    BookBankLine,
    IgnoreBankLine,
    LegChosen,
    MatchBankLine,
    MatchBankLines,
    RestoreBankLine,
    SaveBankRule,
    UnmatchBankLine,
)
from rayafin_desktop.features.banking.model import BankLine, BankMatch, LineStatus
from rayafin_desktop.features.banking.queries import matched_entries
from rayafin_desktop.features.banking.reconciling import (
    ReconcileAccount,
    account_standing,
    unpresented_rows,
)
from rayafin_desktop.features.banking.suggestions import match_rows
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from tests.books import Office
from tests.features.payments.sales import balance, customer, invoice, receive, verify

TODAY = date(2026, 11, 21)
Row = tuple[str, str, str, str]  # day, words, amount, reference


def bank(office: Office) -> UUID:
    return office.ask(accounts).by_role[AccountRole.BANK].id


def statement(*rows: Row, balances: bool = True) -> str:
    """A bank's CSV; the account opens with nothing."""
    total = Decimal(0)
    lines = ["Date,Description,Reference,Amount" + (",Balance" if balances else "")]
    for day, words, amount, reference in rows:
        total += Decimal(amount)
        lines.append(f"{day},{words},{reference},{amount}" + (f",{total}" if balances else ""))
    return "\n".join(lines) + "\n"


def take_in(office: Office, content: str, name: str = "november.csv", **values: object) -> StatementImported:
    encoded = base64.b64encode(content.encode()).decode()
    command = ImportBankStatement(account_id=bank(office), file_name=name, content=encoded)
    return office.do(command, **values)  # type: ignore[arg-type]


def lines(office: Office, *where: object) -> Sequence[BankLine]:
    def read_lines(read: Read) -> list[BankLine]:
        return read.all(BankLine, *where, order_by=(BankLine.c.booked_on, BankLine.c.amount_minor))

    return office.ask(read_lines)


def paid(office: Office, amount: str = "1180.00", reference: str = "UTR900112233") -> UUID:
    party = customer(office)
    bill = invoice(office, party, amount)
    received = receive(office, party, amount, (bill, amount), reference=reference)
    return received.payment_id


def test_overlapping_statements_add_each_movement_once(office: Office) -> None:
    first = take_in(
        office, statement(("2026-11-20", "NEFT A", "100.00", "1"), ("2026-11-20", "TEA", "-10.00", ""))
    )
    again = take_in(
        office, statement(("2026-11-20", "NEFT A", "100.00", "1"), ("2026-11-20", "TEA", "-10.00", ""))
    )
    longer = take_in(
        office,
        statement(
            ("2026-11-20", "NEFT A", "100.00", "1"),
            ("2026-11-20", "TEA", "-10.00", ""),
            ("2026-11-20", "TEA", "-10.00", ""),
        ),
        "later.csv",
    )
    assert (first.lines_added, again.lines_added, longer.lines_added) == (2, 0, 1)
    assert again.statement_ids == ()
    assert [line.amount_minor for line in lines(office)] == [-1000, -1000, 10000]


def test_a_receipt_finds_its_line_by_itself(office: Office) -> None:
    paid(office)
    take_in(office, statement(("2026-11-22", "NEFT KAVERI SPINNING UTR900112233", "1180.00", "")))
    done = office.do(MatchBankLines(account_id=bank(office)))
    [line] = lines(office)
    assert (done.matched, done.waiting, line.status) == (1, 0, LineStatus.MATCHED)
    [entry] = office.ask(matched_entries, line.id)
    assert entry.kind == "receipt"
    assert verify(office) == []


def test_two_equal_receipts_wait_for_a_person_unless_the_words_tell(office: Office) -> None:
    paid(office, reference="UTR900112233")
    paid(office, reference="UTR900445566")
    take_in(office, statement(("2026-11-21", "CASH DEPOSIT", "1180.00", "")))
    assert office.do(MatchBankLines(account_id=bank(office))).waiting == 1
    [line] = lines(office)
    assert [row.score for row in office.ask(match_rows, line.id)] == [70, 70]
    take_in(office, statement(("2026-11-21", "NEFT UTR900445566", "1180.00", "")), "second.csv")
    done = office.do(MatchBankLines(account_id=bank(office)))
    # The one the words name is taken; the other is then the only one left, and the deposit's.
    assert (done.matched, done.waiting) == (1, 1)
    assert office.do(MatchBankLines(account_id=bank(office))).matched == 1
    assert verify(office) == []


def test_one_line_may_confirm_several_entries_that_add_up_exactly(office: Office) -> None:
    paid(office, "100.00")
    paid(office, "200.50")
    take_in(office, statement(("2026-11-21", "BATCH", "300.50", "")))
    [line] = lines(office)

    def legs(read: Read) -> list[LegChosen]:
        from rayafin_desktop.features.ledger.model import Leg

        account = accounts(read).by_role[AccountRole.BANK].id
        rows = read.fetch(select(Leg.c.entry_id, Leg.c.line_no).where(Leg.c.account_id == account))
        return [LegChosen(entry_id=row.entry_id, leg_no=row.line_no) for row in rows]

    chosen = office.ask(legs)
    with pytest.raises(RuleBroken) as refused:
        office.do(MatchBankLine(bank_line_id=line.id, legs=tuple(chosen[:1])))
    assert [one.code for one in refused.value.problems] == ["bank_match.sum"]
    with pytest.raises(RuleBroken) as refused:
        office.do(MatchBankLine(bank_line_id=line.id, legs=(chosen[0], chosen[0])))
    assert [one.code for one in refused.value.problems] == ["bank_match.twice"]
    office.do(MatchBankLine(bank_line_id=line.id, legs=tuple(chosen)))
    take_in(office, statement(("2026-11-21", "OTHER", "100.00", "")), "other.csv")
    other = next(one for one in lines(office) if one.status is LineStatus.NEW)
    with pytest.raises(RuleBroken) as refused:
        office.do(MatchBankLine(bank_line_id=other.id, legs=(chosen[0],)))
    assert [one.code for one in refused.value.problems] == ["bank_match.leg_taken"]
    office.do(UnmatchBankLine(bank_line_id=line.id))
    office.do(MatchBankLine(bank_line_id=line.id, legs=tuple(chosen)))
    assert verify(office) == []


def test_charges_are_booked_by_hand_or_by_a_rule(office: Office) -> None:
    charges = office.ask(accounts).by_role[AccountRole.BANK_CHARGES].id
    take_in(
        office,
        statement(("2026-11-20", "SERVICE CHARGE NOV", "-118.00", ""), ("2026-11-21", "SMS", "-5.90", "")),
    )
    office.do(SaveBankRule(contains="service charge", booked_to_id=charges))
    done = office.do(MatchBankLines(account_id=bank(office)))
    assert (done.booked, done.waiting) == (1, 1)
    [sms] = lines(office, BankLine.c.status == LineStatus.NEW)
    with pytest.raises(RuleBroken) as refused:
        office.do(BookBankLine(bank_line_id=sms.id, booked_to_id=bank(office)))
    assert [one.code for one in refused.value.problems] == ["bank_line.same_account"]
    office.do(BookBankLine(bank_line_id=sms.id, booked_to_id=charges, memo="SMS alerts"))
    assert balance(office, AccountRole.BANK_CHARGES) == 12_390
    assert verify(office) == []


def test_a_line_may_be_left_out_with_a_reason_and_brought_back(office: Office) -> None:
    take_in(office, statement(("2026-11-20", "COPY", "-118.00", "")))
    [line] = lines(office)
    with pytest.raises(RuleBroken) as refused:
        office.do(IgnoreBankLine(bank_line_id=line.id, reason=" "))
    assert [one.code for one in refused.value.problems] == ["bank_line.reason_missing"]
    office.do(IgnoreBankLine(bank_line_id=line.id, reason="another firm's"))
    assert lines(office)[0].status is LineStatus.IGNORED
    office.do(RestoreBankLine(bank_line_id=line.id))
    assert lines(office)[0].status is LineStatus.NEW


def test_bank_and_books_agree_but_for_what_the_bank_has_not_seen(office: Office) -> None:
    paid(office)
    take_in(office, statement(("2026-11-21", "NEFT UTR900112233", "1180.00", "")))
    office.do(MatchBankLines(account_id=bank(office)))
    paid(office, "500.00", reference="CHQ 77")
    found = office.ask(account_standing, bank(office), TODAY)
    assert (found.books_minor, found.bank_minor, found.unpresented_minor) == (168_000, 118_000, 50_000)
    assert found.difference_minor == 0
    assert [row.amount_minor for row in office.ask(unpresented_rows, bank(office), TODAY)] == [50_000]
    with pytest.raises(RuleBroken) as refused:
        office.do(
            ReconcileAccount(account_id=bank(office), reconciled_on=TODAY, bank_balance=Decimal("1180.01"))
        )
    assert [one.code for one in refused.value.problems] == ["bank_reconciliation.difference"]
    office.do(ReconcileAccount(account_id=bank(office), reconciled_on=TODAY, bank_balance=Decimal("1180.00")))
    assert verify(office) == []


def test_what_the_bank_says_is_told_before_closing(office: Office) -> None:
    def told() -> tuple[int, int]:
        return office.ask(waiting, TODAY, TODAY), office.ask(not_reconciled, TODAY, TODAY)

    assert told() == (0, 0)
    paid(office)
    take_in(office, statement(("2026-11-21", "NEFT UTR900112233", "1180.00", "")))
    assert told() == (1, 1)
    office.do(MatchBankLines(account_id=bank(office)))
    assert told() == (0, 1)
    office.do(ReconcileAccount(account_id=bank(office), reconciled_on=TODAY, bank_balance=Decimal("1180.00")))
    assert told() == (0, 0)


def test_a_book_that_was_kept_before_its_first_statement_can_be_reconciled(office: Office) -> None:
    """Entries from before have no lines: their sum stands against the opening balance and clears later."""
    paid(office, "900.00", reference="CHQ 41")
    office.clock.go_to(date(2026, 11, 24))
    content = "Date,Description,Amount,Balance\n2026-11-24,CHARGES,-100.00,-100.00\n"
    take_in(office, content)
    found = office.ask(account_standing, bank(office), date(2026, 11, 24))
    assert (found.books_minor, found.before_minor, found.bank_minor) == (90_000, 90_000, -10_000)
    assert found.difference_minor == 10_000, "the charges are in no book yet"
    [line] = lines(office)
    charges = office.ask(accounts).by_role[AccountRole.BANK_CHARGES].id
    office.do(BookBankLine(bank_line_id=line.id, booked_to_id=charges))
    assert office.ask(account_standing, bank(office), date(2026, 11, 24)).difference_minor == 0
    cleared = "Date,Description,Amount,Balance\n2026-11-25,CHQ 41,900.00,800.00\n"
    take_in(office, cleared, "next.csv")
    office.do(MatchBankLines(account_id=bank(office)))
    after = office.ask(account_standing, bank(office), date(2026, 11, 25))
    assert (after.before_minor, after.unpresented_minor, after.difference_minor) == (0, 0, 0)


def test_dollars_that_came_into_a_rupee_account_are_rupees_at_the_bank(office: Office) -> None:
    party = customer(office, "Hamburg Trading", currency="USD", country="DE", state="")
    bill = invoice(office, party, "400.00", currency="USD", rate=Decimal("83.00"))
    receive(office, party, "400.00", (bill, "400.00"), currency="USD", rate=Decimal("84.10"))
    take_in(office, statement(("2026-11-21", "INWARD REMITTANCE", "33640.00", "")))
    assert office.do(MatchBankLines(account_id=bank(office))).matched == 1
    found = office.ask(account_standing, bank(office), TODAY)
    assert (found.books_minor, found.bank_minor, found.difference_minor) == (3_364_000, 3_364_000, 0)
    assert verify(office) == []


def test_nothing_is_reconciled_while_a_line_waits(office: Office) -> None:
    take_in(office, statement(("2026-11-21", "WHAT IS THIS", "1180.00", "")))
    with pytest.raises(RuleBroken) as refused:
        office.do(
            ReconcileAccount(account_id=bank(office), reconciled_on=TODAY, bank_balance=Decimal("1180.00"))
        )
    assert "bank_reconciliation.lines_open" in [one.code for one in refused.value.problems]


def test_a_statement_that_lost_a_line_is_asked_about(office: Office) -> None:
    content = "Date,Description,Amount,Balance\n2026-11-20,A,100.00,100.00\n2026-11-21,B,50.00,170.00\n"
    with pytest.raises(NeedsConfirmation) as asked:
        take_in(office, content)
    assert asked.value.key == "statement.sums"
    assert take_in(office, content, confirmed={"statement.sums"}).lines_added == 2


def test_another_currency_and_a_wrong_account_are_refused(office: Office) -> None:
    swift = (
        ":20:A\n:25:1\n:28C:1\n:60F:C261120EUR0,00\n:61:2611201120C10,00NTRFNONREF\n:62F:C261120EUR10,00\n"
    )
    with pytest.raises(RuleBroken) as refused:
        take_in(office, swift, "a.sta")
    assert [one.code for one in refused.value.problems] == ["statement.other_currency"]
    sales = office.ask(accounts).by_role[AccountRole.SALES].id
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportBankStatement(account_id=sales, file_name="a.csv", content=""))
    assert [one.code for one in refused.value.problems] == ["bank_account.not_money"]
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportBankStatement(account_id=bank(office), file_name="a.csv", content="%%%"))
    assert [one.code for one in refused.value.problems] == ["statement.content_not_base64"]


def test_another_companys_line_is_not_there(office: Office, offices: Callable[..., Office]) -> None:
    take_in(office, statement(("2026-11-21", "X", "10.00", "")))
    [line] = lines(office)
    other = offices("IN")
    with pytest.raises(NotFound):
        other.do(IgnoreBankLine(bank_line_id=line.id, reason="mine"))


def test_a_broker_sees_no_bank(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(account_standing, bank(office), as_=office.member(Role.BROKER))


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_a_match_that_no_longer_says_what_its_leg_says(office: Office) -> None:
    paid(office)
    take_in(office, statement(("2026-11-21", "NEFT UTR900112233", "1180.00", "")))
    office.do(MatchBankLines(account_id=bank(office)))
    assert verify(office) == []
    with office.app.database.write() as connection:
        connection.execute(BankMatch.mapping.table.update().values(amount_minor=117_999))
    assert any("not what was matched" in one for one in verify(office))
    assert any("its entries are not its amount" in one for one in verify(office))
