"""A new book in three steps: the company, its books, its owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rayafin_desktop.base.errors import Problem, RayafinError
from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.book_key import SHORTEST_PASSPHRASE
from rayafin_desktop.engine.screens import Choice

from .book_facts import ENDING, default_folder, file_name, free_path
from .front_card import FrontCard
from .making import Founding
from .path_edit import PathEdit

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_STEPS = ("Company", "Books", "Owner")
_TEXTS = (
    "The country sets currency, financial year, tax and number format.",
    "Currency and financial year stay as they are once something is posted.",
    "The owner may do everything, and lets the others in.",
)
_FIELDS: tuple[tuple[str, ...], ...] = (
    ("name", "country", "state", "tax_id"),
    ("currency", "fiscal_year_first_month", "path", "passphrase", "passphrase_again"),
    ("owner_name", "email", "password", "again"),
)
_HOME = "IN"


class NewBook(FrontCard):
    """`asked` is emitted with a Founding when the last step is done."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("New book"), tr(_TEXTS[0]), tr("Next"))
        self.step = 0
        self._path_chosen = False
        self._required: set[str] = set()
        self.inputs: dict[str, QWidget] = {}
        self.boxes: dict[str, FieldBox] = {}
        self._flow = EnterFlow(self)
        self._pages = QStackedWidget()
        self._marks = [Label("", SMALL, MEDIUM, "text3") for _ in _STEPS]
        marks = row(*(part for mark in self._marks for part in (mark, 12)), None, spacing=0)
        self._make_inputs()
        for step in range(len(_STEPS)):
            self._pages.addWidget(box(self._page(step)))
        self.set_body(marks, self._pages)
        # The way back leads through the steps first.
        self.back.clicked.disconnect()
        self.back.clicked.connect(self._back)
        self.primary.clicked.connect(self.next)
        shortcut(self, "Ctrl+Return", self.next)
        self._country.changed.connect(self._country_chosen)
        self._name.changed.connect(self._name_typed)
        self._path.textEdited.connect(self._path_typed)
        self._country_chosen()
        self._encrypt_chosen(False)
        self._name_typed()
        self._show_step(0)

    def next(self) -> None:
        """Check this step; go on, or make the book."""
        errors = self._missing()
        self._show_errors(errors)
        if errors or not self.primary.isEnabled():
            return
        if self.step < len(_STEPS) - 1:
            self._show_step(self.step + 1)
        else:
            self.asked.emit(self.founding())

    def founding(self) -> Founding:
        """What the three steps say."""
        text = {key: one.value() for key, one in self.inputs.items() if isinstance(one, TextEdit)}
        return Founding(
            path=self._path.path(),
            name=text["name"],
            country=self._country.value() or "",
            currency=text["currency"],
            first_month=int(self._month.value() or 1),
            state=text["state"],
            tax_id=text["tax_id"],
            owner_name=text["owner_name"],
            email=text["email"],
            password=text["password"],
            passphrase=text["passphrase"] if self.encrypt.isChecked() else "",
        )

    def take_refusal(self, error: RayafinError, sentence: Callable[[Problem], str]) -> None:
        """Show a refusal at its fields, on the step of the first of them."""
        self.set_busy(False)
        found = spread(error, frozenset(self.boxes), sentence)
        if found.rest:
            self.refuse("\n".join(found.rest))
        for step, keys in enumerate(_FIELDS):
            if any(key in found.by_field for key in keys):
                self._show_step(step)
                break
        self._show_errors(found.by_field)

    # Construction

    def _make_inputs(self) -> None:
        from rayafin_desktop.features.companies.countries import countries

        profiles = countries()
        self._profiles = {profile.code: profile for profile in profiles}
        self._country = ChoiceEdit(tuple(Choice(value=p.code, label=p.name) for p in profiles), required=True)
        self._country.set_value(_HOME)
        months = tuple(Choice(value=str(n), label=tr(m)) for n, m in enumerate(_MONTHS, start=1))
        self._month = ChoiceEdit(months, required=True)
        self._name = TextEdit()
        self._path = PathEdit(f"{tr('Books')} (*{ENDING})", saves=True, ending=ENDING)
        self._password, self._again = SecretEdit(), SecretEdit()
        self._add("name", "Company name", self._name, required=True)
        self._add("country", "Country", self._country, required=True)
        self._add("state", "State", TextEdit(), hint=tr("Decides which tax applies"))
        self._add("tax_id", "Tax number", TextEdit(code=True), hint=tr("Can follow later"))
        hint = tr("Stays as it is once posted")
        self._add("currency", "Currency", TextEdit(code=True), required=True, hint=hint)
        self._add("fiscal_year_first_month", "Financial year begins in", self._month, required=True)
        self._add("path", "File", self._path, required=True, hint=tr("All of the company is in this file"))
        self.encrypt = CheckBox(tr("Encrypt the book with a passphrase"))
        hint = tr("At least 12 characters; asked for each time the book is opened")
        self._passphrase, self._phrase_again = SecretEdit(), SecretEdit()
        self._add("passphrase", "Passphrase", self._passphrase, required=True, hint=hint)
        self._add("passphrase_again", "The same passphrase again", self._phrase_again, required=True)
        self.encrypt.toggled.connect(self._encrypt_chosen)
        self._add("owner_name", "Your name", TextEdit(), required=True)
        self._add("email", "E-mail", TextEdit(), required=True, hint=tr("You sign in with it"))
        hint = tr("At least 15 characters; four or five words")
        self._add("password", "Password", self._password, required=True, hint=hint)
        self._add("again", "The same password again", self._again, required=True)

    def _add(self, key: str, label: str, input_: QWidget, *, required: bool = False, hint: str = "") -> None:
        input_.setObjectName(key)
        self.inputs[key] = input_
        self.boxes[key] = FieldBox(tr(label), input_, required=required, hint=hint)
        if required:
            self._required.add(key)
        self._flow.watch(input_)

    def _page(self, step: int) -> QVBoxLayout:
        parts: list[QWidget] = [self.boxes[key] for key in _FIELDS[step]]
        if "passphrase" in _FIELDS[step]:
            parts.insert(parts.index(self.boxes["passphrase"]), self.encrypt)
        return column(*parts, None, spacing=12)

    # Steps

    def _show_step(self, step: int) -> None:
        self.step = step
        self._pages.setCurrentIndex(step)
        self.text.setText(tr(_TEXTS[step]))
        for number, (mark, name) in enumerate(zip(self._marks, _STEPS, strict=True)):
            mark.setText(f"{number + 1}  {tr(name)}")
            mark.set_tone("accent_text" if number == step else "text3")
        last = step == len(_STEPS) - 1
        self.primary.setText(tr("Create book") if last else tr("Next"))
        self.primary.setAccessibleName(self.primary.text())
        self.primary.updateGeometry()
        self.back.setText(tr("Back"))
        first = self.inputs[_FIELDS[step][0]]
        self.setFocusProxy(first)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self.banner.hide()
        if self.step:
            self._show_step(self.step - 1)
        else:
            self.back_asked.emit()

    def _missing(self) -> dict[str, str]:
        """What is missing on this step, or does not fit together."""
        errors = {}
        for key in _FIELDS[self.step]:
            one = self.inputs[key]
            if not self.boxes[key].isHidden() and self._is_missing(key, one):
                errors[key] = tr("This is needed")
        if "again" in _FIELDS[self.step] and not errors and self._again.text() != self._password.text():
            errors["again"] = tr("The two passwords differ")
        secret = "passphrase" in _FIELDS[self.step] and self.encrypt.isChecked() and not errors
        if secret and len(self._passphrase.text()) < SHORTEST_PASSPHRASE:
            errors["passphrase"] = tr("At least {n} characters", n=SHORTEST_PASSPHRASE)
        elif secret and self._phrase_again.text() != self._passphrase.text():
            errors["passphrase_again"] = tr("The two passphrases differ")
        if "path" in _FIELDS[self.step] and not errors and self._path.path().exists():
            errors["path"] = tr("There is a file of this name already. Choose another name.")
        return errors

    def _is_missing(self, key: str, one: QWidget) -> bool:
        return key in self._required and isinstance(one, TextEdit) and not one.value()

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        for key, one in self.boxes.items():
            one.set_error(errors.get(key, ""))
        first = next((key for key in _FIELDS[self.step] if key in errors), None)
        if first is not None:
            self.inputs[first].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not errors:
            self.banner.hide()

    # One field that fills others

    def _encrypt_chosen(self, chosen: bool) -> None:
        for key in ("passphrase", "passphrase_again"):
            self.boxes[key].setVisible(chosen)
        if chosen:
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _country_chosen(self) -> None:
        profile = self._profiles[self._country.value() or _HOME]
        currency = self.inputs["currency"]
        if isinstance(currency, TextEdit):
            currency.set_value(profile.currency)
        self._month.set_value(str(profile.fiscal_year_first_month))
        self.boxes["state"].label.setText(tr(profile.state_label))
        self.boxes["tax_id"].label.setText(tr(profile.tax_label))

    def _name_typed(self) -> None:
        if not self._path_chosen:
            name = file_name(self._name.value() or tr("My company"))
            self._path.set_value(free_path(default_folder(), name))

    def _path_typed(self, _text: str) -> None:
        self._path_chosen = True
