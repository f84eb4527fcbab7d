"""What a course's plan keeps to, as sentences to read and change; the academy's defaults."""
