"""The line grid: entering lines of a document by keyboard alone."""
