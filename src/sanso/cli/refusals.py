"""What claims, labels and lists are refused for, and files that cannot be read, as one message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sanso.cli.exit_codes import ExitCode
from sanso.cli.faults import Fault

if TYPE_CHECKING:
    from sanso.cli.voice import Voice

__all__ = ["refusals"]


@contextmanager
def refusals(voice: Voice, *, as_json: bool) -> Iterator[None]:
    """Turn what is refused into one message.

    Raises:
        Fault: something was refused.

    """
    from sanso.cli.findings import bad_input
    from sanso.envelope.malformed import Malformed
    from sanso.model.problems import reason_text

    try:
        with bad_input(voice, as_json=as_json):
            yield
    except Malformed as error:
        detail = f" ({error.detail})" if error.detail else ""
        raise Fault(error.text.show("en") + detail, error.text.show("ja") + detail, ExitCode.BAD_INPUT) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = reason_text(error)
        raise Fault(
            f"cannot read {error.filename}: {reason.en}",
            f"{error.filename} を読めません: {reason.ja}",
            ExitCode.BAD_INPUT,
        ) from error
