"""The procedure of IoT-SSF as a wizard of four steps that ends in the deliverables of `sanso iotssf`."""

from sanso.web.pages.procedure.page import router

__all__ = ["router"]
