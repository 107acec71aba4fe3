"""Prophet (Taylor & Letham 2018, "Forecasting at Scale") fitted for a whole block of products by linear algebra.

design -- the model's features by Prophet's own rules; moments -- what the sales say about them, as Gram matrices;
solver, lasso -- the maximum of the posterior; fits -- parameters and forecasts; document -- Prophet's own file format;
stan -- the real library, for what only it can do.
"""
