"""A revaluation that stands on the day of an aging is a line of its own; nothing reports a difference."""

from datetime import date, timedelta
from decimal import Decimal

from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.revaluation.commands import RevalueCurrencies, TakeBackRevaluation
from rayafin_desktop.features.statements.aging import aging, control_balance
from rayafin_desktop.features.statements.aging_reports import ap_aging_report, ar_aging_report
from rayafin_desktop.features.statements.open_items import Cut
from rayafin_desktop.features.statements.sides import PAYABLES, RECEIVABLES
from rayafin_desktop.features.statements.statement import party_statement
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive, verify
from tests.features.payments.test_suppliers import bought, pay, supplier

DAY = date(2026, 11, 30)


def test_a_revaluation_of_the_very_day_is_a_line_of_its_own(office: Office) -> None:
    buyer = customer(office, "Hamburg Trading", currency="USD", country="DE", state="")
    seller = supplier(office, "Lyon Textiles", currency="USD", country="FR", state="")
    sold = invoice(office, buyer, "1000.00", currency="USD", rate=Decimal("83.00"))
    taken = bought(office, seller, "500.00", currency="USD", rate=Decimal("83.00"))
    receive(office, buyer, "400.00", (sold, "400.00"), currency="USD", rate=Decimal("84.10"))
    office.clock.go_to(DAY)
    office.do(SaveExchangeRate(currency="USD", dated_on=DAY, rate=Decimal("85.50")))
    done = office.do(RevalueCurrencies(revalued_on=DAY))
    pay(office, seller, "100.00", (taken, "100.00"), currency="USD")  # on the day, after it was revalued
    chart = office.ask(accounts).by_role
    lines = (
        JournalLine(account_id=chart[AccountRole.RECEIVABLE].id, party_id=buyer, debit=Decimal("1.00")),
        JournalLine(account_id=chart[AccountRole.SALES].id, credit=Decimal("1.00")),
    )
    office.do(PostJournal(posted_on=DAY, lines=lines))
    assert verify(office) == []
    for side, party, revaluation, documents in (
        (RECEIVABLES, buyer, 150_000, 4_980_000),
        (PAYABLES, seller, 125_000, 3_320_000),
    ):
        found = office.ask(aging, side, as_of=DAY)
        total = found.total
        assert total.base_open_minor == office.ask(control_balance, side, Cut(as_of=DAY))
        assert total.base_revaluation_minor == revaluation
        assert sum(total.base_buckets) == documents
        assert total.base_other_minor == (100 if side is RECEIVABLES else 0)
        report = ar_aging_report if side is RECEIVABLES else ap_aging_report
        for detail in ("parties", "documents"):
            table = office.ask(report, as_of=DAY, detail=detail)
            assert table.difference_minor == 0
        assert any(row.values[0] == "Revaluation" for row in table.rows)
        statement = office.ask(party_statement, party, date(2026, 11, 1), DAY)
        in_dollars = next(one for one in statement.blocks if one.currency == "USD")
        assert in_dollars.aged is not None
        assert (
            in_dollars.closing_minor == in_dollars.aged.open_minor == (60_000 if party == buyer else 40_000)
        )
        assert "revaluation" not in {line.kind for line in in_dollars.lines}, "no dollar moved"
        assert office.ask(aging, side, as_of=DAY + timedelta(days=1)).total.base_revaluation_minor == 0
    office.clock.advance(days=1)
    assert verify(office) == []
    assert office.ask(aging, RECEIVABLES).total.base_revaluation_minor == 0
    assert office.ask(ar_aging_report, as_of=DAY).difference_minor == 0
    office.do(TakeBackRevaluation(revaluation_id=done, reason="Wrong rate"))
    assert office.ask(aging, RECEIVABLES, as_of=DAY).total.base_revaluation_minor == 0
    assert verify(office) == []
