"""What several pages show of the shop: lines of orders, their files, how good forecasts were."""
