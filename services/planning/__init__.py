"""What planners add: products, events, figures of their own."""
