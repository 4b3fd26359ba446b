"""What the exit status of a command says."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """Exit status of every command."""

    FINE = 0
    """Done; warnings may have been printed."""
    FINDINGS = 1
    """Findings at or above ``--fail-on``."""
    USAGE = 2
    """The command line asks for what is not there: an option, a name, a place to write to."""
    BAD_INPUT = 3
    """The input has errors; diagnostics were printed."""
    INTERNAL = 4
    """A fault of Sanso itself."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""
    BROKEN_PIPE = 141
    """Whoever read the output stopped reading."""
