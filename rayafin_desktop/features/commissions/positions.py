"""Where a document stands, as the formula reads it: what is settled, credited, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, func, select, type_coerce

from rayafin_desktop.base.money import divide_half_up, share
from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..billing.model import InvoiceLine, SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..payments.model import Allocation
from .model import Commission, CommissionLine
from .rules import Basis, Plan, Position, Trigger
from .snapshots import Counted, counted_of, plan_of
from .units import converted

# No feature tells of contracts or deliveries yet: what waits for them has not come to pass.
NOT_ANNOUNCED = frozenset({Trigger.CONTRACT, Trigger.DELIVERY})
"""Events nobody tells commissions of: plans that wait for them earn nothing, and none is made any more."""


@dataclass(frozen=True, slots=True)
class _Credited:
    """What credit notes took back of one line; `net_minor` with its freight, as the note says it."""

    net_minor: int
    tax_minor: int
    quantity: Decimal


class Standing:
    """One invoice as it stands now; what several commissions of it need is read once.

    Freight and other charges earn nothing unless the plan says so; they are taken out of the net amount,
    and out of what was credited in the same proportion. Of a voided invoice everything counts as credited.
    """

    def __init__(self, read: Read, invoice: SalesDocument) -> None:
        self._read = read
        self.invoice = invoice
        self._is_void = invoice.state is DocumentState.VOID

    @cached_property
    def lines(self) -> Mapping[int, InvoiceLine]:
        """The invoice's lines by number."""
        return {line.line_no: line for line in self._read.parts(InvoiceLine, self.invoice.id)}

    def of(self, commission: Commission) -> Position:
        """Where a snapshot's share of the document stands."""
        counted = counted_of(commission)
        frozen = () if commission.is_whole else self._read.parts(CommissionLine, commission.id)
        return self.position(
            plan_of(commission),
            counted,
            None if commission.is_whole else frozen,
            turnover_before=commission.turnover_before,
        )

    def position(
        self,
        plan: Plan,
        counted: Counted,
        lines: Sequence[CommissionLine] | None,
        *,
        turnover_before: Decimal = Decimal(0),
    ) -> Position:
        """Where these lines stand, or with None the document as a whole."""
        invoice = self.invoice
        gross, net, tax, applied = self._credits
        settled, written_off = invoice.settled_minor - applied, 0
        if settled > 0:
            written_off = self._written_off
        if self._is_void:
            gross, settled, written_off = invoice.total_minor, 0, 0
        values: dict[str, Any] = {}
        if lines is None:
            values["net_minor"] = self.base_of_document(counted)
            values["credited_net_minor"] = self._credited_of_document(counted, net, tax)
            if plan.basis is Basis.QUANTITY:
                values["quantity"], values["credited_quantity"] = _quantities(self._read, invoice.id)
        else:
            values = self._of_lines(lines, counted)
        if self._is_void:
            values["credited_net_minor"] = values["net_minor"]
            values["credited_quantity"] = values.get("quantity", Decimal(0))
            values["credited_margin_minor"] = values.get("margin_minor", 0)
        return Position(
            currency=invoice.currency,
            gross_minor=invoice.total_minor,
            settled_minor=settled - written_off,
            written_off_minor=written_off,
            credited_gross_minor=gross,
            happened=invoice.state is not DocumentState.DRAFT and plan.trigger not in NOT_ANNOUNCED,
            turnover_before=turnover_before,
            fx_rate=invoice.rate,
            **values,
        )

    @cached_property
    def _credits(self) -> tuple[int, int, int, int]:
        """Gross, net and tax of the invoice's credit notes, and what of them settled it."""
        row = self._read.first(_CREDITED, company=self._read.company_id, invoice=self.invoice.id)
        return (0, 0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]), int(row[3]))

    @cached_property
    def _written_off(self) -> int:
        """What of the settled is bad debt written off."""
        found = self._read.scalar(_WRITTEN_OFF, company=self._read.company_id, invoice=self.invoice.id)
        return int(found or 0)

    def base_of_document(self, counted: Counted) -> int:
        """What of the document counts, minor units."""
        base = self.invoice.net_minor if counted.charges else self._without_charges
        return base + (self.invoice.tax_minor if counted.tax else 0)

    @cached_property
    def _without_charges(self) -> int:
        """The net amount without freight and charges; these include tax where the prices do."""
        invoice = self.invoice
        charges = invoice.charges_minor
        if charges and invoice.prices_include_tax:
            charges = share(charges, [invoice.net_minor, invoice.tax_minor])[0]
        return max(0, invoice.net_minor - charges)

    def _credited_of_document(self, counted: Counted, net: int, tax: int) -> int:
        goods = self.invoice.net_minor if counted.charges else self._without_charges
        credited = share(net, [goods, self.invoice.net_minor - goods])[0] if net else 0
        return credited + (tax if counted.tax else 0)

    def base_of_line(self, line: InvoiceLine, counted: Counted) -> int:
        """What of a line counts, minor units."""
        charge = 0 if counted.charges else line.charge_minor
        if charge and self.invoice.prices_include_tax:
            charge = share(charge, [line.net_minor, line.tax_minor])[0]
        return max(0, line.net_minor - charge) + (line.tax_minor if counted.tax else 0)

    def _of_lines(self, frozen: Sequence[CommissionLine], counted: Counted) -> dict[str, Any]:
        """The figures of some lines; each credited figure is a function of its line's sum alone, so that
        the order of the credit notes does not matter."""
        base = cost = credited = credited_cost = 0
        quantity = credited_quantity = Fraction(0)
        for one in frozen:
            base += one.net_minor
            cost += one.cost_minor
            quantity += converted(one.quantity, one.unit, counted.unit)
            back = self._credited_lines.get(one.line_no)
            if back is None:
                continue
            line = self.lines[one.line_no]
            goods = one.net_minor - (line.tax_minor if counted.tax else 0)
            credited += share(back.net_minor, [goods, max(0, line.net_minor - goods)])[0]
            credited += back.tax_minor if counted.tax else 0
            credited_quantity += converted(back.quantity, one.unit, counted.unit)
            if one.quantity:
                part = Fraction(one.cost_minor) * Fraction(back.quantity) / Fraction(one.quantity)
                credited_cost += divide_half_up(part.numerator, part.denominator)
        if loose := self._credited_lines.get(0):
            # A note that names no line is spread over all of them.
            credited += share(loose.net_minor, [base, max(0, self.invoice.net_minor - base)])[0]
        return {
            "net_minor": base,
            "credited_net_minor": credited,
            "margin_minor": base - cost,
            "credited_margin_minor": credited - credited_cost,
            "quantity": quantity,
            "credited_quantity": credited_quantity,
        }

    @cached_property
    def _credited_lines(self) -> Mapping[int, _Credited]:
        """What was credited, by the number of the invoice's line; 0 where a note names none."""
        d, c = SalesDocument.c, InvoiceLine.c
        number = func.coalesce(c.original_line_no, 0)
        rows = self._read.fetch(
            select(number, func.sum(c.net_minor), func.sum(c.tax_minor), scaled_sum(c.returned_qty))
            .select_from(_DOCUMENT_LINES)
            .where(
                d.company_id == self._read.company_id,
                d.original_id == self.invoice.id,
                d.kind == DocumentKind.CREDIT_NOTE,
                d.state == DocumentState.POSTED,
            )
            .group_by(number)
        )
        return {
            int(number): _Credited(int(net), int(tax), from_scaled(int(quantity)))
            for number, net, tax, quantity in rows
        }


