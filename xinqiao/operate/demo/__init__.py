"""A county of our own invention, with a year of matters behind it, for looking round and for training."""
