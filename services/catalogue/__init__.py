"""Products and suppliers: finding, checking, listing them."""
