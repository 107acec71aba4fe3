"""What to order: supply, the case of a product, its advice, the list."""
