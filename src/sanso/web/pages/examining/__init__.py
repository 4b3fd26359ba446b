"""Drafts of claims on their way to a signature: handed in from a workspace, examined by an organization."""

from fastapi import APIRouter

from sanso.web.pages.examining import examiner, submitter

__all__ = ["router"]

router = APIRouter()
router.include_router(submitter.router)
router.include_router(examiner.router)
