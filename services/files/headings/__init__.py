"""What columns are called, also in the files of well-known systems."""
