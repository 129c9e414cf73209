"""Sample pages over invented rows, to look at the kit without a book: `python -m ...desktop.gallery`."""
