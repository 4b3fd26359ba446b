"""How results look on a terminal, one module per section."""
