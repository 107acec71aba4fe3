"""What is fetched by itself: files from folders and addresses, rows of other databases."""
