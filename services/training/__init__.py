"""Training a product, a catalogue, a family of models; rolling back."""
