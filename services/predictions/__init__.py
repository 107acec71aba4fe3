"""Answering a request for a forecast, for one product or thousands."""
