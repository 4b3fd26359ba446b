"""Documents as tagged archival PDF (PDF/A-2a and PDF/UA-1), set by Typst."""

from sanso.report.pdf.fonts import Fonts, NoFont, find_fonts
from sanso.report.pdf.render import render_pdf, render_picture, render_png

__all__ = ["Fonts", "NoFont", "find_fonts", "render_pdf", "render_picture", "render_png"]
