"""What imports changed, for as long as they can be taken back."""
