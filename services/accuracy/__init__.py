"""How good published forecasts were: scoring, reports, drift."""
