"""Documents: files attached to records, kept by content."""
