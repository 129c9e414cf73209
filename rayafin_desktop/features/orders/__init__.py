"""Quotes and sales orders, and what has been invoiced of them."""
