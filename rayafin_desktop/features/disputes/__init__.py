"""Disputes: documents somebody does not agree with, and how that was settled."""
