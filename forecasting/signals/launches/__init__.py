"""Products that are young, and what they lean on."""
