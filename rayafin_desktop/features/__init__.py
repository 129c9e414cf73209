"""The trade's nouns, one folder each, in ordered tiers (see pyproject's import contracts)."""
