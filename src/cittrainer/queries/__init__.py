"""Reads for pages and papers, returning frozen values; a file a subject."""
