"""The trust gap: what is required beside what is stated and what verified evidence proves."""
