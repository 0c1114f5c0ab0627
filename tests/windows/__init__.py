"""A real Windows Python under Wine: the installer, the click, the functions in cells, doctor."""
