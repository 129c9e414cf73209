"""The contract note on paper: for the buyer, for the seller, and for the office.

Each party's copy shows its own brokerage only. What draws is loaded at the first print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.base.formats import date_style, format_decimal, format_minor, number_style
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from ..commodities.model import AllowanceStep
from ..commodities.queries import allowance_steps
from ..commodities.rules import Side
from ..companies.queries import CompanyDetail, company_detail
from ..documents.queries import company_logo
from ..parties.model import Party
from .brokerages import brokerage_due
from .model import Trade, TradeBrokerage, TradeLimit, TradeShare
from .printed_terms import Writer, allowance_words
from .queries import TradeDetail, trade_detail, trade_numbered
from .rules import BrokerageBasis, BrokerageTrigger, TradeState

if TYPE_CHECKING:
    from rayafin_desktop.paper.contract_note import ContractPaper, LimitRow, LotRow, Signature
    from rayafin_desktop.paper.letterhead import Contact, Status


class CopyFor(StrEnum):
    """Whose copy of a contract note it is."""

    BUYER = "BUYER"
    SELLER = "SELLER"
    HOUSE = "HOUSE"


_SEES = {
    CopyFor.BUYER: (Side.BUY,),
    CopyFor.SELLER: (Side.SELL,),
    CopyFor.HOUSE: (Side.SELL, Side.BUY),
}


def contract_pdf(read: Read, trade_id: UUID, copy_for: CopyFor = CopyFor.HOUSE) -> bytes:
    """A contract note as a PDF."""
    from rayafin_desktop.paper.contract_note import render_contract  # reportlab is slow to load

    return render_contract(contract_paper(read, trade_id, copy_for))


def contract_paper(read: Read, trade_id: UUID, copy_for: CopyFor = CopyFor.HOUSE) -> ContractPaper:
    """What a contract note says; `copy_for` decides whose brokerage is on it."""
    from rayafin_desktop.paper.contract_note import ContractPaper, Goods
    from rayafin_desktop.paper.contract_wording import contract_wording
    from rayafin_desktop.paper.letterhead import Contact

    from ..billing.document import is_right_to_left

    detail = trade_detail(read, trade_id)
    trade, company = detail.trade, company_detail(read)
    words, style = contract_wording(company.locale), number_style(company.locale)
    writer = Writer(trade, words, style, date_style(company.locale))
    snapshot: Mapping[str, Any] = trade.snapshot or {}
    house = _contact(snapshot.get("house"), company)
    title = words.title
    if trade.seller_id is None:
        title = words.confirmation
    elif trade.buyer_id is None:
        title = words.purchase
    return ContractPaper(
        house=Contact(
            name=house.name or company.printed_name,
            address=house.address,
            tax_id=house.tax_id,
            phone=house.phone,
            email=house.email,
            logo=company_logo(read),
        ),
        title=title,
        number=trade.number,
        dated=trade.traded_on,
        facts=(
            (words.number, trade.number),
            (words.date, writer.day(trade.traded_on)),
            (words.revision, format_decimal(Decimal(trade.revision), style)),
            (words.order, trade.po_number),
            (words.through, _through(read, trade)),
        ),
        parties=(
            (words.seller, _contact(snapshot.get("seller"), company)),
            (words.buyer, _contact(snapshot.get("buyer"), company)),
        ),
        goods=Goods(
            name=", ".join(filter(None, (detail.commodity_name, trade.variety, trade.grade))),
            detail=words.crop.format(year=trade.crop_year) if trade.crop_year else "",
            quantity=writer.quantity(),
            tolerance=writer.tolerance(),
            price=writer.amount(trade.price or Decimal(0)),
            per=words.per.format(unit=words.units[trade.price_unit]),
        ),
        terms=(
            *writer.terms(detail.origin_name, detail.destination_name),
            (words.sellers_broker, detail.seller_broker_name),
            (words.buyers_broker, detail.buyer_broker_name),
        ),
        currency=trade.currency,
        locale=company.locale,
        value_minor=trade.est_value_minor or None,
        lots=_lots(detail, writer),
        limits=_limits(read, trade, detail.limits, writer),
        brokerages=_brokerages(read, detail, copy_for, writer),
        clauses=tuple((str(one["name"]), str(one["text"])) for one in trade.clauses or ()),
        notes=trade.notes,
        digest=trade.content_hash,
        signatures=_signatures(detail, writer, house.name or company.printed_name),
        status=_status(trade, words.copies[copy_for], writer),
        footer=f"{trade.number}/R{trade.revision} · {trade.content_hash}",
        right_to_left=is_right_to_left(company.locale),
    )


def _contact(frozen: Any, company: CompanyDetail) -> Contact:
    """A party as the contract froze it; only a dash where it was erased."""
    from rayafin_desktop.paper.letterhead import Contact

    from ..billing.document import labelled

    if not isinstance(frozen, dict):
        return Contact(name="–")
    return Contact(
        name=str(frozen.get("name", "")),
        address=tuple(str(line) for line in frozen.get("address", ())),
        tax_id=labelled(company.tax_label, str(frozen.get("tax_id", ""))),
        phone=str(frozen.get("phone", "")),
        email=str(frozen.get("email", "")),
    )


def _through(read: Read, trade: Trade) -> str:
    """Who of us made the contract."""
    if trade.broker_member_id is None:
        return ""
    member = read.find(Member, id=trade.broker_member_id)
    user = None if member is None else read.find(User, id=member.user_id)
    return "" if user is None else user.name


def _status(trade: Trade, copy: str, writer: Writer) -> Status:
    from rayafin_desktop.paper.letterhead import Status

    words = writer.words
    if trade.state is TradeState.CANCELLED:
        return Status(f"{copy} · {words.cancelled}", "void", words.cancelled.upper())
    if trade.state is TradeState.DEFAULTED:
        return Status(f"{copy} · {words.defaulted}", "void", words.defaulted.upper())
    if trade.revision > 1:
        return Status(f"{copy} · {words.revised.format(n=trade.revision)}", "notice")
    return Status(copy, "notice")


def _lots(detail: TradeDetail, writer: Writer) -> tuple[LotRow, ...]:
    from rayafin_desktop.paper.contract_note import LotRow

    words = writer.words
    rows = []
    for lot in detail.lots:
        packages = lot.packages - lot.released
        if not packages:
            continue
        press = "" if lot.press_from is None else f"{lot.press_from}–{lot.press_to}"
        test = words.results[lot.result]
        if lot.allowance_minor:
            test = f"{test}{words.comma}{writer.money(lot.allowance_minor)}"
        rows.append(
            LotRow(
                lot=lot.lot_no,
                gin=lot.gin,
                press=press,
                packages=format_minor(packages, 0, writer.style),
                test=test,
            )
        )
    return tuple(rows)


def _limits(read: Read, trade: Trade, limits: Sequence[TradeLimit], writer: Writer) -> tuple[LimitRow, ...]:
    from rayafin_desktop.paper.contract_note import LimitRow

    steps: Sequence[AllowanceStep] = (
        () if trade.allowance_table_id is None else allowance_steps(read, trade.allowance_table_id)
    )
    known: Mapping[str, Any] = (trade.snapshot or {}).get("parameters", {})
    rows = []
    for limit in limits:
        found = known.get(limit.parameter, {})
        name, unit = str(found.get("name") or limit.parameter), str(found.get("unit") or "")
        mine = [one for one in steps if one.parameter == limit.parameter]
        rows.append(
            LimitRow(
                name=f"{name} ({unit})" if unit else name,
                least="" if limit.min_value is None else format_decimal(limit.min_value, writer.style),
                most="" if limit.max_value is None else format_decimal(limit.max_value, writer.style),
                allowance=_allowance(mine, limit, unit, writer, is_agreed=bool(steps)),
            )
        )
    return tuple(rows)


def _allowance(
    steps: Sequence[AllowanceStep], limit: TradeLimit, unit: str, writer: Writer, *, is_agreed: bool
) -> str:
    """What missing a limit costs; of a contract with allowances, too, where it has none for this one."""
    if steps or not is_agreed:
        return writer.words.semicolon.join(allowance_words(one, limit, unit, writer) for one in steps)
    return writer.words.rejected


def _brokerages(
    read: Read, detail: TradeDetail, copy_for: CopyFor, writer: Writer
) -> tuple[tuple[str, str], ...]:
    """The brokerage the reader of this copy may see; on the office's with the sub-brokers."""
    sides = _SEES[copy_for]
    found = []
    for one in detail.brokerages:
        if one.side not in sides:
            continue
        said = _brokerage_words(detail.trade, one, writer)
        if copy_for is CopyFor.HOUSE:
            shares = [
                f"{_sharer(read, one_share)} {format_decimal(one_share.percent, writer.style)}%"
                for one_share in detail.shares
                if one_share.side is one.side
            ]
            said = " · ".join((said, *shares))
        found.append((writer.words.pays[one.side], said))
    return tuple(found)


