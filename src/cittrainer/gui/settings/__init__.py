"""The academy, this computer's choices, and the data with their backups."""
