"""The engine under test; other processes import from here."""
