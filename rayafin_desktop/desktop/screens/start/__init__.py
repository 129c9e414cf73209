"""Before a book is open: the recent ones, a new one, opening, restoring, the sample company."""
