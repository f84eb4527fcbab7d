"""Compiled from forms/*.ui at build time; never committed."""
