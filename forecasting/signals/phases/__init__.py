"""What each phase of a calendar sells beside the usual."""
