"""What anybody may see without signing in: the page of labels and the pages of a log."""
