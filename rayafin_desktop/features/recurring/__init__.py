"""Documents that repeat: templates, schedules and what they have made."""
