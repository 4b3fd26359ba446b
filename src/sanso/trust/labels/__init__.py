"""Labels of devices: short signed statements in a code that a telephone reads."""
