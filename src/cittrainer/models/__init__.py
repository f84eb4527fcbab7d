"""Mapped classes: the vocabulary of the program. No queries, no rules."""
