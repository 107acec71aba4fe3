"""The last weeks of the shop again: what was forecast from what was known then, and what orders would have come to."""
