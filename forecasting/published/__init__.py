"""What becomes of a forecast once it is out: scoring, correction, drift, a planner's figures, totals."""
