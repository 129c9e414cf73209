"""The trade's nouns, one folder each; the tiers stand in pyproject.toml."""
