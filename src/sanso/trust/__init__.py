"""Claims and what they are worth: verdicts, logs under watch, labels within reach.

Each module stands by itself and is imported by its name, so that watching a log does not load the catalogue.
"""
