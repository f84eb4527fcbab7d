"""Everything that needs Qt; a folder a subject."""
