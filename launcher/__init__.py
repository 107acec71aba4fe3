"""What `make run` starts, and keeps alive until it is told to stop."""
