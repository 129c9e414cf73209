"""The product's main job, across all features: draft, post, part payment, full payment, commission, lock."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pypdfium2
import pytest

from rayafin_desktop.application import App, open_book
from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import UpdateMember
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import LineContent
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.document import invoice_pdf
from rayafin_desktop.features.billing.posting import PostInvoice, VoidInvoice
from rayafin_desktop.features.billing.queries import invoice_detail
from rayafin_desktop.features.billing.rules import DocumentStatus
from rayafin_desktop.features.commissions.model import Commission, CommissionEntry
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.tax.model import TaxCode
from tests.books import Office
from tests.features.payments.sales import balance


def status(office: Office, invoice_id: object) -> DocumentStatus:
    return office.ask(lambda read: invoice_detail(read, invoice_id).status)  # type: ignore[arg-type]


@pytest.fixture
def registered(offices: Callable[..., Office]) -> Office:
    """A registered firm in Maharashtra: without a GSTIN it would charge no tax."""
    return offices("IN", code="RT", name="Rayafin Traders", tax_id="27AAPFU0939F1ZV")


@pytest.fixture
def broker(registered: Office) -> Member:
    """A broker who earns 1.5 % of what his customers have paid in full."""
    office = registered
    actor = office.member(Role.BROKER)
    member: Member | None = office.ask(lambda read: read.find(Member, Member.c.user_id == actor.user_id))
    assert member is not None
    office.do(
        UpdateMember(
            member_id=member.id, version=member.version, role=Role.BROKER, commission_percent=Decimal("1.5")
        )
    )
    return member


@pytest.fixture(autouse=True)
def every_invariant_holds(app: App) -> Iterator[None]:
    """After each story the whole book is verified."""
    yield
    broken = [(one.check, one.faults) for one in app.verify() if one.faults]
    assert broken == []


def test_from_draft_to_a_paid_locked_invoice_with_its_commission(registered: Office, broker: Member) -> None:
    office = registered
    gst5 = office.ask(lambda read: read.find(TaxCode, TaxCode.c.code == "GST5"))
    assert gst5 is not None
    yarn = office.do(
        SaveItem(
            code="YARN30", name="Cotton yarn 30s combed", unit="kg", hsn="5205",
            sale_price=Decimal("284.50"), tax_code_id=gst5.id,
        )
    )  # fmt: skip
    mill = office.do(
        SaveParty(
            code="KSM", name="Kaveri Spinning Mills", state="29", email="accounts@kaveri.example",
            agent_id=broker.id,
        )
    )  # fmt: skip
    # A draft may be thrown away without leaving a gap in the numbers.
    scrap = office.do(SaveDraft(party_id=mill, issued_on=office.clock.today()))
    office.do(DeleteDraft(id=scrap.id))
    draft = office.do(
        SaveDraft(
            party_id=mill,
            issued_on=office.clock.today(),
            lines=(LineContent(item_id=yarn, quantity=Decimal(1200)),),
        )
    )
    posted = office.do(PostInvoice(invoice_id=draft.id, version=draft.version))

    detail = office.ask(invoice_detail, posted.id)
    # 1,200 x 284.50 = 3,41,400.00; inter-state at 5 % = 17,070.00 IGST; nothing to round off.
    assert (detail.document.net_minor, detail.document.tax_minor) == (34_140_000, 1_707_000)
    assert balance(office, AccountRole.RECEIVABLE, mill) == 35_847_000
    assert balance(office, AccountRole.OUTPUT_IGST) == -1_707_000
    assert detail.status is DocumentStatus.UNPAID

    # A posted invoice is not edited, by nobody.
    with pytest.raises((RuleBroken, NotFound)) as refused:
        office.do(SaveDraft(id=posted.id, party_id=mill, issued_on=office.clock.today(), lines=()))
    assert refused.value.problems[0].code.startswith("invoice.")

    part = office.do(ReceivePayment(party_id=mill, amount=Decimal(100000), strategy=Strategy.FIFO))
    assert status(office, posted.id) is DocumentStatus.PARTIAL
    assert office.ask(lambda read: read.all(Commission)) == []

    rest = office.do(ReceivePayment(party_id=mill, amount=Decimal(258470), strategy=Strategy.FIFO))
    assert status(office, posted.id) is DocumentStatus.PAID
    assert balance(office, AccountRole.RECEIVABLE, mill) == 0
    (snapshot,) = office.ask(lambda read: read.all(Commission))
    (entry,) = office.ask(lambda read: read.all(CommissionEntry))
    assert (snapshot.rate, snapshot.net_minor, entry.amount_minor) == (Decimal("1.5"), 34_140_000, 512_100)
    assert balance(office, AccountRole.COMMISSION_EXPENSE) == 512_100

    text = pypdfium2.PdfDocument(office.ask(invoice_pdf, posted.number))[0].get_textpage().get_text_range()
    assert posted.number in text
    assert "3,58,470.00" in text

    # The second cheque bounces: the invoice opens again and the commission is taken back, not deleted.
    office.do(ReversePayment(payment_id=rest.payment_id, reason="Cheque returned"))
    assert status(office, posted.id) is DocumentStatus.PARTIAL
    entries = office.ask(lambda read: read.all(CommissionEntry))
    assert sorted(one.amount_minor for one in entries) == [-512_100, 512_100]
    assert balance(office, AccountRole.COMMISSION_EXPENSE) == 0
    assert part.payment_id != rest.payment_id


def test_a_credit_note_settles_what_the_customer_sends_back(office: Office) -> None:
    shop = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    draft = office.do(
        SaveDraft(
            party_id=shop,
            issued_on=office.clock.today(),
            lines=(LineContent(description="Jute bags", quantity=Decimal(10), unit_price=Decimal(100)),),
        )
    )
    posted = office.do(PostInvoice(invoice_id=draft.id, version=draft.version))
    office.do(
        PostCreditNote(
            invoice_id=posted.id,
            lines=(CreditLine(line_no=1, quantity=Decimal(4)),),
            reason="Torn",
            issued_on=office.clock.today(),
        )
    )
    with pytest.raises(RuleBroken):
        office.do(
            PostCreditNote(
                invoice_id=posted.id,
                lines=(CreditLine(line_no=1, quantity=Decimal(7)),),
                reason="More",
                issued_on=office.clock.today(),
            )
        )
    assert balance(office, AccountRole.RECEIVABLE, shop) == 60_000
    office.do(ReceivePayment(party_id=shop, amount=Decimal(600), strategy=Strategy.FIFO))
    assert status(office, posted.id) is DocumentStatus.PAID
    with pytest.raises(RuleBroken):
        office.do(VoidInvoice(invoice_id=posted.id, reason="Too late"))


def test_a_cashier_takes_money_but_posts_no_invoice(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    shop = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    line = LineContent(description="Bags", unit_price=Decimal(100))
    draft = office.do(SaveDraft(party_id=shop, issued_on=office.clock.today(), lines=(line,)))
    with pytest.raises(NotAllowed):
        office.do(PostInvoice(invoice_id=draft.id, version=draft.version), as_=cashier)
    posted = office.do(PostInvoice(invoice_id=draft.id, version=draft.version))
    office.do(ReceivePayment(party_id=shop, amount=Decimal(100), strategy=Strategy.FIFO), as_=cashier)
    assert status(office, posted.id) is DocumentStatus.PAID


def test_another_company_sees_and_touches_nothing(office: Office, offices: Callable[..., Office]) -> None:
    other = offices("GB", code="UK", name="Rayafin London")
    shop = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    with pytest.raises((NotFound, RuleBroken)):
        other.do(SaveDraft(party_id=shop, issued_on=office.clock.today()))
    draft = office.do(SaveDraft(party_id=shop, issued_on=office.clock.today()))
    with pytest.raises(NotFound):
        other.do(PostInvoice(invoice_id=draft.id, version=draft.version))


def test_the_book_closed_and_opened_again_says_the_same(office: Office, location: str) -> None:
    shop = office.do(SaveParty(code="SHOP", name="Shree Balaji Traders", state="27", email="a@b.example"))
    line = LineContent(description="Bags", unit_price=Decimal(100))
    draft = office.do(SaveDraft(party_id=shop, issued_on=office.clock.today(), lines=(line,)))
    posted = office.do(PostInvoice(invoice_id=draft.id, version=draft.version))
    again: App = open_book(location, clock=office.clock.as_clock())
    try:
        with again.read(office.owner) as read:
            assert invoice_detail(read, posted.id) == office.ask(invoice_detail, posted.id)
    finally:
        again.close()
