"""The enrollment tab of a course: who is in it, in which state, in which group."""
