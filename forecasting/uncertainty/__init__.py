"""How wrong a forecast may be: calibrated quantiles, sample paths, dependence between days."""
