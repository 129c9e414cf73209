"""Messages: what traders write to each other, read into offers and bids."""
