"""What needs somebody: exceptions of eight kinds, with what they cost and who sees to them."""
