"""The generated reference pages, one module each: pure functions from the code to Markdown."""
