"""Payments: money in and out, and which documents it pays."""
