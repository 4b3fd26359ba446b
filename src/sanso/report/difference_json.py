"""A comparison as JSON, and the schema that publishes it.

Texts stay pairs of ``en`` and ``ja``, so the bytes do not depend on a language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from sanso.analysis.comparing import Comparison

__all__ = ["difference_schema", "difference_to_json"]


@cache
def _adapter() -> TypeAdapter[Comparison]:
    from sanso.analysis.comparing import Comparison

    return TypeAdapter(Comparison)


def difference_to_json(comparison: Comparison) -> bytes:
    """Write a comparison as UTF-8 JSON, indented, with a newline at the end."""
    return _adapter().dump_json(comparison, by_alias=True, indent=1) + b"\n"


def difference_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `difference_to_json` writes."""
    return _adapter().json_schema(by_alias=True, mode="serialization")
