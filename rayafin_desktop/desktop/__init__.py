"""The window: the only room that knows Qt. It translates; it decides nothing."""
