"""The handbook, read in a window of its own."""
