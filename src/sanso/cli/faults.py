"""What went wrong on the side of whoever typed the command, in both languages.

>>> str(unknown("command", "コマンド", "assss", ["assess", "check"]))
'there is no command assss; did you mean assess?'
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sanso.cli.exit_codes import ExitCode
from sanso.cli.voice import Voice

__all__ = ["Fault", "explain", "spare", "unknown", "writing_to"]


class Fault(Exception):
    """Ends the command with a sentence and an exit status, never with a stack trace."""

    def __init__(self, en: str, ja: str, code: ExitCode = ExitCode.USAGE) -> None:
        self.en, self.ja, self.code = en, ja, code
        super().__init__(en)

    def show(self, voice: Voice) -> str:
        """Return the sentence in the language of *voice*."""
        return self.ja if voice.lang == "ja" else self.en


def unknown(what_en: str, what_ja: str, word: str, known: Iterable[str]) -> Fault:
    """Make the fault of naming something that is not there, with what was probably meant."""
    import difflib

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    if not near:
        near = [name for name in names if word and word.lower() in name.lower()][:1]
    en, ja = f"there is no {what_en} {word}", f"{what_ja} {word} はありません"
    if near:
        return Fault(f"{en}; did you mean {near[0]}?", f"{ja}。{near[0]} のことですか。")
    if names and len(names) <= 30:
        return Fault(f"{en}; known: {', '.join(names)}", f"{ja}。使えるもの: {'、'.join(names)}")
    return Fault(en, ja)


_REASONS = {
    errno.EACCES: ("no permission to write there", "書き込む権限がありません"),
    errno.EPERM: ("no permission to write there", "書き込む権限がありません"),
    errno.EROFS: ("the file system is read-only", "読み取り専用のファイルシステムです"),
    errno.ENOENT: ("its folder does not exist", "フォルダーがありません"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "フォルダーが必要な場所にファイルがあります"),
    errno.EISDIR: ("it is a folder; name a file", "フォルダーです。ファイル名を指定してください"),
    errno.EEXIST: ("it already exists; nothing is overwritten", "既にあります。上書きはしません"),
    errno.ENOSPC: ("the disk is full", "ディスクに空きがありません"),
    errno.ENAMETOOLONG: ("the name is too long", "名前が長すぎます"),
}


def explain(error: OSError, path: object) -> Fault:
    """Say in plain words why *path* could not be written."""
    detail = error.strerror or type(error).__name__
    en, ja = _REASONS.get(error.errno or 0, (detail, detail))
    return Fault(f"cannot write {path}: {en}", f"{path} に書き込めません: {ja}")


@contextmanager
def writing_to(path: object) -> Iterator[None]:
    """Turn what the file system refuses while *path* is written into a fault.

    Raises:
        Fault: it could not be written.

    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise explain(error, error.filename or path) from error


def spare(inputs: Iterable[Path | None], outputs: Iterable[Path | None]) -> None:
    """Refuse outputs that would overwrite what is read, or one another.

    Raises:
        Fault: an output is one of the inputs, or two outputs are the same file.

    """
    read = {path.resolve() for path in inputs if path is not None}
    written: set[Path] = set()
    for path in (output for output in outputs if output is not None):
        target = path.resolve()
        if target in read:
            raise Fault(
                f"{path} is read as input; nothing is overwritten", f"{path} は入力ファイルです。上書きはしません"
            )
        if target in written:
            raise Fault(f"{path} is named for two outputs", f"{path} が 2 つの出力先に指定されています")
        written.add(target)
