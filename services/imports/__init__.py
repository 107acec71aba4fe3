"""Files of every kind: looked at, brought in, taken back."""
