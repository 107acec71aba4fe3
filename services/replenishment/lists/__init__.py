"""What to order today, supplier by supplier, and what places can give each other first."""
