"""What to order of a product, and why."""
