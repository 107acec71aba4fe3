"""What is and was on hand."""
