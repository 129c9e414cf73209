"""Lists: one model over any number of rows, one table, one page drawn from a descriptor."""
