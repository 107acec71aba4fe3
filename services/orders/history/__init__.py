"""What was done to orders, by whom, and how they are looked at."""
