"""Orders on paper, as buyers, suppliers and those who pack read them."""
