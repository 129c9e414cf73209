"""Price lists: what an item costs a party, by day and quantity."""
