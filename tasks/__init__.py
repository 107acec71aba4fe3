"""Doorbells: ids in, one service call out."""
