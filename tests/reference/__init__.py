"""Slow, obvious twins of the engine; every fast routine is held against one of them."""
