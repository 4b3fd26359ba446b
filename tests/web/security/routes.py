"""Every address of an application, made from its routes, so that new ones are covered by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return (method, path pattern) of every route, also of routers within routers."""
    found = {
        (method, context.path)
        for context in iter_route_contexts(app.routes)
        for method in context.methods or ()
        if context.path is not None and method != "HEAD"
    }
    assert len(found) > 20
    return sorted(found)


def addresses(app: FastAPI, values: Mapping[str, str], other: str = "x1") -> Iterator[tuple[str, str]]:
    """Yield (method, address) of every route, with *values* for its parameters and *other* for those not named."""
    for method, pattern in routes(app):
        yield method, _PARAMETER.sub(lambda found: values.get(found[1], other), pattern)


def parameters(pattern: str) -> tuple[str, ...]:
    """Return the names of the parameters of a path pattern."""
    return tuple(_PARAMETER.findall(pattern))
