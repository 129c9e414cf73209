"""Which kinds of payments there are, which way their money goes, and which accounts they move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..ledger.roles import AccountRole


class Side(StrEnum):
    """Whose documents are settled: what customers owe us, or what we owe suppliers."""

    RECEIVABLE = "RECEIVABLE"
    PAYABLE = "PAYABLE"


class PaymentKind(StrEnum):
    """What happened. A set-off and a write-off settle documents without money; a transfer has no party."""

    RECEIPT = "RECEIPT"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"  # money back to a customer: his advance, or what a credit note left open
    SUPPLIER_REFUND = "SUPPLIER_REFUND"
    SET_OFF = "SET_OFF"  # a credit note against invoices
    SUPPLIER_SET_OFF = "SUPPLIER_SET_OFF"
    WRITE_OFF = "WRITE_OFF"
    TRANSFER = "TRANSFER"


@dataclass(frozen=True, slots=True)
class Flow:
    """How a kind moves money. `sign` is 1 where it comes in (or nothing moves), -1 where it goes out.

    `entry` is the kind of its journal entry; a reversal adds `_reversal`. `series` counts its numbers.
    """

    side: Side
    sign: int
    entry: str
    series: str
    has_advance: bool = False

    @property
    def charges_settle(self) -> bool:
        """Whether bank charges are part of what settles documents.

        They are where our bank keeps them back from money that came in; where money goes out they come
        on top of it.
        """
        return self.sign > 0


FLOWS: Mapping[PaymentKind, Flow] = {
    PaymentKind.RECEIPT: Flow(Side.RECEIVABLE, 1, "receipt", "receipt", has_advance=True),
    PaymentKind.PAYMENT: Flow(Side.PAYABLE, -1, "payment", "payment", has_advance=True),
    PaymentKind.REFUND: Flow(Side.RECEIVABLE, -1, "payment", "refund"),
    PaymentKind.SUPPLIER_REFUND: Flow(Side.PAYABLE, 1, "receipt", "refund"),
    PaymentKind.SET_OFF: Flow(Side.RECEIVABLE, 1, "allocation", "set_off"),
    PaymentKind.SUPPLIER_SET_OFF: Flow(Side.PAYABLE, -1, "allocation", "set_off"),
    PaymentKind.WRITE_OFF: Flow(Side.RECEIVABLE, 1, "write_off", "write_off"),
    PaymentKind.TRANSFER: Flow(Side.RECEIVABLE, -1, "contra", "transfer"),
}


@dataclass(frozen=True, slots=True)
class SideAccounts:
    """The accounts of one side, by role (rules.md 2.8)."""

    control: AccountRole
    advance: AccountRole
    withheld: AccountRole
    collected: AccountRole
    discount: AccountRole
    write_off: AccountRole


SIDE_ACCOUNTS: Mapping[Side, SideAccounts] = {
    Side.RECEIVABLE: SideAccounts(
        control=AccountRole.RECEIVABLE,
        advance=AccountRole.CUSTOMER_ADVANCE,
        withheld=AccountRole.TDS_RECEIVABLE,
        collected=AccountRole.TCS_PAYABLE,
        discount=AccountRole.DISCOUNT_ALLOWED,
        write_off=AccountRole.BAD_DEBT,
    ),
    Side.PAYABLE: SideAccounts(
        control=AccountRole.PAYABLE,
        advance=AccountRole.SUPPLIER_ADVANCE,
        withheld=AccountRole.TDS_PAYABLE,
        collected=AccountRole.TCS_RECEIVABLE,
        discount=AccountRole.DISCOUNT_RECEIVED,
        # What a supplier does not ask for any more is a difference, not a debt gone bad.
        write_off=AccountRole.ROUND_OFF,
    ),
}
