"""Tasks as pages show them: cards, words, the window of a failure."""
