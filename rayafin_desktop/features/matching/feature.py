"""Matching: which open offers fit each other, at what landed price, and which lots fill an order cheapest.

Promises that every hard limit is looked at by itself, that money is exact, and that equal books give equal
answers in the same order. It keeps nothing of its own.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature

from .queries import matches_of
from .settings import SETTINGS

FEATURE = Feature(name="matching", records={"matches_of": matches_of}, settings=SETTINGS)
