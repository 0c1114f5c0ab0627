"""Rules on one return; one file a rule, found by its presence."""
