"""Making a contract by hand or from a deal in a message, and amending one, with what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column
from rayafin_desktop.desktop.components.layout import row as side_by_side
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, HERO, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.rules import Side

from . import reading, trade_reading
from .focus import take_focus
from .offer_form import Lines, OfferForm
from .saving import form_field, terms_of, with_unshown
from .seen import Seen
from .standing_strip import StandingStrip
from .trade_shares import said_shares, shown_shares
from .values import values_of

if TYPE_CHECKING:
    from .reading import Estimate
    from .trade_reading import ShownTrade

_SIDE = 320
_AFTER_MS = 200
_LINES: Lines = (
    (("seller_id", "Seller", 6), ("buyer_id", "Buyer", 6)),
    (("commodity_id", "Commodity", 4), ("variety", "Variety", 4), ("traded_on", "Date", 4)),
    (("quantity", "Quantity", 3), ("price", "Price", 5), ("basis", "Basis", 4)),
    (("origin_id", "From", 4), ("destination_id", "To", 4), ("tolerance_percent", "Tolerance %", 4)),
    (("delivery_from", "Delivery from", 4), ("delivery_to", "Delivery to", 4), ("tax_term", "Tax", 4)),
    (("payment_type", "Payment", 5), ("payment_days", "Days", 3), ("discount_percent", "Cash discount %", 4)),
    (("limits", "Quality", 12),),
    (("seller_rate", "Brokerage of the seller %", 6), ("buyer_rate", "Brokerage of the buyer %", 6)),
)
_MORE: Lines = (
    (("seller_broker_id", "Broker of the seller", 6), ("buyer_broker_id", "Broker of the buyer", 6)),
    (
        ("seller_sub_id", "Sub-broker, seller's side", 4),
        ("seller_share", "Share %", 2),
        ("buyer_sub_id", "Sub-broker, buyer's side", 4),
        ("buyer_share", "Share %", 2),
    ),
    (("grade", "Grade", 4), ("crop_year", "Crop year", 4), ("advance_percent", "Advance %", 4)),
    (("packing", "Packing", 4), ("passing_days", "Days to pass", 4), ("claim_days", "Days to claim", 4)),
    (("po_number", "Order number", 6), ("arbitration", "Arbitration", 6)),
    (("notes", "Notes", 12),),
)
_REASON: Lines = ((("reason", "Why it is amended", 8), ("asked_by", "Asked for by", 4)),)


class TradeEditor(Surface):
    """`id` amends a contract; `seen` begins one from a message that was read. Ctrl+Enter does it."""

    key = "trade.editor"
    nav_key = "trades"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("New trade")
        self.record_id: UUID | None = None
        self.shown: ShownTrade | None = None
        self.form = OfferForm(workspace, _LINES, _MORE)
        self.reason = OfferForm(workspace, _REASON, ())
        self._saving = False
        self._confirmed: frozenset[str] = frozenset()
        self._text = ""
        self._build()
        self._workspace.read(lambda read: read.today, self._begin, owner=self, slot="today")

    def _build(self) -> None:
        workspace = self._workspace
        self.header = PageHeader(self.title, crumbs=(tr("Trades"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("trades"))
        self.save_button = Button(tr("Make the trade"), "primary", "handshake")
        self.save_button.clicked.connect(self.save)
        self.header.add_action(self.save_button)
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self.words = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.words.hide()
        self.standing = StandingStrip()
        self.reason.more_link.hide()
        self.reason.hide()
        left = column(
            self.banner, self.words, self.reason, self.standing, self.form, None,
            spacing=10, margins=(GUTTER, 16, GUTTER, 16),
        )  # fmt: skip
        self.value = Label("–", HERO, SEMIBOLD, tabular=True)
        self.weight = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.sums = QGridLayout()
        self.sums.setContentsMargins(0, 0, 0, 0)
        self.sums.setColumnStretch(0, 1)
        side = column(
            Label(tr("Value of the contract"), CARD_TITLE, SEMIBOLD), self.value, self.weight, 6, Rule(), 6,
            Label(tr("Brokerage"), CARD_TITLE, SEMIBOLD), self.sums, None,
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        body = side_by_side(ScrollColumn(box(left)), Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(0, 1)
        self.hints = HintBar((("Enter", "Next field"), ("Ctrl+Enter", "Make the trade")))
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.form.inputs["seller_id"])  # type: ignore[arg-type]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_MS)
        self._pause.timeout.connect(self._estimate)
        self.form.edited.connect(lambda _: self._pause.start())
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut(self, keys, self.save)
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Amend a contract, or begin one."""
        if params.get("id"):
            self.record_id = UUID(str(params["id"]))
            id_ = self.record_id
            self._workspace.read(
                lambda read: trade_reading.trade(read, id_), self._show, owner=self, slot="trade"
            )
        elif isinstance(params.get("seen"), Seen):
            self._show_seen(params["seen"])

    def close_page(self) -> None:
        """Nothing is held."""

    @property
    def ready(self) -> bool:
        """Whether a contract to be amended is shown."""
        return self.record_id is None or self.shown is not None

    def _begin(self, today: Any) -> None:
        if self.form.value("traded_on") is None:
            self.form.inputs["traded_on"].set_value(today)
            take_focus(self)

    def _show_seen(self, seen: Seen) -> None:
        """A deal as it was read; who buys and who sells comes from its names."""
        today = self.form.value("traded_on")
        self._text = seen.text
        values = dict(seen.values)
        doubts = {k: v for k, v in seen.doubts.items() if k in self.form.inputs}
        values["traded_on"] = seen.said_at.date() if seen.said_at is not None else today
        brokerage = seen.parsed.fields.get("brokerage") if seen.parsed is not None else None
        if brokerage and brokerage.get("pct") is not None:
            payer = str(brokerage.get("payer") or "")
            for key, who in (("seller_rate", "SELLER"), ("buyer_rate", "BUYER")):
                if payer in (who, "BOTH"):
                    values[key] = brokerage["pct"]
        self.form.fill(values, doubts)
        self.words.setText(f"“{seen.text}”")
        self.words.show()
        self._estimate()

    def _show(self, shown: ShownTrade) -> None:
        self.shown = shown
        detail = shown.detail
        trade = detail.trade
        self.title = tr("Amend {number}", number=trade.number)
        self.header.title.setText(self.title)
        goods = Suggestion(trade.commodity_id, detail.commodity_name)
        values = values_of(trade, None, shown.places, detail.limits, trade.currency)
        values |= {
            name: getattr(trade, name)
            for name in ("traded_on", "passing_days", "claim_days", "po_number", "arbitration", "notes")
        }
        values["commodity_id"] = goods
        for role in ("seller", "buyer", "seller_broker", "buyer_broker"):
            id_ = getattr(trade, f"{role}_id")
            name = getattr(detail, f"{role}_name")
            values[f"{role}_id"] = Suggestion(id_, name) if id_ is not None else None
        for one in detail.brokerages:
            if one.basis.value == "PERCENT":
                values["seller_rate" if one.side is Side.SELL else "buyer_rate"] = one.rate
        values |= shown_shares(detail.shares, shown.share_names)
        self.form.fill(values)
        self.reason.show()
        self.save_button.setText(tr("Amend the contract"))
        self.save_button.updateGeometry()
        self.setFocusProxy(self.reason.inputs["reason"])  # type: ignore[arg-type]
        self._estimate()
        take_focus(self)

    # What it comes to

    def _estimate(self) -> None:
        values = dict(self.form.values())
        self._workspace.read(
            lambda read: reading.estimate(read, values), self._show_estimate, owner=self, slot="estimate"
        )

    def _show_estimate(self, found: Estimate) -> None:
        formats = self._workspace.formats
        value = found.value_minor
        self.value.setText("–" if value is None else formats.money(value, found.currency, sign=True))
        weight = formats.decimal(found.weight_kg) if found.weight_kg is not None else ""
        self.weight.setText(tr("by {kg} kg, the nominal weight", kg=weight) if weight else "")
        clear(self.sums)
        for at, (side, minor) in enumerate(found.brokerages):
            words = tr("Brokerage of the seller") if side is Side.SELL else tr("Brokerage of the buyer")
            self.sums.addWidget(ElidedLabel(words, SMALL, REGULAR, "text2"), at, 0)
            figure = formats.money(minor, found.currency, sign=True)
            self.sums.addWidget(Label(figure, SMALL, MEDIUM, number=True), at, 1)
        if not found.brokerages:
            self.sums.addWidget(Label(tr("No rate is kept for these sides"), SMALL, REGULAR, "text2"), 0, 0)
        self.standing.show_standing(found.buyer, formats, found.undelivered_minor)

    # Keeping

    def _command(self) -> Any:
        from rayafin_desktop.features.trades.amending import AmendTrade
        from rayafin_desktop.features.trades.content import BrokerageContent
        from rayafin_desktop.features.trades.contracts import MakeTrade

        values = self.form.values()
        rates = [(Side.SELL, values.get("seller_rate")), (Side.BUY, values.get("buyer_rate"))]
        given = tuple(BrokerageContent(side=side, rate=rate) for side, rate in rates if rate is not None)
        shared: dict[str, Any] = {
            "terms": terms_of(values),
            "shares": said_shares(values, () if self.shown is None else self.shown.detail.shares),
            **{
                name: values.get(name)
                for name in (
                    "traded_on", "buyer_id", "seller_id", "buyer_broker_id", "seller_broker_id",
                    "passing_days", "claim_days",
                )
            },
            **{name: values.get(name) or "" for name in ("po_number", "arbitration", "notes")},
        }  # fmt: skip
        if self.shown is None:
            return MakeTrade(**shared, brokerages=given or None)
        trade = self.shown.detail.trade
        kept = self.shown.detail.brokerages
        plain = all(one.basis.value == "PERCENT" for one in kept)
        said = self.reason.values()
        shared["terms"] = with_unshown(shared["terms"], trade, values)
        return AmendTrade(
            **shared,
            broker_member_id=trade.broker_member_id,
            allowance_table_id=trade.allowance_table_id,
            brokerages=given if plain else None,
            id=trade.id,
            version=trade.version,
            reason=said["reason"],
            asked_by=said["asked_by"],
        )

    def _field(self, name: str) -> str:
        """The form's field a problem is of; `shares.1.percent` counts the shares as they were sent."""
        if not name.startswith("shares"):
            return form_field(name)
        before = () if self.shown is None else self.shown.detail.shares
        at = name.split(".")[1] if "." in name else "0"
        said = said_shares(self.form.values(), before)
        side = said[int(at)].side if at.isdigit() and int(at) < len(said) else Side.SELL
        return f"{'seller' if side is Side.SELL else 'buyer'}_{'sub_id' if 'party' in name else 'share'}"

    def save(self) -> None:
        """Make the contract, or the amendment."""
        problems = self.form.problems()
        if self.form.value("traded_on") is None:
            problems.setdefault("traded_on", tr("Say when it was agreed"))
        if not problems:
            try:
                command = self._command()
            except ValueError as error:
                problems = {"limits": tr("Cannot read {part}; write staple 29, mic 3.8–4.5", part=str(error))}
        self.form.show_problems(problems)
        if problems or self._saving:
            return
        self._saving = True
        self._workspace.execute(
            command, self._saved, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _saved(self, id_: UUID) -> None:
        self._saving = False
        self._workspace.say(tr("Trade made") if self.shown is None else tr("Contract amended"))
        self._workspace.open("trade.page", id=id_)
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, NeedsConfirmation):
            self._confirmed |= {error.key}
            ask(self, tr("Make it all the same"), "\n".join(self._workspace.sentences(error)), self.save)
            return
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        by_field: dict[str, str] = {}
        of_reason: dict[str, str] = {}
        rest: list[str] = []
        for problem in error.problems:
            own, sentence = self._field(problem.field), self._workspace.sentence(problem)
            if own in self.reason.inputs and self.shown is not None:
                of_reason.setdefault(own, sentence)
            elif own in self.form.inputs:
                by_field.setdefault(own, sentence)
            else:
                rest.append(sentence)
        self.form.show_problems(by_field)
        if of_reason:
            self.reason.show_problems(of_reason)
        self.banner.setVisible(bool(rest))
        if rest:
            self.banner.say("\n".join(rest), "neg")
