"""The pages on evidence: what there is, each claim, the trust gap, and drafts on their way to a signature."""

from sanso.web.pages.evidence.page import router

__all__ = ["router"]
