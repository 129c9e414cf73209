"""Approvals: what is above a limit waits until somebody else has looked at it."""
