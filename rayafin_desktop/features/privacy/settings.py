"""How long what is in the books must be kept."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

RETENTION_YEARS = Setting(
    key="privacy.retention_years",
    default=8,
    label="Documents are kept for (years)",
    help="Posted invoices and bills keep the name, address and tax number they were issued with for this "
    "long, also when a person asks to be erased. 8 years are the Companies Act 2013 s.128(5) of India; CGST "
    "s.36 asks for 72 months; in the EU it is the member state's VAT law (Germany 8, France 10, Spain 6 "
    "years in part). Ask your adviser before you set fewer.",
    section="Personal data",
)
