"""The pages of a course: its week, its people, its days and its papers."""
