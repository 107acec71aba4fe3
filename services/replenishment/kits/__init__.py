"""Kits and recipes: what can be put together, and what is asked of their parts."""
