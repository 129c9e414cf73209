"""Purchases: bills of suppliers, debit notes, expenses; what we owe and the tax we may claim back."""
