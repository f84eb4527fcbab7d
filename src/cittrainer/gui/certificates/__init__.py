"""All certificates of the file."""
