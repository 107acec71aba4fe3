"""What there is of a product, what is on its way, and who delivers it when and for how much."""
