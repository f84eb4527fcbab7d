"""Pure functions on frozen values: hours, checks, eligibility, matching, suppression."""
