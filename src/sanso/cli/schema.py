"""``sanso schema``: the published JSON Schemas."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, Lang

__all__ = ["schema"]


def schema(
    context: typer.Context,
    *,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="model, or a result: assessment, attack, iotssf and so on.")
    ] = "model",
    as_json: AsJson = False,  # noqa: ARG001 -- it is JSON in any case
    lang: Lang = None,
) -> None:
    """Print a JSON Schema (2020-12): of models, of diagnostics, of every result.

    The schema is JSON in any case; --json changes nothing.
    """
    import json

    from sanso import verbs
    from sanso.cli.faults import unknown
    from sanso.cli.plain import say
    from sanso.cli.running import voice_of
    from sanso.verbs.schemas import SCHEMAS

    found = next((known for known in SCHEMAS if known == kind), None)
    if found is None:
        raise unknown("schema", "スキーマ", kind, SCHEMAS)
    say(json.dumps(verbs.schema(found, voice_of(context, lang).lang), ensure_ascii=False, indent=1))
