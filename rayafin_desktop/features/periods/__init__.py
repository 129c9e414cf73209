"""Periods: up to which day the books are locked, for whom, and the financial years."""
