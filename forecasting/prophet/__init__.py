"""Prophet (Taylor & Letham 2018, "Forecasting at Scale") fitted for a whole block of products by linear algebra.

settings, design, regressors, holidays -- the model's features, by Prophet's own rules
moments -- what the sales say about them, as Gram matrices
solver, lasso -- the maximum of the posterior
block, fits -- from sales to parameters, from parameters to forecasts
document, reading, stored -- Prophet's own file format, out and in
stan -- the real library, for what only it can do
"""