def _credited() -> Select[Any]:
    c = SalesDocument.c
    return select(
        func.coalesce(func.sum(c.total_minor), 0),
        func.coalesce(func.sum(c.net_minor), 0),
        func.coalesce(func.sum(c.tax_minor), 0),
        func.coalesce(func.sum(c.applied_minor), 0),
    ).where(
        c.company_id == bindparam("company"),
        c.original_id == bindparam("invoice"),
        c.kind == DocumentKind.CREDIT_NOTE,
        c.state == DocumentState.POSTED,
    )


_CREDITED = PreparedStatement(_credited())
_WRITTEN_OFF = PreparedStatement(
    select(func.sum(Allocation.c.write_off_minor)).where(
        Allocation.c.company_id == bindparam("company"), Allocation.c.invoice_id == bindparam("invoice")
    )
)
_DOCUMENT_LINES = SalesDocument.mapping.table.join(
    InvoiceLine.mapping.table,
    and_(
        InvoiceLine.c.company_id == SalesDocument.c.company_id,
        InvoiceLine.c.invoice_id == SalesDocument.c.id,
    ),
)


def scaled_sum(column: ColumnElement[Decimal]) -> ColumnElement[Any]:
    """The sum of a column of quantities as it is stored, in millionths: PostgreSQL answers a numeric."""
    return func.sum(type_coerce(column, BigInteger))


def _quantities(read: Read, invoice_id: UUID) -> tuple[Decimal, Decimal]:
    """The units of an invoice's lines, and what of them credit notes took back."""
    d, c = SalesDocument.c, InvoiceLine.c

    def total(column: ColumnElement[Decimal], *where: ColumnElement[bool]) -> Decimal:
        statement = select(scaled_sum(column)).select_from(_DOCUMENT_LINES)
        return from_scaled(int(read.scalar(statement.where(d.company_id == read.company_id, *where)) or 0))

    return (
        total(c.quantity, d.id == invoice_id),
        total(c.returned_qty, d.original_id == invoice_id, d.state == DocumentState.POSTED),
    )
