"""Drafts that are signed: claims and trust lists as a person writes them, read strictly with a line for every fault."""

from sanso.formats.claims.draft import ClaimDraft, claim_of, read_draft
from sanso.formats.claims.draft_writing import AnswerFacts, DraftFacts, draft_text
from sanso.formats.claims.forms import refused_at
from sanso.formats.claims.trust_example import trust_example
from sanso.formats.claims.trust_file import TrustDraft, read_trust_draft, trust_list_of

__all__ = [
    "AnswerFacts",
    "ClaimDraft",
    "DraftFacts",
    "TrustDraft",
    "claim_of",
    "draft_text",
    "read_draft",
    "read_trust_draft",
    "refused_at",
    "trust_example",
    "trust_list_of",
]
