"""Where a table begins, what its headings stand for, what stands above it."""
