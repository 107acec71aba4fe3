"""Lines of orders, and orders as wholes: what is said of them, what they cost, how far they are."""
