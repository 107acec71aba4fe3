"""From records to rows: what is none, what does not count, what a line above has said."""
