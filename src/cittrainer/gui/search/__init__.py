"""The search of everything: people, courses, presenters and commands."""
