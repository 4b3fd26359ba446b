"""The outermost frame of the command line.

Nothing that a user does wrong ends in a stack trace; a fault of Sanso itself says how to report it.

>>> main(["--version"]) == ExitCode.FINE
sanso ...
True
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from sanso.cli.exit_codes import ExitCode
from sanso.cli.faults import Fault, explain
from sanso.cli.plain import clean, complain, say
from sanso.cli.voice import Voice, from_arguments, from_environment

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    voice = Voice(from_arguments(given) or from_environment(os.environ))
    _tolerate_narrow_encodings()
    try:
        status = _run(given, voice)
        sys.stdout.flush()
        return status
    except Fault as fault:
        return _refuse(clean(fault.show(voice)), fault.code)
    except KeyboardInterrupt:
        return _refuse(voice("stopped", "中断しました"), ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _forget_output()
        return ExitCode.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 -- the one place for what nobody foresaw
        return _last_resort(error, voice)


def _run(given: list[str], voice: Voice) -> int:
    words = given[: given.index("--")] if "--" in given else given
    if "--version" in words:
        from sanso import __version__

        say(f"sanso {__version__}")
        return ExitCode.FINE
    gc.disable()  # imports make long-lived objects only: a tenth of the start-up time
    from sanso.cli.app import build, help_for, run

    application = build()
    gc.enable()
    if "-h" in words or "--help" in words:
        say(help_for(application, words, voice))
        return ExitCode.FINE
    return run(application, given, voice)


def _refuse(sentence: str, code: ExitCode) -> int:
    try:
        complain(f"sanso: {sentence}")
    except OSError:
        _forget_output()
    return code


def _last_resort(error: Exception, voice: Voice) -> int:
    if hasattr(error, "format_message"):
        from sanso.cli.usage import usage_sentence

        return _refuse(clean(usage_sentence(error, voice)), ExitCode.USAGE)
    if isinstance(error, OSError) and error.filename is None:
        return _refuse(clean(explain(error, voice("the output", "出力")).show(voice)), ExitCode.USAGE)
    if os.environ.get("SANSO_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    what = clean(f"{type(error).__name__}: {error}")[:300]
    sentence = voice(
        "internal error, not your fault: {what}\n"
        "  Please report it with this line, the command and, if you can, the model.\n"
        "  SANSO_DEBUG=1 before the command shows where it happened.",
        "内部エラーです(操作の誤りではありません): {what}\n"
        "  この行とコマンド、可能ならモデルを添えてご報告ください。\n"
        "  コマンドの前に SANSO_DEBUG=1 を付けると発生箇所が表示されます。",
        what=what,
    )
    return _refuse(sentence, ExitCode.INTERNAL)


def _tolerate_narrow_encodings() -> None:
    """Let a terminal that cannot show a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _forget_output() -> None:
    """Nobody reads any more: keep the interpreter from complaining when it closes."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    sys.exit(main())
