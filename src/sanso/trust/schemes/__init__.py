"""Schemes within reach: their items checked, filled in once, planned for."""
