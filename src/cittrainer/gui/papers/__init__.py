"""The Papers tab of a course: who completed it, its certificates, and every paper."""
