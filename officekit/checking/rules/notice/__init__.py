"""Rules on notices by GB/T 9704-2012: one file each, found by its presence."""
