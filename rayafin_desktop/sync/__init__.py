"""Sync: devices that work by themselves and one server whose order decides (docs/decisions/011)."""
