"""Closing: what stands in the way of it, the month, the year, reopening, and opening balances."""
