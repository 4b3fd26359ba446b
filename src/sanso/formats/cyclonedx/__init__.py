"""Claims as CycloneDX declarations (ECMA-424, since CycloneDX 1.6), written and read."""

from sanso.formats.cyclonedx.declared import DeclaredAnswer, DeclaredClaim
from sanso.formats.cyclonedx.reading import Declarations, read_declarations
from sanso.formats.cyclonedx.writing import VERSIONS, SharedClaim, declarations_of

__all__ = [
    "VERSIONS",
    "Declarations",
    "DeclaredAnswer",
    "DeclaredClaim",
    "SharedClaim",
    "declarations_of",
    "read_declarations",
]
