"""Revaluing in the window: the page says what it would post, and posts it by Ctrl+Enter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt

from rayafin_desktop.desktop.screens.revaluation.page import RevaluationPage
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from tests.features.payments.sales import customer, invoice

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, press

ENTER = Qt.Key.Key_Return
DAY = date(2026, 11, 21)


def opened(till: Till) -> RevaluationPage:  # noqa: F811
    till.window.open_page("revaluation.page", {"on": DAY})
    till.rest()
    page = till.page()
    assert isinstance(page, RevaluationPage)
    till.until(lambda: page.ready)
    return page


def owe_dollars(till: Till) -> None:  # noqa: F811
    party = customer(till.office, "Hamburg Trading", currency="USD", country="DE", state="")
    invoice(till.office, party, "1000.00", date(2026, 11, 20), currency="USD", rate=Decimal("83.00"))


def save_rate(till: Till) -> None:  # noqa: F811
    till.office.do(SaveExchangeRate(currency="USD", dated_on=DAY, rate=Decimal("85.50")))


def test_what_would_be_posted_is_shown_and_then_posted_by_key(till: Till) -> None:  # noqa: F811
    owe_dollars(till)
    save_rate(till)
    page = opened(till)
    assert [line.difference_minor for line in page.rows.rows()] == [250_000]
    assert faults_of(page) == []
    press(ENTER, CONTROL)
    till.until(lambda: not isinstance(till.page(), RevaluationPage))
    again = opened(till)
    till.until(lambda: "has been revalued already" in again.banner.text())
    assert not again.post_button.isEnabled()


def test_a_missing_rate_is_said_and_nothing_can_be_posted(till: Till) -> None:  # noqa: F811
    owe_dollars(till)
    page = opened(till)
    assert "USD" in page.banner.text()
    assert not page.post_button.isEnabled()
    save_rate(till)
    page.read()
    till.until(page.rows.rows)
    assert page.post_button.isEnabled()
