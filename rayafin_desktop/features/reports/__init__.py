"""Financial reports: what the company earned, owns, owes and did, each proved against the ledger."""
