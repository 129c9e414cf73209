"""Parties: customers and suppliers, found in an instant among tens of thousands."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature

from .model import Contact, Party, ShippingAddress

FEATURE = Feature(name="parties", entities=(Party, ShippingAddress, Contact))
