"""Items: the goods and services we buy and sell, and the units they are counted in."""
