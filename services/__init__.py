"""What Stockcast can do: one verb, one function, one transaction."""
