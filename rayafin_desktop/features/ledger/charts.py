"""The chart of accounts a new company starts with: one trunk, and the tax accounts of its country.

Codes sort in the order of the tree. The company may rename, add and switch off accounts as it likes; the
program itself finds accounts by role only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .roles import AccountRole, AccountType

R = AccountRole


@dataclass(frozen=True, slots=True)
class Seed:
    """One account to make; `parent` is the code of the group it stands in, empty at the top."""

    code: str
    name: str
    parent: str
    role: AccountRole | None = None
    is_group: bool = False
    holds_money: bool = False

    @property
    def type(self) -> AccountType:
        """By the first digit of the code, as the groups at the top are numbered."""
        return _TYPES[self.code[0]]


_TYPES = {
    "1": AccountType.ASSET,
    "2": AccountType.LIABILITY,
    "3": AccountType.EQUITY,
    "4": AccountType.INCOME,
    "5": AccountType.EXPENSE,
    "6": AccountType.EXPENSE,
}


def _group(code: str, name: str, parent: str = "") -> Seed:
    return Seed(code, name, parent, is_group=True)


_TRUNK: Sequence[Seed] = (
    _group("1000", "Assets"),
    _group("1100", "Cash and bank", "1000"),
    Seed("1110", "Cash in hand", "1100", R.CASH, holds_money=True),
    Seed("1120", "Bank account", "1100", R.BANK, holds_money=True),
    Seed("1130", "Money in transit", "1100", R.UNDEPOSITED, holds_money=True),
    _group("1200", "Receivables", "1000"),
    Seed("1210", "Trade receivables", "1200", R.RECEIVABLE),
    Seed("1220", "Advances to suppliers", "1200", R.SUPPLIER_ADVANCE),
    Seed("1230", "Brokerage earned, not billed", "1200", R.BROKERAGE_ACCRUED),
    Seed("1240", "Commission to recover", "1200", R.COMMISSION_RECOVERABLE),
    _group("1300", "Stock", "1000"),
    Seed("1310", "Stock in hand", "1300", R.STOCK),
    _group("1400", "Taxes to recover", "1000"),
    _group("1500", "Fixed assets", "1000"),
    Seed("1510", "Furniture and equipment", "1500"),
    Seed("1520", "Vehicles", "1500"),
    _group("2000", "Liabilities"),
    _group("2100", "Payables", "2000"),
    Seed("2110", "Trade payables", "2100", R.PAYABLE),
    Seed("2120", "Advances from customers", "2100", R.CUSTOMER_ADVANCE),
    Seed("2130", "Commission owed, not billed", "2100", R.COMMISSION_ACCRUED),
    Seed("2140", "Accrued expenses", "2100"),
    _group("2200", "Taxes to pay", "2000"),
    _group("2300", "Loans", "2000"),
    Seed("2310", "Bank loans", "2300"),
    _group("3000", "Equity"),
    Seed("3100", "Capital", "3000", R.CAPITAL),
    Seed("3200", "Retained earnings", "3000", R.RETAINED_EARNINGS),
    Seed("3300", "Drawings", "3000"),
    Seed("3900", "Opening balances", "3000", R.OPENING_EQUITY),
    _group("4000", "Income"),
    _group("4100", "Sales", "4000"),
    Seed("4110", "Sales of goods", "4100", R.SALES),
    Seed("4120", "Sales returns", "4100", R.SALES_RETURNS),
    Seed("4130", "Quality and weight allowances", "4100", R.SALES_ALLOWANCE),
    _group("4200", "Other income", "4000"),
    Seed("4210", "Brokerage", "4200", R.BROKERAGE_INCOME),
    Seed("4220", "Discount received", "4200", R.DISCOUNT_RECEIVED),
    Seed("4230", "Freight charged", "4200", R.FREIGHT_OUT),
    Seed("4240", "Exchange gain", "4200", R.FX_GAIN),
    Seed("4250", "Interest received", "4200"),
    _group("5000", "Cost of sales"),
    Seed("5110", "Purchases", "5000", R.PURCHASES),
    Seed("5120", "Purchase returns", "5000", R.PURCHASE_RETURNS),
    Seed("5130", "Freight and handling", "5000", R.FREIGHT_IN),
    Seed("5140", "Commission paid", "5000", R.COMMISSION_EXPENSE),
    _group("6000", "Expenses"),
    Seed("6110", "Salaries", "6000"),
    Seed("6120", "Rent", "6000"),
    Seed("6130", "Electricity, telephone and internet", "6000"),
    Seed("6140", "Travel", "6000"),
    Seed("6150", "Office expenses", "6000"),
    Seed("6160", "Professional fees", "6000"),
    Seed("6170", "Insurance", "6000"),
    Seed("6180", "Depreciation", "6000"),
    Seed("6210", "Bank charges", "6000", R.BANK_CHARGES),
    Seed("6220", "Discount allowed", "6000", R.DISCOUNT_ALLOWED),
    Seed("6230", "Bad debts", "6000", R.BAD_DEBT),
    Seed("6240", "Exchange loss", "6000", R.FX_LOSS),
    Seed("6250", "Rounding", "6000", R.ROUND_OFF),
    Seed("6900", "Other expenses", "6000", R.EXPENSE),
)

_INDIA: Sequence[Seed] = (
    Seed("1411", "Input CGST", "1400", R.INPUT_CGST),
    Seed("1412", "Input SGST", "1400", R.INPUT_SGST),
    Seed("1413", "Input UTGST", "1400", R.INPUT_UTGST),
    Seed("1414", "Input IGST", "1400", R.INPUT_IGST),
    Seed("1415", "Input cess", "1400", R.INPUT_CESS),
    Seed("1421", "Input CGST, reverse charge", "1400", R.RCM_INPUT_CGST),
    Seed("1422", "Input SGST, reverse charge", "1400", R.RCM_INPUT_SGST),
    Seed("1423", "Input UTGST, reverse charge", "1400", R.RCM_INPUT_UTGST),
    Seed("1424", "Input IGST, reverse charge", "1400", R.RCM_INPUT_IGST),
    Seed("1425", "Input cess, reverse charge", "1400", R.RCM_INPUT_CESS),
    Seed("1431", "TDS receivable", "1400", R.TDS_RECEIVABLE),
    Seed("1432", "TCS receivable", "1400", R.TCS_RECEIVABLE),
    Seed("2211", "Output CGST", "2200", R.OUTPUT_CGST),
    Seed("2212", "Output SGST", "2200", R.OUTPUT_SGST),
    Seed("2213", "Output UTGST", "2200", R.OUTPUT_UTGST),
    Seed("2214", "Output IGST", "2200", R.OUTPUT_IGST),
    Seed("2215", "Output cess", "2200", R.OUTPUT_CESS),
    Seed("2221", "CGST to pay, reverse charge", "2200", R.RCM_PAYABLE_CGST),
    Seed("2222", "SGST to pay, reverse charge", "2200", R.RCM_PAYABLE_SGST),
    Seed("2223", "UTGST to pay, reverse charge", "2200", R.RCM_PAYABLE_UTGST),
    Seed("2224", "IGST to pay, reverse charge", "2200", R.RCM_PAYABLE_IGST),
    Seed("2225", "Cess to pay, reverse charge", "2200", R.RCM_PAYABLE_CESS),
    Seed("2231", "TDS payable", "2200", R.TDS_PAYABLE),
    Seed("2232", "TCS payable", "2200", R.TCS_PAYABLE),
)


def _value_added(tax: str) -> Sequence[Seed]:
    return (
        Seed("1411", f"{tax} on purchases", "1400", R.INPUT_VAT),
        Seed("1421", f"{tax} on purchases, reverse charge", "1400", R.RCM_INPUT_VAT),
        Seed("1431", "Tax withheld by customers", "1400", R.TDS_RECEIVABLE),
        Seed("2211", f"{tax} on sales", "2200", R.OUTPUT_VAT),
        Seed("2221", f"{tax} to pay, reverse charge", "2200", R.RCM_PAYABLE_VAT),
        Seed("2231", "Tax withheld from suppliers", "2200", R.TDS_PAYABLE),
    )


_UNITED_STATES: Sequence[Seed] = (
    Seed("1431", "Tax withheld by customers", "1400", R.TDS_RECEIVABLE),
    Seed("2211", "Sales tax to pay", "2200", R.OUTPUT_SALES_TAX),
    Seed("2231", "Tax withheld from suppliers", "2200", R.TDS_PAYABLE),
)

# The European Union, the United Kingdom and others whose tax on sales is called VAT in English.
_VAT_COUNTRIES = frozenset(
    (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GB", "AE", "SA", "BH", "OM", "CH", "NO",
        "TR", "ZA", "KE", "NG", "EG",
    )
)  # fmt: skip


def chart_for(country: str) -> list[Seed]:
    """The accounts for a company in this country (ISO 3166 alpha-2), groups before their members."""
    if country == "IN":
        taxes = _INDIA
    elif country == "US":
        taxes = _UNITED_STATES
    else:
        taxes = _value_added("VAT" if country in _VAT_COUNTRIES else "Tax")
    return sorted((*_TRUNK, *taxes), key=lambda seed: seed.code)
