"""The coverage page: how much of each agency is trained, how that goes on, who to call."""
