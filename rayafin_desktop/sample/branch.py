"""The second company: a branch in Dubai with Arabic names, its own currency and 5 % VAT."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from rayafin_desktop.base.money import to_major
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.tax.categories import TaxCategory
from rayafin_desktop.features.tax.commands import RateFrom, SaveTaxCode

from .office import Office

_CUSTOMERS = (
    ("متجر النخلة الخضراء", "دبي"),
    ("مؤسسة نجمة الخليج للأقمشة", "الشارقة"),
    ("شركة بحر الرمال للتجارة", "أبوظبي"),
    ("دار الحرير الأبيض", "عجمان"),
    ("مصنع خيوط الفجر", "رأس الخيمة"),
)
_ITEMS = (
    ("YRN-30", "غزل قطن ممشط", "kg", "11.80"),
    ("FAB-W", "قماش قطن أبيض", "m", "8.25"),
    ("BAG-C", "أكياس قطن", "pcs", "2.10"),
)
_INVOICES = 14
_VAT_BEGAN = date(2018, 1, 1)  # Federal Decree-Law 8 of 2017, art. 3: 5 %


def trade_at_branch(office: Office, first_day: date, last_day: date, chance: random.Random) -> int:
    """A few sales over the whole time, half of them paid; answers how many."""
    people = office.people
    vat = office.do(
        SaveTaxCode(
            code="VAT5",
            name="ضريبة القيمة المضافة 5 %",
            category=TaxCategory.STANDARD,
            country="AE",
            rates=(RateFrom(from_on=_VAT_BEGAN, rate=Decimal(5)),),
        ),
        people.owner,
    )
    items = [
        office.do(
            SaveItem(code=code, name=name, unit=unit, sale_price=Decimal(price), tax_code_id=vat),
            people.owner,
        )
        for code, name, unit, price in _ITEMS
    ]
    customers = [
        office.do(SaveParty(name=name, city=city, payment_terms_days=30), people.owner)
        for name, city in _CUSTOMERS
    ]
    step = (last_day - first_day) / _INVOICES
    for n in range(_INVOICES):
        day = first_day + step * n
        office.clock.go_to(day)
        customer = customers[n % len(customers)]
        lines = tuple(
            LineContent(item_id=item, quantity=Decimal(chance.randint(20, 400)))
            for item in chance.sample(items, chance.randint(1, 2))
        )
        posted = office.do(IssueInvoice(party_id=customer, issued_on=day, lines=lines), people.accountant)
        if n % 2 == 0:
            paid_on = min(day + timedelta(days=chance.randint(5, 8)), last_day)
            office.clock.go_to(paid_on)
            office.do(
                ReceivePayment(
                    party_id=customer,
                    dated_on=paid_on,
                    amount=to_major(posted.total_minor),
                    strategy=Strategy.INSTRUCTION,
                    invoices=(posted.id,),
                ),
                people.accountant,
            )
    office.clock.go_to(last_day)
    draft = LineContent(item_id=items[0], quantity=Decimal(100))
    office.do(SaveDraft(party_id=customers[0], issued_on=last_day, lines=(draft,)), people.accountant)
    return _INVOICES
