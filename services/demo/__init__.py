"""The generated shop that a first start shows."""
