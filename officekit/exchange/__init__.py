"""Exchange with departments: issue packets, understand returns, merge, and the register of it."""
