"""Taxes: what a line bears, where a supply takes place, and how a document adds up."""
