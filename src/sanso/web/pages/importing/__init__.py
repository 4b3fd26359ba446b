"""From a spreadsheet to the model: an asset ledger, a supplier list, a list of connections."""

from sanso.web.pages.importing.page import router

__all__ = ["router"]
