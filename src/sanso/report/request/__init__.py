"""What is sent to a supplier: the letter and the workbook that comes back."""

from sanso.report.request.book import render_request_book
from sanso.report.request.letter import request_letter
from sanso.report.request.page import render_page

__all__ = ["render_page", "render_request_book", "request_letter"]
