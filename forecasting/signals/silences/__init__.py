"""When nothing is sold, and why: closed days, absences, ends."""
