"""What cells say by themselves: days, lengths of time, numbers, packs, sizes, codes."""
