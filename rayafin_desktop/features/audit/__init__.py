"""Audit: reading the log that the engine writes, and proving it whole."""
