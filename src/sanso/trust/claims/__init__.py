"""What is claimed, by whom, about what, and the signed forms that carry it."""
