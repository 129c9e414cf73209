"""Online Retail into the books: nothing lost, nothing twice, and a dry run that says what happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.money import to_major
from rayafin_desktop.features.billing.model import InvoiceLine, SalesDocument
from rayafin_desktop.features.billing.rules import DocumentKind
from rayafin_desktop.features.items.model import Item
from rayafin_desktop.features.ledger.model import Account, Leg
from rayafin_desktop.features.parties.commands import DeactivateParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.reports.balance_sheet import balance_sheet
from rayafin_desktop.features.reports.cash_flow import cash_flow
from rayafin_desktop.features.reports.profit_and_loss import profit_and_loss
from tests.books import Office
from tests.features.exchange.files import HEADER, imported, plain_sums, retail_file, row

NOTHING = {"customers": 0, "items": 0, "invoices": 0, "credit_notes": 0}


@pytest.fixture
def shop(offices: Callable[..., Office]) -> Office:
    """A shop in the United Kingdom, as the one the data is from."""
    return offices("GB")


def document(office: Office, number: str) -> SalesDocument:
    with office.app.read(office.owner) as read:
        found = read.find(SalesDocument, SalesDocument.c.number == number)
    assert found is not None
    return found


def lines(office: Office, number: str) -> list[InvoiceLine]:
    with office.app.read(office.owner) as read:
        return read.parts(InvoiceLine, document(office, number).id)


def party(office: Office, code: str) -> Party:
    with office.app.read(office.owner) as read:
        found = read.find(Party, Party.c.code == code)
    assert found is not None
    return found


def faults(office: Office) -> list[str]:
    return [f"{one.check}: {fault.evidence}" for one in office.app.verify() for fault in one.faults]


def roles(office: Office, number: str) -> dict[str, int]:
    """The entry of a document: account role -> signed amount in minor units."""
    entry_id = document(office, number).entry_id
    assert entry_id is not None
    with office.app.read(office.owner) as read:
        by_id = {account.id: str(account.role) for account in read.all(Account)}
        return {by_id[leg.account_id]: leg.base_minor for leg in read.parts(Leg, entry_id)}


def test_rows_of_one_number_are_one_invoice_even_at_two_minutes(shop: Office, tmp_path: Path) -> None:
    report = imported(
        shop,
        retail_file(
            tmp_path,
            row(),
            row(code="71053", text="WHITE METAL LANTERN", quantity="1", price="3.39"),
            row(code="22423", text="CAKESTAND", quantity="2", price="0.0", on="2010-12-01 08:27:00"),
        ),
    )
    assert report.added == {"customers": 1, "items": 3, "invoices": 1, "credit_notes": 0}
    assert (report.totals["invoiced"], report.rejected) == (Decimal("18.69"), ())
    stored = document(shop, "536365")
    assert (stored.total_minor, stored.tax_minor, stored.issued_on) == (1869, 0, date(2010, 12, 1))
    assert stored.external_reference == "retail:536365"
    assert [(line.description, line.quantity, line.total_minor) for line in lines(shop, "536365")] == [
        ("WHITE HANGING HEART", Decimal(6), 1530),
        ("WHITE METAL LANTERN", Decimal(1), 339),
        ("CAKESTAND", Decimal(2), 0),  # given away beside what was paid for
    ]
    assert party(shop, "17850").country == "GB"
    assert faults(shop) == []


def test_a_cancellation_is_a_credit_note_that_stands_by_itself(shop: Office, tmp_path: Path) -> None:
    report = imported(
        shop,
        retail_file(
            tmp_path, row(), row(number="C536379", code="D", text="Discount", quantity="-1", price="27.50")
        ),
    )
    assert report.totals == {"invoiced": Decimal("15.30"), "credited": Decimal("27.50")}
    note = document(shop, "C536379")
    assert (note.kind, note.total_minor, note.original_id) == (DocumentKind.CREDIT_NOTE, 2750, None)
    assert [line.quantity for line in lines(shop, "C536379")] == [1]
    assert roles(shop, "C536379") == {"receivable": -2750, "sales_returns": 2750}
    assert roles(shop, "536365") == {"receivable": 1530, "sales": -1530}
    assert faults(shop) == []


def test_importing_again_adds_nothing(shop: Office, tmp_path: Path) -> None:
    first = retail_file(tmp_path, row(), row(number="C536379", quantity="-1"))
    before = imported(shop, first)
    again = imported(shop, first)
    assert (again.added, again.skipped_existing) == (NOTHING, before.added)
    assert again.totals == {"invoiced": Decimal(0), "credited": Decimal(0)}
    more = retail_file(tmp_path, row(), row(number="536366"), name="more.csv")
    assert imported(shop, more).added == NOTHING | {"invoices": 1}
    assert faults(shop) == []


def test_a_dry_run_says_what_happens_and_leaves_nothing(shop: Office, tmp_path: Path) -> None:
    path = retail_file(
        tmp_path, row(), row(number="536366", quantity="x"), row(number="C536379", quantity="-1")
    )
    with shop.app.read(shop.owner) as read:
        untouched = read.scalar(select(func.count()).select_from(Party.mapping.table))
    said = imported(shop, path, dry_run=True)
    with shop.app.read(shop.owner) as read:
        assert read.scalar(select(func.count()).select_from(Party.mapping.table)) == untouched
        assert read.scalar(select(func.count()).select_from(SalesDocument.mapping.table)) == 0
    done = imported(shop, path)
    assert (said.dry_run, said.added, said.totals, said.rejected) == (
        True,
        done.added,
        done.totals,
        done.rejected,
    )


def test_unusable_rows_are_reported_with_line_and_reason_and_kept(shop: Office, tmp_path: Path) -> None:
    rows = (
        row(number="536365"),
        row(number="536370", code="20713", text="", quantity="-240", price="0.0", customer=""),
        row(number="536371", code="21134", text="", quantity="3", price="0.0", customer=""),
        row(number="536372", quantity="six"),
        row(number="536372", code="22423"),
        row(number="536373", price="-11062.06"),
        row(number="A563185", text="Adjust bad debt", quantity="1"),
        row(number=""),
        row(number="536374", on="01/12/2010"),
        row(number="536375", code=""),
        row(number="536376", quantity="-6"),
        row(number="536377", customer="1"),
        row(number="536377", customer="2"),
        "536378,85123A,CUT OFF",
        row(number="536379", quantity="0"),
        row(number="536379", code="22423"),
        row(number="536380", quantity="9000", price="999999999999"),
    )
    report = imported(shop, retail_file(tmp_path, *rows))
    assert [(one.line, one.problem.code) for one in report.rejected] == [
        (3, "retail.stock_adjustment"),
        (4, "retail.bills_nothing"),
        (5, "retail.bad_number"),
        (6, "retail.invoice_incomplete"),
        (7, "retail.bad_number"),
        (8, "retail.unknown_kind"),
        (9, "retail.no_number"),
        (10, "retail.bad_date"),
        (11, "retail.no_stock_code"),
        (12, "retail.wrong_sign"),
        (13, "retail.two_customers"),
        (14, "retail.two_customers"),
        (15, "import.wrong_cells"),
        (16, "line.no_quantity"),
        (17, "retail.invoice_incomplete"),
        (18, "number.out_of_range"),
    ]
    assert {one.file for one in report.rejected} == {"2010-12-01.csv"}
    assert report.added["invoices"] == 1
    assert report.rows == len(rows)
    for one in report.rejected:
        assert " " in shop.app.catalogue.messages.sentence(one.problem)
    assert faults(shop) == []


def test_rejected_rows_can_be_mended_and_imported(shop: Office, tmp_path: Path) -> None:
    report = imported(
        shop, retail_file(tmp_path, row(), row(number="536366", quantity="six"), row(number="536366"))
    )
    rejects = tmp_path / "rejects.csv"
    rejects.write_text(report.rejects_csv(), encoding="utf-8", newline="")
    assert rejects.read_text(encoding="utf-8").splitlines() == [
        f"{HEADER},Problem,Source",
        f"{row(number='536366', quantity='six')},retail.bad_number,2010-12-01.csv:3",
        f"{row(number='536366')},retail.invoice_incomplete,2010-12-01.csv:4",
    ]
    rejects.write_text(report.rejects_csv().replace(",six,", ",7,"), encoding="utf-8", newline="")
    mended = imported(shop, rejects)
    assert (mended.added["invoices"], mended.rejected) == (1, ())
    assert [line.quantity for line in lines(shop, "536366")] == [7, 6]


def test_customers_without_an_id_walked_in_from_their_country(shop: Office, tmp_path: Path) -> None:
    countries = ("United Kingdom", "EIRE", "Unspecified", "European Community", "")
    path = retail_file(
        tmp_path,
        *(row(number=str(600000 + n), customer="", country=name) for n, name in enumerate(countries)),
    )
    assert imported(shop, path).added["customers"] == 5
    assert party(shop, "WALK-GB").name == "Walk-in customer, United Kingdom"
    assert party(shop, "WALK-IE").country == "IE"
    community = party(shop, "WALK-EUROPEAN-COMMUNITY")
    assert (community.country, community.notes) == ("GB", "Country in the file: European Community")
    assert party(shop, "WALK").name == "Walk-in customer"


def test_an_invoice_of_another_country_than_the_customer_goes_there(shop: Office, tmp_path: Path) -> None:
    path = retail_file(tmp_path, row(country="Belgium"), row(number="536366", country="Australia"))
    imported(shop, path)
    assert party(shop, "17850").country == "BE"
    assert document(shop, "536365").ship_to is None
    assert document(shop, "536366").ship_to["country"] == "AU"  # type: ignore[index]


def test_an_item_is_called_what_most_rows_call_it(shop: Office, tmp_path: Path) -> None:
    texts = ("HEART", "LANTERN", "LANTERN", "")
    path = retail_file(
        tmp_path,
        *(row(number=str(600000 + n), code="15056bl", text=text) for n, text in enumerate(texts)),
        row(number="600009", code="15056BL", text=""),
    )
    imported(shop, path)
    with shop.app.read(shop.owner) as read:
        names = {item.code: item.name for item in read.all(Item)}
    assert names == {"15056bl": "LANTERN", "15056BL": "15056BL"}
    assert lines(shop, "600003")[0].description == "LANTERN"


def test_a_refused_customer_refuses_its_invoices_only(shop: Office, tmp_path: Path) -> None:
    imported(shop, retail_file(tmp_path, row()))
    shop.do(DeactivateParty(id=party(shop, "17850").id), confirmed={"party.open_balance"})
    report = imported(
        shop, retail_file(tmp_path, row(number="536366"), row(number="536367", customer="1"), name="more.csv")
    )
    assert [(one.line, one.problem.code) for one in report.rejected] == [(2, "invoice.customer_inactive")]
    assert report.added["invoices"] == 1


def test_one_bad_file_stops_the_import_before_anything_is_written(shop: Office, tmp_path: Path) -> None:
    good = retail_file(tmp_path, row())
    bad = retail_file(tmp_path, "x,y", name="bad.csv", header="some,thing")
    with pytest.raises(RuleBroken) as refused:
        imported(shop, good, bad)
    assert refused.value.code == "import.columns_missing"
    with shop.app.read(shop.owner) as read:
        assert read.scalar(select(func.count()).select_from(SalesDocument.mapping.table)) == 0


def test_an_import_that_is_stopped_keeps_whole_batches_and_goes_on_later(
    shop: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rayafin_desktop.features.exchange import retail

    monkeypatch.setattr(retail, "DOCUMENTS_A_STEP", 10)
    path = retail_file(tmp_path, *(row(number=str(600000 + n)) for n in range(35)))

    def stopping(done: int, total: int, what: str) -> None:
        if what == "Importing" and done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retail.import_retail(shop.app, shop.owner, [path], dry_run=False, progress=stopping)
    assert faults(shop) == []
    rest = imported(shop, path)
    assert rest.added["invoices"] + rest.skipped_existing["invoices"] == 35
    assert rest.skipped_existing["invoices"] == 20
    assert faults(shop) == []


@pytest.mark.parametrize("country", ["IN", "DE", "JP"])
def test_a_company_anywhere_can_take_the_files_in(
    offices: Callable[..., Office], country: str, tmp_path: Path
) -> None:
    office = offices(country)
    report = imported(office, retail_file(tmp_path, row(), row(number="C536379", quantity="-1", price="3")))
    assert (report.added["invoices"], report.added["credit_notes"], report.rejected) == (1, 1, ())
    assert faults(office) == []


def result_of(shop: Office) -> Decimal:
    """The net profit of all days, once the balance sheet and the cash flow have agreed with it."""
    first, last = date(2010, 1, 1), date(2012, 12, 31)
    tables = (
        shop.ask(profit_and_loss, first=first, last=last),
        shop.ask(balance_sheet, as_of=last),
        shop.ask(cash_flow, first=first, last=last),
    )
    assert [table.difference_minor for table in tables] == [0, 0, 0]
    minor = tables[0].rows[-1].values[2]
    assert isinstance(minor, int)
    return to_major(minor)


def test_real_days_add_up_to_plain_sums(shop: Office, corpus: Path) -> None:
    days = [corpus / "online-retail" / "by-day" / f"{day}.csv" for day in ("2010-12-20", "2011-04-18")]
    wanted = plain_sums(days)
    report = imported(shop, *days)
    assert report.rows == wanted.rows
    assert report.added["items"] == len(wanted.stock_codes)
    assert (report.added["invoices"], report.added["credit_notes"]) == (wanted.invoices, wanted.credit_notes)
    assert report.totals == {"invoiced": wanted.invoiced, "credited": wanted.credited}
    assert Counter(one.problem.code for one in report.rejected) == +wanted.unusable
    assert imported(shop, *days).added == NOTHING
    assert faults(shop) == []
    assert result_of(shop) == wanted.invoiced - wanted.credited


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.timeout(300)
def test_all_285_421_real_lines_add_up_to_plain_sums(shop: Office, corpus: Path) -> None:
    days = sorted((corpus / "online-retail" / "by-day").glob("*.csv"))
    wanted = plain_sums(days)
    assert wanted.rows == 285_421
    report = imported(shop, *days)
    assert report.added == {
        "customers": report.added["customers"],
        "items": len(wanted.stock_codes),
        "invoices": wanted.invoices,
        "credit_notes": wanted.credit_notes,
    }
    assert Counter(one.problem.code for one in report.rejected) == wanted.unusable
    assert abs(report.totals["invoiced"] - wanted.invoiced) <= Decimal("0.01")
    assert report.totals["credited"] == wanted.credited
    with shop.app.read(shop.owner) as read:
        assert read.scalar(select(func.sum(Leg.c.base_minor))) == 0
    assert faults(shop) == []
    assert result_of(shop) == report.totals["invoiced"] - report.totals["credited"]
