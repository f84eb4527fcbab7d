"""User actions that change data; a file a subject, a function an action."""
