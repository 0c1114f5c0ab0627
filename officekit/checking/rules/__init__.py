"""Rules, by what they check."""
