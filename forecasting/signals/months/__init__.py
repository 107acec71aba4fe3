"""Products told as totals of months."""
