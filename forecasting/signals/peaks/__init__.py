"""Products that sell all year, and more or less at times of their own."""
