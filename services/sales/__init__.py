"""How sales come in and are read again."""
