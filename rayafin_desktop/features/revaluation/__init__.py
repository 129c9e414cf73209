"""Open amounts in foreign currency at the rate of a day."""
