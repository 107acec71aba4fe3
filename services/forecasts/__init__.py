"""Stored models and forecasts: publishing, serving, overlaying, adding up."""
