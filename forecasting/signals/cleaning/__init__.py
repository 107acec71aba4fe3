"""Sales as they usually are: typos and outliers dampened, days without stock made good."""
