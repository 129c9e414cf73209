"""Sync in the window: when it runs, what is said about it, and how it ends when the window does."""
