"""Who may say what: signed trust lists and status lists."""
