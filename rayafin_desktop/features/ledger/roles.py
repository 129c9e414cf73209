"""What kinds of accounts there are, and which ones the program posts to by itself."""

from __future__ import annotations

from enum import StrEnum


class AccountType(StrEnum):
    """The five kinds; assets and expenses grow by debits, the others by credits."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def grows_by_debit(self) -> bool:
        return self in (AccountType.ASSET, AccountType.EXPENSE)

    @property
    def is_balance_sheet(self) -> bool:
        """Whether its balance goes on into the next year."""
        return self in (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)


class AccountRole(StrEnum):
    """What an account is for; a company has at most one account per role."""

    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    BANK = "bank"
    CASH = "cash"
    UNDEPOSITED = "undeposited"  # money received that is in no account of ours yet
    CUSTOMER_ADVANCE = "customer_advance"
    SUPPLIER_ADVANCE = "supplier_advance"

    SALES = "sales"
    SALES_RETURNS = "sales_returns"
    SALES_ALLOWANCE = "sales_allowance"
    PURCHASES = "purchases"
    PURCHASE_RETURNS = "purchase_returns"
    FREIGHT_OUT = "freight_out"
    FREIGHT_IN = "freight_in"
    ROUND_OFF = "round_off"
    DISCOUNT_ALLOWED = "discount_allowed"
    DISCOUNT_RECEIVED = "discount_received"
    BANK_CHARGES = "bank_charges"
    BAD_DEBT = "bad_debt"
    EXPENSE = "expense"  # bills that name no account of their own
    STOCK = "stock"

    COMMISSION_EXPENSE = "commission_expense"
    COMMISSION_ACCRUED = "commission_accrued"  # we owe an agent, not billed yet
    COMMISSION_RECOVERABLE = "commission_recoverable"  # an agent owes us back
    BROKERAGE_INCOME = "brokerage_income"
    BROKERAGE_ACCRUED = "brokerage_accrued"  # a principal owes us, not billed yet

    OUTPUT_CGST = "output_cgst"
    OUTPUT_SGST = "output_sgst"
    OUTPUT_UTGST = "output_utgst"
    OUTPUT_IGST = "output_igst"
    OUTPUT_CESS = "output_cess"
    INPUT_CGST = "input_cgst"
    INPUT_SGST = "input_sgst"
    INPUT_UTGST = "input_utgst"
    INPUT_IGST = "input_igst"
    INPUT_CESS = "input_cess"
    # Reverse charge: tax we owe on our purchases, and our credit for it, apart from the ordinary ones.
    RCM_PAYABLE_CGST = "rcm_payable_cgst"
    RCM_PAYABLE_SGST = "rcm_payable_sgst"
    RCM_PAYABLE_UTGST = "rcm_payable_utgst"
    RCM_PAYABLE_IGST = "rcm_payable_igst"
    RCM_PAYABLE_CESS = "rcm_payable_cess"
    RCM_INPUT_CGST = "rcm_input_cgst"
    RCM_INPUT_SGST = "rcm_input_sgst"
    RCM_INPUT_UTGST = "rcm_input_utgst"
    RCM_INPUT_IGST = "rcm_input_igst"
    RCM_INPUT_CESS = "rcm_input_cess"
    OUTPUT_VAT = "output_vat"
    INPUT_VAT = "input_vat"
    RCM_PAYABLE_VAT = "rcm_payable_vat"
    RCM_INPUT_VAT = "rcm_input_vat"
    OUTPUT_SALES_TAX = "output_sales_tax"
    TDS_RECEIVABLE = "tds_receivable"
    TDS_PAYABLE = "tds_payable"
    TCS_RECEIVABLE = "tcs_receivable"
    TCS_PAYABLE = "tcs_payable"

    FX_GAIN = "fx_gain"
    FX_LOSS = "fx_loss"
    CAPITAL = "capital"
    OPENING_EQUITY = "opening_equity"
    RETAINED_EARNINGS = "retained_earnings"


# Legs on these name the party they are about.
PARTY_ROLES = frozenset(
    {
        AccountRole.RECEIVABLE,
        AccountRole.PAYABLE,
        AccountRole.CUSTOMER_ADVANCE,
        AccountRole.SUPPLIER_ADVANCE,
    }
)
