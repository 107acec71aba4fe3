"""Purchase orders and receipts, from entering to closing."""
