"""The company's particulars, bank details and logo, each with its own form; for two pages."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLayout, QWidget

from rayafin_desktop.base.formats import format_minor, number_style
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import clear, column, row
from rayafin_desktop.desktop.components.painting import painter_on, rounded
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.theme import colour
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CARD_GAP, RADIUS_CARD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.engine.work import Read
    from rayafin_desktop.features.companies.queries import CompanyDetail

Facts = list[tuple[str, str]]
_LOGO = (168, 96)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def read_company(read: Read) -> tuple[CompanyDetail, bytes | None]:
    """The particulars, and the logo as PNG or JPEG."""
    from rayafin_desktop.features.companies.queries import company_detail
    from rayafin_desktop.features.documents.queries import company_logo

    return company_detail(read), company_logo(read)


class LogoPreview(QLabel):
    """The logo as it will stand on paper: on white, whatever the theme."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(*_LOGO)
        self.setAccessibleName(tr("Logo"))

    def show_logo(self, content: bytes | None) -> None:
        """PNG or JPEG, None for no logo."""
        self._image = QImage.fromData(content) if content else QImage()
        self.setAccessibleDescription(tr("No logo") if self._image.isNull() else tr("Logo"))
        self.update()

    def has_logo(self) -> bool:
        """Whether there is one."""
        return not self._image.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rounded(painter, whole, RADIUS_CARD, "paper" if self.has_logo() else "sunken", "line")
        if self._image.isNull():
            painter.setFont(self.font())
            painter.setPen(colour("text3"))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, tr("No logo"))
            return
        ratio = self.devicePixelRatioF()
        room = whole.adjusted(12, 10, -12, -10)
        scaled = self._image.scaled(
            round(room.width() * ratio),
            round(room.height() * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        size = scaled.deviceIndependentSize()
        corner = QPointF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2)
        painter.drawImage(corner, scaled)


class CompanyPanel(QWidget):
    """`shown` is emitted when the company was read."""

    shown = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.company: CompanyDetail | None = None
        self._content: bytes | None = None
        may_change = workspace.may("company.change")
        self._particulars, self._bank = QGridLayout(), QGridLayout()
        for grid in (self._particulars, self._bank):
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.setColumnMinimumWidth(0, grown(150))
            grid.setColumnStretch(1, 1)
        self.change = Button(tr("Change particulars"), "plain", "pencil", small=True)
        self.change_bank = Button(tr("Change bank details"), "plain", "pencil", small=True)
        self.change.clicked.connect(lambda: self._open("company.particulars"))
        self.change_bank.clicked.connect(lambda: self._open("company.bank"))
        self.logo = LogoPreview()
        self.choose_logo = Button(tr("Choose logo"), "plain", "image", small=True)
        self.remove_logo = Button(tr("Take logo away"), "plain", small=True)
        self.choose_logo.clicked.connect(self._choose_logo)
        self.remove_logo.clicked.connect(self._remove_logo)
        for button in (self.change, self.change_bank, self.choose_logo, self.remove_logo):
            button.setVisible(may_change)
        hint = Label(tr("PNG or JPEG, up to 1 MB. It stands at the head of every document."), SMALL, REGULAR,
                     "text2", wrap=True)  # fmt: skip
        logo = row(self.logo, column(hint, row(self.choose_logo, self.remove_logo, None), None), spacing=16)
        self.setLayout(
            column(
                _card(tr("Particulars"), self._particulars, self.change),
                _card(tr("Bank details"), self._bank, self.change_bank),
                _card(tr("Logo"), logo, None),
                spacing=CARD_GAP,
            )
        )
        workspace.touched.connect(self._touched)
        self.read()

    def read(self) -> None:
        """Ask anew."""
        self._workspace.read(read_company, self._show, owner=self, slot="company")

    def let_go(self) -> None:
        """The panel is thrown away."""
        self._workspace.touched.disconnect(self._touched)

    def set_logo(self, content: bytes) -> None:
        """Keep another logo; empty for none. The one before can be brought back."""
        from rayafin_desktop.features.documents.commands import SetLogo

        company = self.company
        if company is None:
            return
        before = self._content

        def done(version: int) -> None:
            def undo() -> None:
                self._workspace.execute(
                    SetLogo(version=version, content=base64.b64encode(before or b"").decode()), lambda _: None
                )

            self._workspace.say(tr("Logo changed"), undo)

        text = base64.b64encode(content).decode()
        self._workspace.execute(SetLogo(version=company.version, content=text), done)

    def _show(self, found: tuple[CompanyDetail, bytes | None]) -> None:
        company, self._content = found
        self.company = company
        self.logo.show_logo(self._content)
        self.remove_logo.setVisible(bool(self._content) and self._workspace.may("company.change"))
        month = tr(_MONTHS[company.fiscal_year_first_month - 1])
        _fill(
            self._particulars,
            [
                ("Name", company.name),
                ("Legal name", company.legal_name),
                ("Code", company.code),
                ("Country", f"{company.country_name} · {company.currency}"),
                ("Financial year begins in", month),
                (company.tax_label, company.tax_id),
                ("State", _state(company)),
                ("Address", company.address),
                ("Phone", company.phone),
                ("E-mail", company.email),
                ("Website", company.website),
                ("Numbers and dates", _locale(company.locale)),
            ],
        )
        _fill(
            self._bank,
            [
                ("Bank", company.bank),
                ("Account holder", company.account_name),
                ("Account number", company.account_no),
                ("IFSC", company.ifsc),
                ("IBAN", company.iban),
                ("BIC", company.bic),
                ("UPI id", company.upi),
            ],
        )
        self.shown.emit()

    def _open(self, form: str) -> None:
        if self.company is not None:
            self._workspace.open(form, id=self.company.id)

    def _touched(self, touched: dict[str, object]) -> None:
        if "company" in touched:
            self.read()

    def _choose_logo(self) -> None:
        dialog = QFileDialog(self.window(), "", "", f"{tr('Pictures')} (*.png *.jpg *.jpeg)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def take_file(self, path: str) -> None:
        """Read a picture off the window's thread and make it the logo."""
        job = answer_of(lambda: Path(path).read_bytes())
        self._workspace.runner.read(job, self.set_logo, owner=self, failed=self._workspace.refused.emit)

    def _remove_logo(self) -> None:
        self.set_logo(b"")


def _card(title: str, body: QLayout, action: Button | None) -> Card:
    card = Card(spacing=12)
    head = row(Label(title, CARD_TITLE, SEMIBOLD), None)
    if action is not None:
        head.addWidget(action)
    card.column.addLayout(head)
    card.column.addLayout(body)
    return card


def _fill(grid: QGridLayout, facts: Facts) -> None:
    """Label and value by line; what is empty is left out."""
    clear(grid)
    given = [(label, value) for label, value in facts if value]
    for line, (label, value) in enumerate(given):
        grid.addWidget(Label(tr(label), SMALL, REGULAR, "text2"), line, 0, Qt.AlignmentFlag.AlignTop)
        lines = (ElidedLabel(part, BASE, tabular=True) for part in value.splitlines())
        grid.addLayout(column(*lines, spacing=2), line, 1)
    if not given:
        grid.addWidget(Label(tr("Nothing here yet"), BASE, REGULAR, "text2"), 0, 0, 1, 2)


def _state(company: CompanyDetail) -> str:
    """The state with its code, as documents write it: `27 Maharashtra`."""
    from rayafin_desktop.features.companies.gst_states import STATES

    name = STATES.get(company.state, "") if company.country == "IN" else ""
    return f"{company.state} {name}".strip()


def _locale(code: str) -> str:
    """A locale with an example of its figures: `en_IN · 12,34,567.89`."""
    return f"{code} · {format_minor(123456789, 2, number_style(code))}" if code else ""
