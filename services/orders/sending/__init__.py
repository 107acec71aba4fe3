"""Orders on their way to suppliers, their answers, and the last step taken back."""
