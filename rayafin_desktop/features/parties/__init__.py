"""Parties: customers, suppliers and whoever else we deal with, their addresses and contacts."""
