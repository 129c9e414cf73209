"""The ledger: chart of accounts, journal entries that always balance, and what follows from them."""
