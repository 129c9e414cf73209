"""Rayafin Desktop: offline-first accounting for a small office."""

__version__ = "0.1.0"
