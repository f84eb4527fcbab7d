"""The Rotations tab of a course: which group practices which scenario when, and with whom."""
