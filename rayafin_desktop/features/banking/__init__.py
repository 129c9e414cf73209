"""Bank statements in, matched to the books, and reconciled."""
