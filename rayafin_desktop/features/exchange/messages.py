"""What a person reads of files and rows that could not be imported."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "import.unreadable": "{file} cannot be read: {why}.",
    "import.too_large": "{file} is larger than {most} MB. Split it.",
    "import.not_text": "{file}, line {line}: this is no text. Save it as CSV and try again.",
    "import.empty": "{file} is empty; its first line must name the columns.",
    "import.malformed": "{file}, line {line}: the file is broken here ({why}). Nothing was imported.",
    "import.columns_missing": "{file} lacks the columns {columns}. Nothing was imported.",
    "import.columns_unknown": "{file} has columns that mean nothing here: {columns}. Nothing was imported.",
    "import.column_twice": "{file} has the columns {columns} twice. Nothing was imported.",
    "import.too_many_records": "At most {limit} records go into one batch. Split the file.",
    "import.wrong_cells": "The row has {found} cells, the header {wanted}.",
    "import.code_missing": "The row has no code. It is what keeps a record from being added twice.",
    "retail.no_number": "The row has no invoice number.",
    "retail.unknown_kind": "{number} is neither an invoice (536365) nor a cancellation (C536379).",
    "retail.no_stock_code": "The row has no stock code.",
    "retail.bad_number": "{value} is no number that can be used here.",
    "retail.bad_date": "{value} is no date; write it as 2010-12-01.",
    "retail.stock_adjustment": "{quantity} of {stock_code} without a price: a correction of stock, which bills nobody.",
    "retail.two_customers": "Invoice {number} names two customers.",
    "retail.bills_nothing": "Invoice {number} comes to zero.",
    "retail.wrong_sign": "The lines of {number} come to less than zero; only cancellations (C...) may.",
    "retail.invoice_incomplete": "Another row of {number} cannot be used (line {line}); the whole invoice waits for it.",
}
