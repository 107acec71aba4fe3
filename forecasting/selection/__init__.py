"""Which methods a product is forecast with: backtests, weights, the reigning recipe."""
