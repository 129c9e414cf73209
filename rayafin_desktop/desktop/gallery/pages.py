"""Sample pages made of the kit, drawn beside the design pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, fixed_width, row
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.paper_preview import PaperPreview
from rayafin_desktop.desktop.components.text_input import LongEdit, TextEdit
from rayafin_desktop.desktop.components.totals import Totals
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.keys import hints
from rayafin_desktop.desktop.theme.fonts import MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import PREVIEW, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Choice, Field, FormScreen

from .lines import SampleLine, sample_lines, three_lines
from .samples import TODAY


@dataclass(frozen=True, kw_only=True)
class CreateCustomer:
    """The command of the sample form."""

    name: str
    code: str = ""
    phone: str = ""
    gstin: str = ""
    state: str | None = None
    opened_on: date | None = None
    credit_limit: Decimal | None = None
    agent_id: int | None = None
    active: bool = True
    notes: str = ""


CUSTOMER = FormScreen(
    key="customer.form",
    noun="customer",
    create=CreateCustomer,
    permission="party.edit",
    shortcut_new="C",
    fields=(
        Field(key="name", label="Name", span=8, section="Who", required=True),
        Field(key="code", label="Code", kind="code", span=4, section="Who", hint="unique"),
        Field(key="phone", label="Phone", kind="phone", section="Who", placeholder="+91"),
        Field(
            key="agent_id",
            label="Agent",
            kind="lookup",
            section="Who",
            lookup="agents",
            creates="customer.form",
        ),
        Field(key="gstin", label="GSTIN", kind="code", section="Tax and address", hint="15 characters"),
        Field(
            key="state",
            label="State",
            kind="choice",
            section="Tax and address",
            choices=(Choice(value="27", label="27 Maharashtra"), Choice(value="29", label="29 Karnataka")),
        ),
        Field(key="notes", label="Notes", kind="long", span=12, section="Tax and address"),
        Field(key="credit_limit", label="Credit limit", kind="money", span=4, section="Credit", hint="INR"),
        Field(key="opened_on", label="Customer since", kind="date", span=4, section="Credit"),
        Field(key="active", label="Active", kind="check", span=4, section="Credit", default=True),
    ),
)


class LinesPage(Surface):
    """A head form, the line grid, totals and the paper: the frame of every document editor."""

    key = "lines"
    nav_key = "invoices"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.title = tr("New invoice")
        header = PageHeader(self.title, crumbs=(tr("Invoices"),))
        header.set_state(tr("Draft"), "neutral")
        header.set_saved(tr("Saved on this computer {time}", time="10:42"))
        header.add_action(Button(tr("Save draft")))
        header.add_action(Button(tr("Post and print"), "primary", "printer"))
        self.model: LineModel[SampleLine] = LineModel(sample_lines(lambda text: None), workspace.formats)
        self.model.set_lines(three_lines())
        self.grid = LineGrid(self.model, tr("Lines"))
        card = Card(padding=1, spacing=0)
        card.column.addWidget(self.grid)
        card.setFixedHeight(self.grid.height_for(7) + 2)
        self.totals = Totals()
        self.model.lines_changed.connect(lambda: self._show_totals(workspace))
        self._show_totals(workspace)
        notes = LongEdit(3)
        notes.setPlaceholderText(tr("Notes for the customer (printed)"))
        foot = row(FieldBox(tr("Notes"), notes), fixed_width(self.totals, grown(300)), spacing=24)
        form = column(self._head(workspace), card, foot, None, spacing=12, margins=(24, 16, 24, 8))
        left = column(form, HintBar(hints("grid")), spacing=0)
        left.setStretch(0, 1)
        preview = PaperPreview(workspace.runner)
        preview.show_pdf(sample_pdf, at_once=True)
        self.preview = preview
        side_head = row(Label(tr("Preview"), SMALL, MEDIUM, "text2"), None, margins=(16, 12, 16, 8))
        side_head.addWidget(Label(tr("Business"), SMALL, REGULAR, "text2"))
        side = Surface("sunken", column(side_head, preview, spacing=0))
        side.setFixedWidth(grown(PREVIEW))
        body = row(Surface("surface", left), Rule(Qt.Orientation.Vertical), side, spacing=0)
        self.setLayout(column(header, Rule(), box(body), spacing=0))

    def show_params(self, params: dict[str, object]) -> None:
        """The sample takes none."""

    def close_page(self) -> None:
        """Nothing is held."""

    def _head(self, workspace: Workspace) -> QGridLayout:
        def find(text: str, show: Any) -> None:
            workspace.suggest("customers", text, show, owner=self)

        customer = LookupEdit(find, "customer", creates=True)
        customer.set_value(1, "Kaveri Spinning Mills")
        number, reference, place = TextEdit(code=True), TextEdit(), TextEdit()
        number.set_value("INV-26-01044")
        number.setReadOnly(True)
        reference.setPlaceholderText(tr("PO or contract no."))
        place.set_value("29 Karnataka")
        day, due = DateEdit(workspace.formats, lambda: TODAY), DateEdit(workspace.formats, lambda: TODAY)
        day.set_value(TODAY)
        due.set_value(date(2026, 12, 21))
        fields: tuple[tuple[str, QWidget, str, bool], ...] = (
            ("Customer", customer, "", True),
            ("Invoice number", number, "assigned on posting", False),
            ("Date", day, "", False),
            ("Reference", reference, "", False),
            ("Place of supply", place, "", False),
            ("Due", due, "Net 30", False),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for at, (label, widget, hint, required) in enumerate(fields):
            one = FieldBox(tr(label), widget, hint=tr(hint), required=required)
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(one, at // 3, at % 3)
        for at, share in enumerate((5, 4, 3)):
            grid.setColumnStretch(at, share)
        return grid

    def _show_totals(self, workspace: Workspace) -> None:
        net = sum(line.net or 0 for line in self.model.lines())
        formats = workspace.formats
        self.totals.show_totals(
            [(tr("Subtotal"), formats.money(net))], (tr("Total"), formats.money(net, sign=True))
        )


def sample_pdf() -> bytes:
    """One page of paper."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(48, 770, "Rayafin Traders LLP")
    canvas.setFont("Helvetica", 9)
    for line, text in enumerate(("Cotton yarn 30s combed", "Cotton bales S-6, lot 118", "Freight")):
        canvas.drawString(48, 640 - line * 26, text)
        canvas.line(48, 632 - line * 26, 547, 632 - line * 26)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