def _sharer(read: Read, share: TradeShare) -> str:
    """A sub-broker's name."""
    if share.party_id is not None:
        party = read.find(Party, id=share.party_id)
        return "" if party is None else party.name
    member = None if share.member_id is None else read.find(Member, id=share.member_id)
    user = None if member is None else read.find(User, id=member.user_id)
    return "" if user is None else user.name


def _brokerage_words(trade: Trade, one: TradeBrokerage, writer: Writer) -> str:
    words, style = writer.words, writer.style
    match one.basis:
        case BrokerageBasis.PERCENT:
            said = words.percent_of_value.format(rate=format_decimal(one.rate, style))
        case BrokerageBasis.PER_UNIT:
            unit = "" if one.unit is None else words.units[one.unit]
            said = words.money_per.format(amount=writer.amount(one.rate), unit=unit)
        case BrokerageBasis.LUMP:
            said = words.lump.format(amount=writer.amount(one.rate))
    due = words.on_contract if one.trigger is BrokerageTrigger.CONTRACT else words.on_delivery
    packages = int(trade.quantity or 0) if trade.unit.is_count else 0
    minor = brokerage_due(trade, one, trade.est_value_minor, trade.est_weight_kg, packages)
    parts = [said, due]
    if minor and one.basis is not BrokerageBasis.LUMP:
        parts.append(words.about.format(amount=writer.money(minor)))
    return words.comma.join((*parts, words.plus_tax))


