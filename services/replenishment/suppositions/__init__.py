"""What would be ordered if; nothing of it is stored."""
