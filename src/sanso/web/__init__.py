"""Sanso in the browser: pages, programming interface, security of the service."""
