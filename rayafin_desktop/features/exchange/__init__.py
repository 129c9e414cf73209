"""Exchange: files of other programs, in."""
