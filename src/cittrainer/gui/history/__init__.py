"""Every step in words, and what can be taken back."""
