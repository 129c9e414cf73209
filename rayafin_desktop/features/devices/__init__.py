"""Devices: copies of a company on other machines, and what they sent that needs a decision."""
