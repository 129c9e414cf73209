"""A lorry of a contract: slips, lots, deductions and charges, worked out while they are typed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, HERO, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from . import trade_reading
from .charge_grid import ChargeLine
from .delivery_form import DeliveryForm
from .delivery_parts import KeptParts
from .facts import Fact, Facts
from .focus import take_focus
from .said_terms import price_of, quantity_of
from .trade_columns import DELIVERY_STATES

if TYPE_CHECKING:
    from .trade_reading import ShownDelivery, Worked

_SIDE = 320
_AFTER_MS = 150
_NO_SUM = "–"


class DeliveryPage(Surface):
    """`id` of a lorry, or `trade` for a new one. Ctrl+Enter saves it as delivered, Ctrl+S as on its way."""

    key = "delivery.editor"
    nav_key = "deliveries"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("New delivery")
        self.record_id: UUID | None = None
        self.trade_id: UUID | None = None
        self.shown: ShownDelivery | None = None
        self.worked: Worked | None = None
        self._saving = False
        self._confirmed: frozenset[str] = frozenset()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader(self.title, crumbs=(tr("Deliveries"),))
        self.void_button = Button(tr("Take back"), "danger", "undo-2")
        self.lift_button = Button(tr("Save as lifted"), "plain", "truck")
        self.bill_button = Button(tr("Bill it"), "plain", "receipt-text")
        self.save_button = Button(tr("Save delivery"), "primary", "check")
        for button in (self.void_button, self.lift_button, self.bill_button, self.save_button):
            self.header.add_action(button)
        self.void_button.hide()
        self.bill_button.hide()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self.form = DeliveryForm(self._workspace)
        left = column(self.banner, self.form, spacing=10, margins=(GUTTER, 16, GUTTER, 16))
        self.contract = Button("", "link")
        self.facts = Facts()
        self.billed = Label(_NO_SUM, HERO, SEMIBOLD, tabular=True)
        self.value = Label(_NO_SUM, HERO, SEMIBOLD, tabular=True)
        self.sums = QGridLayout()
        self.sums.setContentsMargins(0, 0, 0, 0)
        self.sums.setVerticalSpacing(4)
        self.sums.setColumnStretch(0, 1)
        self.why = Label("", SMALL, REGULAR, "warn", wrap=True)
        side = column(
            row(self.contract, None), self.facts, 4, Rule(), 4,
            Label(tr("Billed weight"), CARD_TITLE, SEMIBOLD), self.billed,
            Label(tr("Value"), CARD_TITLE, SEMIBOLD), self.value, 4, self.sums, 4, self.why, None,
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        body = row(ScrollColumn(box(left)), Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(0, 1)
        self.hints = HintBar(
            (
                ("Enter", "Next field"),
                ("Ctrl+Enter", "Save delivery"),
                ("Ctrl+S", "Save as lifted"),
                ("Ctrl+B", "Bill it"),
            )
        )
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(cast("QWidget", self.form.fields["lorry_no"][1]))
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    def _connect(self) -> None:
        workspace = self._workspace
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_MS)
        self._pause.timeout.connect(self._work_out)
        self.form.edited.connect(self._pause.start)
        self.header.crumb_chosen.connect(lambda _: workspace.open("deliveries"))
        self.contract.clicked.connect(lambda: workspace.open("trade.page", id=self.trade_id))
        self.save_button.clicked.connect(self.save)
        self.lift_button.clicked.connect(self.lift)
        self.bill_button.clicked.connect(self.bill)
        self.void_button.clicked.connect(lambda: workspace.open("delivery.void", id=self.record_id))
        for keys, run in (
            ("Ctrl+Return", self.save), ("Ctrl+Enter", self.save),
            ("Ctrl+S", self.lift), ("Ctrl+B", self.bill),
        ):  # fmt: skip
            shortcut(self, keys, run)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show a lorry, or begin one."""
        if params.get("id"):
            self.record_id = UUID(str(params["id"]))
        elif params.get("trade"):
            self.trade_id = UUID(str(params["trade"]))
        self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the lorry is shown and worked out."""
        return self.shown is not None

    def _read(self) -> None:
        id_, trade_id = self.record_id, self.trade_id
        if id_ is None and trade_id is None:
            return
        self._workspace.read(
            lambda read: trade_reading.delivery(read, id_, trade_id), self._show, owner=self, slot="delivery"
        )

    def _again(self) -> None:
        if self.worked is not None:
            self._show_worked(self.worked)

    # Showing

    def _show(self, shown: ShownDelivery) -> None:
        self.shown = shown
        formats, trade = self._workspace.formats, shown.trade.trade
        self.trade_id = trade.id
        self.contract.setText(tr("Contract {number}", number=trade.number))
        self.contract.setAccessibleName(self.contract.text())
        self.contract.updateGeometry()
        self.facts.show_facts(
            [
                Fact(tr("Seller"), shown.trade.seller_name or tr("Our own firm")),
                Fact(tr("Buyer"), shown.trade.buyer_name or tr("Our own firm")),
                Fact(tr("Goods"), " ".join(filter(None, (shown.trade.commodity_name, trade.variety)))),
                Fact(tr("Agreed"), quantity_of(trade, formats)),
                Fact(tr("Price"), price_of(trade, formats)),
            ]
        )
        self._show_lots(shown)
        detail = shown.detail
        if detail is None:
            self.form.fill({"lifted_on": shown.today, "delivered_on": shown.today})
            self.header.set_state(tr("New"), "neutral")
        else:
            self._fill(shown)
        self.form.rule.set_current(shown.rule)
        self._show_actions()
        self._work_out()
        take_focus(self)

    def _show_lots(self, shown: ShownDelivery) -> None:
        loaded = {one.lot_id: one.packages for one in shown.detail.lots} if shown.detail is not None else {}
        is_counted = shown.detail is not None and str(shown.detail.delivery.state) == "DELIVERED"
        lots = []
        for one in shown.trade.lots:
            left = one.open + (loaded.get(one.lot_id, 0) if is_counted else 0)
            if left > 0:
                lots.append((one.lot_id, one.lot_no, one.gin, left))
        if not loaded and len(lots) == 1:
            loaded = {lots[0][0]: lots[0][3]}
        self.form.show_lots(lots, loaded)
        self.form.fields["packages"][0].setVisible(not lots)

    def _fill(self, shown: ShownDelivery) -> None:
        detail = shown.detail
        delivery = detail.delivery
        self.title = delivery.number
        self.header.title.setText(self.title)
        label, tone = next((la, to) for value, la, to in DELIVERY_STATES if value == str(delivery.state))
        self.header.set_state(tr(label), tone)
        digits = currency_digits(delivery.currency)
        values: dict[str, Any] = {
            name: getattr(delivery, name)
            for name in (
                "lorry_no",
                "lr_no",
                "lifted_on",
                "driver_phone",
                "seller_bill_no",
                "seller_bill_on",
                "notes",
            )
        }
        values["delivered_on"] = delivery.delivered_on or shown.today
        values["packages"] = Decimal(delivery.packages) if delivery.packages else None
        values["freight"] = to_major(delivery.freight_minor, digits) if delivery.freight_minor else None
        advance = delivery.freight_advance_minor
        values["freight_advance"] = to_major(advance, digits) if advance else None
        if delivery.transporter_id is not None:
            values["transporter_id"] = Suggestion(delivery.transporter_id, detail.transporter_name)
        kept = KeptParts.of(detail.slips, detail.deductions)
        for one in kept.shown_deductions:
            values[f"deduction.{one.kind.value}"] = one.weight_kg
        self.form.fill(values)
        self.form.kept = kept
        for one in kept.shown_slips:
            slip = self.form.slips[_place(one.at)]
            slip.number.set_value(one.slip_no)
            slip.on.set_value(one.weighed_on)
            slip.bridge.set_value(one.bridge)
            slip.gross.set_value(one.gross_kg)
            slip.tare.set_value(one.tare_kg)
        self.form.fill_charges(
            [ChargeLine(name=one.name, amount=to_major(one.amount_minor, digits)) for one in detail.charges]
        )

    def _show_actions(self) -> None:
        shown = self.shown
        if shown is None:
            return
        may = self._workspace.may
        state = str(shown.detail.delivery.state) if shown.detail is not None else ""
        billed = shown.detail is not None and shown.detail.is_billed
        open_ = state in ("", "LIFTED", "DELIVERED") and not billed and may("delivery.save")
        self.form.setEnabled(open_)
        self.save_button.setVisible(open_)
        self.lift_button.setVisible(open_ and state in ("", "LIFTED"))
        self.void_button.setVisible(open_ and state != "")
        self.bill_button.setVisible(state == "DELIVERED" and not billed and may("delivery.bill"))
        self.bill_button.setText(tr("Note seller's bill") if shown.trade.is_brokered else tr("Bill it"))
        self.bill_button.updateGeometry()

    # Working out

    def _usual_tare(self) -> bool:
        """Whether an empty field means the usual tare: not where a lorry was recorded without any."""
        if self.shown is None or self.shown.trade.trade.unit is not TradeUnit.BALE:
            return False
        detail = self.shown.detail
        return detail is None or str(detail.delivery.state) != "DELIVERED"

    def _work_out(self) -> None:
        if self.trade_id is None:
            return
        form, trade_id = self.form, self.trade_id
        content = {
            "slips": form.weighings(),
            "rule": form.weight_rule(),
            "packages": form.packages(),
            "lots": form.lots(),
            "deductions": form.deductions(usual_tare=self._usual_tare()),
            # A charge whose amount is still to come does not hide what the lorry is worth.
            "charges": tuple(one for one in form.charge_contents() if one.amount),
        }
        self._workspace.read(
            lambda read: trade_reading.worked(read, trade_id, content),
            self._show_worked,
            owner=self,
            slot="worked",
        )

    def _show_worked(self, worked: Worked) -> None:
        self.worked = worked
        shown, formats = self.shown, self._workspace.formats
        if shown is None:
            return
        clear(self.sums)
        reckoning, currency = worked.reckoning, shown.trade.trade.currency
        if reckoning is None:
            self.billed.setText(_NO_SUM)
            self.value.setText(_NO_SUM)
            typed = bool(self.form.weighings())
            self.why.setText(
                "\n".join(self._workspace.sentence(one) for one in worked.problems) if typed else ""
            )
            return
        self.why.setText("")
        self.billed.setText(f"{formats.decimal(reckoning.billed_kg)} kg")
        value = reckoning.value
        self.value.setText(formats.money(value.value_minor, currency, sign=True))
        lines = [(tr("Net by the slips"), f"{formats.decimal(reckoning.net_kg)} kg")]
        lines += [
            (tr(_DEDUCTION_WORDS[one.kind.value]), f"−{formats.decimal(one.weight_kg)} kg")
            for one in reckoning.deductions
        ]
        lines.append((tr("Goods"), formats.money(value.goods_minor, currency)))
        if value.allowance_minor:
            lines.append((tr("Allowance"), formats.money(-value.allowance_minor, currency)))
        lines += [(name, formats.money(minor, currency)) for name, minor in reckoning.charges]
        for at, (label, figure) in enumerate(lines):
            self.sums.addWidget(ElidedLabel(label, SMALL, REGULAR, "text2"), at, 0)
            self.sums.addWidget(Label(figure, SMALL, MEDIUM, number=True), at, 1)

    # Keeping

    def _command(self, *, delivered: bool) -> Any:
        from rayafin_desktop.features.deliveries.commands import RecordDelivery, RecordLifting

        form, detail = self.form, self.shown.detail if self.shown is not None else None
        shared: dict[str, Any] = {
            "id": self.record_id,
            "version": detail.delivery.version if detail is not None else None,
            "trade_id": self.trade_id if self.record_id is None else None,
            **{
                name: form.value(name)
                for name in (
                    "lifted_on", "lorry_no", "lr_no", "transporter_id", "driver_phone", "freight",
                    "freight_advance", "seller_bill_no", "seller_bill_on", "notes",
                )
            },
            "lots": form.lots() or None,
            "packages": form.packages() or None,
            "weighings": form.weighings(),
        }  # fmt: skip
        if not delivered:
            return RecordLifting(**shared)
        return RecordDelivery(
            **shared,
            delivered_on=form.value("delivered_on"),
            weight_rule=form.weight_rule(),
            deductions=form.deductions(usual_tare=self._usual_tare()),
            charges=form.charge_contents(),
        )

    def save(self) -> None:
        """Keep the lorry as delivered: it counts to the contract."""
        if not self.save_button.isHidden():
            self._keep(delivered=True)

    def lift(self) -> None:
        """Keep the lorry as on its way."""
        if not self.lift_button.isHidden():
            self._keep(delivered=False)

    def _keep(self, *, delivered: bool) -> None:
        problems = self.form.problems()
        for key, (field, _) in self.form.fields.items():
            field.set_error(problems.get(key, ""))
        if self._saving or self.shown is None or problems or not self.form.charges.settle():
            return
        self._saving = True
        self._workspace.execute(
            self._command(delivered=delivered),
            lambda id_: self._kept(id_, delivered),
            owner=self,
            confirmed=self._confirmed,
            failed=lambda error: self._refused(error, delivered),
        )

    def _kept(self, id_: UUID, delivered: bool) -> None:
        self._saving = False
        self._confirmed = frozenset()
        self.banner.hide()
        self.record_id = id_
        self._workspace.say(tr("Delivery saved") if delivered else tr("Lorry on its way"))
        self._read()

    def _refused(self, error: Exception, delivered: bool) -> None:
        self._saving = False
        if isinstance(error, NeedsConfirmation):
            self._confirmed |= {error.key}
            sentence = "\n".join(self._workspace.sentences(error))
            ask(self, tr("Save all the same"), sentence, lambda: self._keep(delivered=delivered))
            return
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        rest = []
        for problem in error.problems:
            key = problem.field.split(".")[0]
            sentence = self._workspace.sentence(problem)
            if key in self.form.fields:
                self.form.fields[key][0].set_error(sentence)
            elif not self.form.charges.show_problem(problem.field, sentence):
                rest.append(sentence)
        self.banner.setVisible(bool(rest))
        if rest:
            self.banner.say("\n".join(rest), "neg")

    def bill(self) -> None:
        """Bill what is ours; note the seller's bill where we broke."""
        if self.shown is not None and not self.bill_button.isHidden():
            form = "delivery.note_bill" if self.shown.trade.is_brokered else "delivery.bill"
            self._workspace.open(form, id=self.record_id)

    def _touched(self, touched: dict[str, Any]) -> None:
        if self.record_id is not None and "delivery" in touched and not self._saving:
            self._read()


def _place(at: str) -> Any:
    from rayafin_desktop.features.deliveries.rules import WeighedAt

    return WeighedAt(at)


_DEDUCTION_WORDS = {
    "TARE": "Tare",
    "SHORTAGE": "Shortage",
    "MOISTURE": "Moisture",
    "QUALITY": "Quality",
    "OTHER": "Other deduction",
}
