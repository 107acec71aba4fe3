"""Tasks: ids in, one service call out."""
