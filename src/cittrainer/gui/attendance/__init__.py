"""The days of a course: who was there, in which blocks, how long."""
