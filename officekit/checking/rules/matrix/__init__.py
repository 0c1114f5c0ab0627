"""Rules on plans and matrices: one file each, found by its presence."""
