"""Passing claims along the supply chain: relays, and claims derived from claims."""
