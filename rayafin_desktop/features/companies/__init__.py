"""Companies: several in one book, each with its country, currency and financial year."""
