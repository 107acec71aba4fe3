"""Orders and goods that come in: entered, made of advice, changed, taken to their end."""
