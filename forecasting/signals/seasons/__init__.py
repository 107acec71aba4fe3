"""Products that sell only at their own times: in a season, every second week, on the first of the month."""
