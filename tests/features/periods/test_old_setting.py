"""Books from before there were locks keep the day they were closed until."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.schema import MIGRATIONS, known_revisions, migrate
from rayafin_desktop.features.periods.queries import period_locks
from rayafin_desktop.features.periods.rules import Area
from tests.books import Office
from tests.features.payments.sales import customer, invoice

[_FILE] = (MIGRATIONS / "versions").glob("*_periods.py")


def test_books_closed_until_becomes_the_lock_of_everything(office: Office) -> None:
    party = customer(office)
    revisions = known_revisions()
    before = revisions[revisions.index(_FILE.name.split("_")[0]) - 1]
    migrate(office.app.database, before)
    id_ = UUID(int=7)
    setting = {
        "company": office.company_id,
        "id": id_.bytes if office.location.endswith(".rayafin") else id_,
    }
    with office.app.database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO settings (company_id, id, version, created_at, updated_at, key, value) "
                "VALUES (:company, :id, 1, 0, 0, 'ledger.closed_until', '\"2026-10-31\"')"
            ),
            setting,
        )
    migrate(office.app.database)
    assert office.ask(period_locks).until == {Area.ALL: date(2026, 10, 31)}
    with pytest.raises(RuleBroken):
        invoice(office, party, "100", on=date(2026, 10, 31))
    invoice(office, party, "100", on=date(2026, 11, 1))
    migrate(office.app.database, before)
    with office.app.database.read() as connection:
        kept = connection.execute(
            text("SELECT value FROM settings WHERE key = 'ledger.closed_until' AND deleted_at IS NULL")
        ).scalar()
    assert kept == '"2026-10-31"'
