"""Tax returns: GSTR-1, GSTR-3B, VAT returns and the register of withheld tax."""
