"""Privacy: exporting and erasing what the book holds about a person."""
