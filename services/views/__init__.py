"""What several rooms know of a product or of the shop, put together for a page."""
