"""Evaluations: stacks of anonymous forms, entered by keyboard, and what may be shown of them."""
