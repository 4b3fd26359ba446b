"""Documents as Word files for editing: real headings, tables and captions, all looks in styles."""

from sanso.report.word.render import render_word

__all__ = ["render_word"]
