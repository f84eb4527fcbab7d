"""The page that says what needs doing today."""
