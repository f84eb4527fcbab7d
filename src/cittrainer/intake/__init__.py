"""Files to plain rows. No database."""
