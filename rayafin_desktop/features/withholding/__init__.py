"""Tax withheld at source: sections, rates by date, and who they apply to."""
