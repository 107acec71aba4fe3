"""Where the outside may be reached, and talking with it for no longer than allowed."""
