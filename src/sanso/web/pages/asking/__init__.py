"""The pages on which a supplier is asked for what is open: whom there is to ask, and one request with its files."""

from sanso.web.pages.asking.page import router

__all__ = ["router"]
