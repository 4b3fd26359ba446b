"""What can go wrong with a log on disk; every error says what to do, in both languages.

- StoreError
  - LogBusy: another process writes to the log, or went ahead of an audit
  - LogForked: going on would tell a second story; nothing is signed
  - LogBroken: an earlier write failed half-way; the log must be opened again
"""

from __future__ import annotations

import errno
from pathlib import Path

from sanso.envelope.malformed import Malformed
from sanso.model.problems import reason_text
from sanso.model.text import Text
from sanso.trust.monitoring import entries_text
from sanso.workspace.errors import Damaged, DiskFull, FileAway, StoreError

__all__ = [
    "LogBroken",
    "LogBusy",
    "LogForked",
    "away",
    "broken",
    "busy",
    "damaged",
    "forked",
    "malformed_at",
    "overtaken",
]


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class LogBusy(StoreError):
    """Another process writes to the log."""


class LogForked(StoreError):
    """The entries on disk do not continue what the log has signed; it signs nothing more."""


class LogBroken(StoreError):
    """An earlier write failed half-way; opening the log again sets it right."""


def away(path: Path, error: OSError) -> StoreError:
    """Return what the refusal of the file system means."""
    if error.errno in _NO_ROOM:
        full = Text(
            en="There is no room for {file}. What was acknowledged is kept, the rest is not; make room and try again.",
            ja="{file} を書き込む空きがありません。受け付け済みのものは残り、それ以外は保存されていません。空きを作って"
            "から、もう一度試してください。",
        )
        return DiskFull(full.fill(file=path))
    said = Text(en="{file} cannot be used: {reason}.", ja="{file} を読み書きできません: {reason}。")
    return FileAway(said.fill(file=path, reason=reason_text(error)))


def busy(path: Path) -> LogBusy:
    """Say that another process writes to the log."""
    said = Text(
        en="Another process writes to the log {log}. A log has one writer; wait until that one is done.",
        ja="ログ {log} には別のプロセスが書き込んでいます。書き込めるのは一つだけです。終わるまで待ってください。",
    )
    return LogBusy(said.fill(log=path))


def overtaken(path: Path) -> LogBusy:
    """Say that a longer log was seen while an audit read a shorter one."""
    said = Text(
        en="While this audit ran, another process kept a longer checkpoint of the log in {store}. Audit once more.",
        ja="監査の間に、別のプロセスがより新しいチェックポイントを {store} に保存しました。もう一度監査してください。",
    )
    return LogBusy(said.fill(store=path))


def broken(path: Path) -> LogBroken:
    """Say that the log must be opened again."""
    said = Text(
        en="An earlier write to the log {log} failed half-way. Acknowledged entries are safe; open the log again.",
        ja="ログ {log} への書き込みが途中で失敗しました。受け付け済みのエントリーは失われていません。"
        "開き直してください。",
    )
    return LogBroken(said.fill(log=path))


def damaged(path: Path, detail: str) -> Damaged:
    """Say that a file of the log is missing or not what was written."""
    said = Text(
        en="{file} is damaged or missing ({detail}). Nothing was changed. Put the file back from a backup or a mirror "
        "of the log; `sanso ledger audit` then tells whether all is in order.",
        ja="{file} が壊れているか、見つかりません({detail})。何も変更していません。バックアップかログの複製から"
        "戻してください。戻したら `sanso ledger audit` で確認できます。",
    )
    return Damaged(said.fill(file=path, detail=detail))


def malformed_at(path: Path, error: Malformed) -> Damaged:
    """Say that what stands in a file of the log cannot be read."""
    said = Text(
        en="{file}: {reason}. Nothing was changed. Put the file back from a backup or a mirror of the log.",
        ja="{file}: {reason}。何も変更していません。バックアップかログの複製から戻してください。",
    )
    detail = f" ({error.detail})" if error.detail else ""
    reason = Text(en=error.text.show("en") + detail, ja=error.text.show("ja") + detail)
    return Damaged(said.fill(file=path, reason=reason))


def forked(path: Path, held: int, signed: int) -> LogForked:
    """Say that the log does not continue what it has signed."""
    said = Text(
        en="The log {log} has signed a checkpoint of {signed}, but what is on disk ({held}) is not the same "
        "story: an older backup was put back, or a tile is damaged (`sanso ledger audit` names it). It signs "
        "nothing until the right files are back.",
        ja="ログ {log} は {signed}のチェックポイントに署名済みですが、ディスク上の内容({held})はその続きでは"
        "ありません。古いバックアップを戻したか、タイルが壊れています(`sanso ledger audit` で特定できます)。正しい"
        "ファイルを戻すまで、署名しません。",
    )
    return LogForked(said.fill(log=path, held=entries_text(held), signed=entries_text(signed)))
