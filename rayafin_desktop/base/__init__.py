"""Plain Python: money, quantities, dates, ids, errors. Knows nothing of databases or windows."""
