"""What is known beside the sales: seasons' days, effects of prices and promotions, newcomers, outliers."""
