"""Closing."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature

from .model import YearClosing

FEATURE = Feature(name="closing", entities=(YearClosing,))
