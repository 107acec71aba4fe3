"""What runs by the clock, and the alarm when it does not."""
