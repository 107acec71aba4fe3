"""Health, checks, metrics, and what keeps the house clean."""
