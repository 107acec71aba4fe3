"""Task records, and the way to the broker: publishing, running, hearing of workers."""
