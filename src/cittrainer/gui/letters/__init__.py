"""Letters: who gets one and what it says, their words, and whose certificate runs out."""
