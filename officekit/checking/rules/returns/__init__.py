"""Rules on the returns of a round together; one file a rule, found by its presence."""
