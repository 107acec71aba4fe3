"""Advice worked out anew after whatever it rests on has changed: stored, and told to others."""
