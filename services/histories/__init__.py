"""From sales rows to what the engine reads: sales, days without stock, events."""
