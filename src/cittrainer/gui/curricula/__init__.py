"""The page of curricula and standards."""
