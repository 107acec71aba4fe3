"""Which column is what and how its cells are read, decided from all of their values."""
