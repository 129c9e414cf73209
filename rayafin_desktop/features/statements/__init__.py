"""Aging, party statements and reminder letters."""
