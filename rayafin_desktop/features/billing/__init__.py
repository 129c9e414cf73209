"""Sales invoices and credit notes: drafts, posting, numbers, what is owed."""
