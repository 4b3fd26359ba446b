"""Editing a model: fields from its types, form data to changes, two people's work put together."""
