"""Asking memory for a line before it is needed, for compiled loops.

A hint to the processor: it waits for nothing and changes no value, so that it may stand apart from the loops that use
it (see `compiling` for why nothing else may). Importing this loads numba.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic
from numpy.typing import NDArray

__all__ = ["fetch"]

_READ, _KEEP, _DATA = 0, 3, 1
"""LLVM's words for a line that is to be read, kept in all caches, and holds data."""


@intrinsic
def _hint(_typing: Any, array: Any, _index: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        made = context.make_array(kind)(context, builder, arguments[0])
        place = [arguments[1], *[context.get_constant(types.intp, 0)] * (kind.ndim - 1)]
        found = cgutils.get_item_pointer(context, builder, kind, made, place, wraparound=False)  # type: ignore[no-untyped-call]
        line = builder.bitcast(found, ir.IntType(8).as_pointer())
        word = ir.IntType(32)
        shape = ir.FunctionType(ir.VoidType(), [line.type, word, word, word])
        hint = builder.module.declare_intrinsic("llvm.prefetch", [line.type], shape)
        builder.call(hint, [line, word(_READ), word(_KEEP), word(_DATA)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


fetch = cast("Callable[[NDArray[Any], int | np.int64], None]", _hint)
"""Ask for the line of an array's item at an index, or of the beginning of the row there; no bounds are checked."""
