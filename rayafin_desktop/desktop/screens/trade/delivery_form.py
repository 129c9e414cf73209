"""The fields of a lorry: who carries it, a slip of each weighbridge, lots, deductions, charges, freight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, box, clear, column, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit, money_edit
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.forms.inputs import CountEdit, Input
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.deliveries.content import (
    ChargeContent,
    DeductionContent,
    LoadedLot,
    SlipContent,
)
from rayafin_desktop.features.deliveries.rules import DeductionKind, WeighedAt, WeightRule

from .charge_grid import ChargeGrid, ChargeLine
from .delivery_parts import KeptParts

_RULES = (
    ("AVERAGE", "Average"),
    ("LOADING", "At loading"),
    ("UNLOADING", "At unloading"),
    ("LOWER", "Lower"),
)
_DEDUCTIONS = (
    (DeductionKind.TARE, "Tare kg"),
    (DeductionKind.SHORTAGE, "Shortage kg"),
    (DeductionKind.MOISTURE, "Moisture kg"),
    (DeductionKind.QUALITY, "Quality kg"),
    (DeductionKind.OTHER, "Other kg"),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """The fields of one slip and its net weight, worked out beside them."""

    number: TextEdit
    on: DateEdit
    bridge: TextEdit
    gross: NumberEdit
    tare: NumberEdit
    net: Label


class DeliveryForm(QWidget):
    """`edited` whenever something changes."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._filling = False
        self._flow = EnterFlow(self)
        self.fields: dict[str, tuple[FieldBox, Input]] = {}
        self.slips: dict[WeighedAt, Slip] = {}
        self.kept = KeptParts()
        self.lot_edits: dict[UUID, CountEdit] = {}
        self.charges = ChargeGrid(workspace)
        formats = workspace.formats
        self.rule = Segmented([(key, tr(label)) for key, label in _RULES], tr("Which weight counts"))
        self.rule.chosen.connect(lambda _: self._changed())
        self._lots = QGridLayout()
        self._lots.setContentsMargins(0, 0, 0, 0)
        self._lots.setColumnStretch(0, 1)
        self.lots_title = Label(tr("Lots on the lorry"), CARD_TITLE, SEMIBOLD)
        lorry = self._grid(
            (
                (("lorry_no", tr("Lorry"), TextEdit(code=True)), 3),
                (("lr_no", tr("LR number"), TextEdit(code=True)), 3),
                (("transporter_id", tr("Transporter"), self._lookup()), 6),
                (("lifted_on", tr("Lifted on"), DateEdit(formats)), 3),
                (("delivered_on", tr("Delivered on"), DateEdit(formats)), 3),
                (("driver_phone", tr("Driver's phone"), TextEdit()), 3),
                (("packages", tr("Packages"), CountEdit(formats, most=0)), 3),
            )
        )
        deductions = self._grid(
            tuple(
                ((f"deduction.{kind.value}", tr(label), NumberEdit(formats)), 2)
                for kind, label in _DEDUCTIONS
            )
        )
        usual = cast("NumberEdit", self.fields[f"deduction.{DeductionKind.TARE.value}"][1])
        usual.setPlaceholderText(tr("usual"))
        money = self._grid(
            (
                (("freight", tr("Freight"), money_edit(formats)), 3),
                (("freight_advance", tr("Advance to the lorry"), money_edit(formats)), 3),
                (("seller_bill_no", tr("Seller's bill number"), TextEdit(code=True)), 3),
                (("seller_bill_on", tr("Seller's bill of"), DateEdit(formats)), 3),
                (("notes", tr("Notes"), TextEdit()), 12),
            )
        )
        freight = cast("QWidget", self.fields["freight"][1])
        self.charges.left_forward.connect(lambda: freight.setFocus(Qt.FocusReason.TabFocusReason))
        other = cast("QWidget", self.fields[f"deduction.{DeductionKind.OTHER.value}"][1])
        self.charges.left_back.connect(lambda: other.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.setLayout(
            column(
                Label(tr("Lorry"), CARD_TITLE, SEMIBOLD), lorry, Rule(),
                row(Label(tr("Weighbridge slips"), CARD_TITLE, SEMIBOLD), None, self.rule), self._slips(),
                Rule(),
                self.lots_title, box(self._lots),
                Label(tr("Deductions"), CARD_TITLE, SEMIBOLD), deductions, Rule(),
                Label(tr("Charges, less with a minus"), CARD_TITLE, SEMIBOLD), self._charge_card(), Rule(),
                Label(tr("Freight and papers"), CARD_TITLE, SEMIBOLD), money, None,
                spacing=10,
            )
        )  # fmt: skip

    # Construction

    def _grid(self, parts: tuple[tuple[tuple[str, str, QWidget], int], ...]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(FIELD_GAP)
        grid.setVerticalSpacing(6)
        for number in range(12):
            grid.setColumnStretch(number, 1)
        at, line = 0, 0
        for (key, label, made), span in parts:
            if at + span > 12:
                at, line = 0, line + 1
            grid.addWidget(self._field(key, label, made), line, at, 1, span)
            at += span
        return box(grid)

    def _field(self, key: str, label: str, made: QWidget) -> FieldBox:
        field = FieldBox(label, made)
        made.setMinimumWidth(40)
        self.fields[key] = (field, cast("Input", made))
        self._watch(made)
        return field

    def _watch(self, made: QWidget) -> None:
        cast("Input", made).changed.connect(lambda *_: self._changed())
        self._flow.watch(made)

    def _lookup(self) -> LookupEdit:
        def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
            self._workspace.suggest("party_lookup", text, show, owner=edit)

        edit = LookupEdit(find, tr("party"))
        return edit

    def _slips(self) -> QWidget:
        formats = self._workspace.formats
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(FIELD_GAP)
        heads = ("", tr("Slip"), tr("Weighed on"), tr("Bridge"), tr("Gross kg"), tr("Tare kg"), tr("Net kg"))
        for at, head in enumerate(heads):
            grid.addWidget(Label(head, SMALL, MEDIUM, "text2", number=at >= 4), 0, at)
        for line, (where, label) in enumerate(
            ((WeighedAt.LOADING, tr("At loading")), (WeighedAt.UNLOADING, tr("At unloading"))), start=1
        ):
            slip = Slip(
                TextEdit(code=True), DateEdit(formats), TextEdit(), NumberEdit(formats), NumberEdit(formats),
                Label("", SMALL, SEMIBOLD, number=True),
            )  # fmt: skip
            self.slips[where] = slip
            grid.addWidget(Label(label, SMALL, MEDIUM), line, 0)
            named = (
                (slip.number, heads[1]),
                (slip.on, heads[2]),
                (slip.bridge, heads[3]),
                (slip.gross, heads[4]),
                (slip.tare, heads[5]),
            )
            for at, (edit, head) in enumerate(named, start=1):
                edit.setAccessibleName(f"{label}: {head}")
                edit.setMinimumWidth(grown(136 if edit is slip.on else 60))
                self._watch(edit)
                grid.addWidget(edit, line, at)
            grid.addWidget(slip.net, line, 6)
        for at, stretch in enumerate((0, 3, 2, 6, 3, 3, 2)):
            grid.setColumnStretch(at, stretch)
        return box(grid)

    def _charge_card(self) -> QWidget:
        card = Card(padding=1, spacing=0)
        card.column.addWidget(self.charges)
        self.charges.lines.lines_changed.connect(self._changed)
        return card

    def show_lots(self, lots: list[tuple[UUID, str, str, int]], loaded: dict[UUID, int]) -> None:
        """Lots of the contract: id, number, what it is, packages that are left."""
        clear(self._lots)
        self.lot_edits = {}
        for at, (id_, number, about, left) in enumerate(lots):
            edit = CountEdit(self._workspace.formats, most=0)
            edit.setFixedWidth(100)
            edit.setAccessibleName(tr("Packages of lot {lot}", lot=number))
            count = loaded.get(id_)
            edit.set_value(Decimal(count) if count else None)
            self._watch(edit)
            self.lot_edits[id_] = edit
            what = f"{number} · {about}" if about else number
            self._lots.addWidget(ElidedLabel(what, SMALL, MEDIUM), at, 0)
            free = tr("{count} left", count=self._workspace.formats.count(left))
            self._lots.addWidget(Label(free, SMALL, REGULAR, "text2", number=True), at, 1)
            self._lots.addWidget(edit, at, 2)
        self.lots_title.setVisible(bool(lots))

    # Values

    def value(self, key: str) -> Any:
        """What stands in a field."""
        return self.fields[key][1].value()

    def fill(self, values: dict[str, Any]) -> None:
        """Show these values."""
        self._filling = True
        for key, value in values.items():
            self.fields[key][1].set_value(value)
        self._filling = False

    def problems(self) -> dict[str, str]:
        """What cannot be read, by field."""
        return {key: one.problem() for key, (_, one) in self.fields.items() if one.problem()}

    def weighings(self) -> tuple[SlipContent, ...]:
        """The slips of which something is typed."""
        found = []
        for where, slip in self.slips.items():
            gross, tare = slip.gross.value(), slip.tare.value()
            if gross is None and tare is None:
                continue
            found.append(
                SlipContent(
                    at=where,
                    slip_no=slip.number.value(),
                    weighed_on=slip.on.value(),
                    bridge=slip.bridge.value(),
                    gross_kg=gross or Decimal(0),
                    tare_kg=tare or Decimal(0),
                )
            )
        return (*found, *self.kept.more_slips)

    def lots(self) -> tuple[LoadedLot, ...]:
        """The lots of which packages are on the lorry."""
        return tuple(
            LoadedLot(lot_id=id_, packages=edit.value())
            for id_, edit in self.lot_edits.items()
            if edit.value()
        )

    def packages(self) -> int:
        """Packages on the lorry: those of its lots, else as typed."""
        return sum(one.packages for one in self.lots()) or int(self.value("packages") or 0)

    def deductions(self, *, usual_tare: bool) -> tuple[DeductionContent, ...]:
        """What is taken off; the usual tare where none is typed and goods are in bales."""
        found = []
        for kind, _ in _DEDUCTIONS:
            weight = self.value(f"deduction.{kind.value}")
            if weight is not None:
                if weight or kind is not DeductionKind.TARE:
                    note = self.kept.notes.get(kind, "")
                    found.append(DeductionContent(kind=kind, weight_kg=weight, note=note))
            elif kind is DeductionKind.TARE and usual_tare:
                found.append(DeductionContent(kind=kind))
        return (*found, *self.kept.more_deductions)

    def charge_contents(self) -> tuple[ChargeContent, ...]:
        """Added and taken off in money."""
        return self.charges.contents()

    def fill_charges(self, lines: list[ChargeLine]) -> None:
        """Show these charges, all of them."""
        self._filling = True
        self.charges.lines.set_lines(lines)
        self._filling = False

    def weight_rule(self) -> WeightRule:
        """Which slip counts."""
        return WeightRule(self.rule.current())

    def _changed(self) -> None:
        formats = self._workspace.formats
        for slip in self.slips.values():
            gross, tare = slip.gross.value(), slip.tare.value()
            net = gross - tare if gross is not None and tare is not None else None
            slip.net.setText(formats.decimal(net) if net is not None else "")
            slip.net.set_tone("neg" if net is not None and net <= 0 else "text")
        if not self._filling:
            self.edited.emit()
