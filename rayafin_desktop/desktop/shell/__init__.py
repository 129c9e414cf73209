"""The frame around every page: sidebar, page stack, palette, toasts, lock."""
