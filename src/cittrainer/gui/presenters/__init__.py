"""The book of presenters, and who is booked for a course."""