def _signatures(detail: TradeDetail, writer: Writer, house: str) -> tuple[Signature, ...]:
    from rayafin_desktop.paper.contract_note import Signature

    words, trade = writer.words, detail.trade
    signers = []
    for label, name, party_id, at, by in (
        (
            words.seller,
            detail.seller_name,
            trade.seller_id,
            trade.seller_confirmed_at,
            trade.seller_confirmed_by,
        ),
        (words.buyer, detail.buyer_name, trade.buyer_id, trade.buyer_confirmed_at, trade.buyer_confirmed_by),
    ):
        note = "" if party_id is None else words.sign
        if at is not None:
            note = " · ".join(filter(None, (words.confirmed.format(day=writer.day(at.date())), by)))
        signers.append(Signature(label=label, name=name, note=note))
    if detail.is_brokered:
        signers.append(Signature(label=words.through, name=house))
    return tuple(signers)


def _copy(copy_for: CopyFor) -> Any:
    def render(read: Read, number: str) -> bytes:
        return contract_pdf(read, trade_numbered(read, number).id, copy_for)

    return render


DOCUMENTS = (
    Document("contract", "Contract note", "trade.read", _copy(CopyFor.HOUSE)),
    Document("contract_buyer", "Contract note, buyer's copy", "trade.read", _copy(CopyFor.BUYER)),
    Document("contract_seller", "Contract note, seller's copy", "trade.read", _copy(CopyFor.SELLER)),
)
