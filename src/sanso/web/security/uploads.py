r"""Files that a person gives: one, several, or a zip of a folder; looked through before anything is kept.

Nothing is unpacked to a disk. Names that would leave the folder, that two systems read differently or that hide
something are refused, and so is an archive that is larger than it says. What cannot belong to a model (pictures, notes
of an operating system) is left out and listed.

>>> taken = take([Given("site.yaml", b"sanso: 1\nname: Site\n")])
>>> taken.files.main, taken.refused
('site.yaml', ())
>>> print(take([Given("../x.yaml", b"sanso: 1\n")]).refused[0].en)
../x.yaml: this name leaves the folder
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.files import MAX_BYTES, MAX_FILES, MAX_PATH, Files

__all__ = ["Given", "Members", "Taken", "UploadLimits", "members_of", "take"]

_MEBIBYTE = 2**20
_PIECE = 2**16
_KINDS = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
_MODEL_KINDS = frozenset({".yaml", ".yml", ".json"})
_TABLE_KINDS = frozenset({".jsonl", ".ndjson"})
_HEADER = re.compile(rb"^(?:\xef\xbb\xbf)?(?:\"sanso\"|'sanso'|sanso)\s*:|^\s*\{?\s*\"sanso\"\s*:", re.MULTILINE)
_HEADER_WITHIN = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"MZ",
    b"\x7fELF",
    *_ZIP,
)
_DRIVE = re.compile(r"^[A-Za-z]:")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much may be given; sizes in bytes, *depth* in folders, *ratio* of unpacked to packed for large members."""

    files: int = MAX_FILES
    total: int = MAX_BYTES
    file: int = MAX_BYTES
    depth: int = 10
    ratio: int = 400
    ratio_from: int = 4 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was given: the name that the browser tells, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: the files, or why they were refused.

    *mains* are the files that could be the main one; *files* is None where there is a refusal. *left_out* are names
    that cannot belong to a model.
    """

    files: Files | None
    refused: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()
    mains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """Name and content of every file that was given or was in the archive that was; or why they were refused."""

    files: tuple[tuple[str, bytes], ...] = ()
    refused: tuple[Text, ...] = ()


def members_of(given: Sequence[Given], limits: UploadLimits | None = None) -> Members:
    """Return the files among *given*: files side by side, or those of one zip, whatever kind they are."""
    bounds = limits or UploadLimits()
    zipped = len(given) == 1 and given[0].content.startswith(_ZIP) and not _is_workbook(given[0].content)
    try:
        found = _unpacked(given[0], bounds) if zipped else [(each.name, each.content) for each in given]
        _check_sizes(found, bounds)
        _check_names([name for name, _ in found], bounds)
    except _Refusal as refusal:
        return Members(refused=refusal.words)
    return Members(tuple(found))


def take(given: Sequence[Given], main: str | None = None, limits: UploadLimits | None = None) -> Taken:
    """Return the files of a model among *given*: files side by side, or one zip; *main* chooses among several."""
    bounds = limits or UploadLimits()
    if not given:
        return Taken(None, (Text(en="No file was given.", ja="ファイルが指定されていません。"),))
    zipped = len(given) == 1 and given[0].content.startswith(_ZIP)
    if zipped and _is_workbook(given[0].content):
        return Taken(None, (_workbook(given[0].name),))
    try:
        members = _unpacked(given[0], bounds) if zipped else [(each.name, each.content) for each in given]
        _check_sizes(members, bounds)
        _check_names([name for name, _ in members], bounds)
    except _Refusal as refusal:
        return Taken(None, refusal.words)
    return _chosen(_below_one_folder(members), main)


class _Refusal(Exception):
    """Why nothing is taken."""

    def __init__(self, *words: Text) -> None:
        super().__init__(words[0].en)
        self.words = words


def _unpacked(archive: Given, limits: UploadLimits) -> list[tuple[str, bytes]]:
    """Return name and content of every file in a zip.

    Raises:
        _Refusal: it is damaged, locked, or beyond *limits*.

    """
    try:
        with zipfile.ZipFile(BytesIO(archive.content)) as opened:
            entries = opened.infolist()
            if len(entries) > 2 * limits.files:
                raise _Refusal(_too_many(limits.files))
            entries = [entry for entry in entries if not _is_folder(entry)]
            _check_entries(entries, limits)
            return [(_name(entry), _content(opened, entry)) for entry in entries]
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise _Refusal(_broken(archive.name)) from error


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member; without a mark of its encoding it is UTF-8 or what Japanese Windows writes."""
    if entry.flag_bits & 0x800:
        return entry.orig_filename
    written = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.orig_filename.endswith("/") and not entry.file_size


def _check_entries(entries: Sequence[zipfile.ZipInfo], limits: UploadLimits) -> None:
    """Refuse what an archive says of its members, before any is unpacked."""
    if len(entries) > limits.files:
        raise _Refusal(_too_many(limits.files))
    if sum(entry.file_size for entry in entries) > limits.total:
        raise _Refusal(_too_large_together(limits.total))
    _check_names([_name(entry) for entry in entries], limits)
    for entry in entries:
        name = _name(entry)
        mode = entry.external_attr >> 16
        if entry.flag_bits & 1:
            raise _Refusal(_about(name, "it is locked by a password", "パスワードで保護されています"))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Refusal(_about(name, "it is packed in an unusual way", "特殊な方式で圧縮されています"))
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise _Refusal(
                _about(
                    name, "it is a link or a device, not a file", "通常のファイルではありません(リンクまたはデバイス)"
                )
            )
        swollen = entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(1, entry.compress_size)
        if swollen or entry.file_size > limits.file:
            raise _Refusal(_about(name, "it unfolds to more than is allowed", "展開後のサイズが上限を超えます"))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a member, which must be exactly as large as the archive says."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            if size > entry.file_size:
                break
            pieces.append(piece)
    if size != entry.file_size:
        raise _Refusal(
            _about(entry.orig_filename, "its size is not what the archive says", "サイズが書庫の記載と異なります")
        )
    return b"".join(pieces)


def _check_sizes(members: Sequence[tuple[str, bytes]], limits: UploadLimits) -> None:
    if len(members) > limits.files:
        raise _Refusal(_too_many(limits.files))
    if sum(len(content) for _, content in members) > limits.total:
        raise _Refusal(_too_large_together(limits.total))


def _check_names(names: Sequence[str], limits: UploadLimits) -> None:
    """Refuse names that leave the folder, deceive, or clash on some system; all faults are told, up to twenty."""
    found = [words for name in names if (words := _fault_of_name(name, limits)) is not None]
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(_folded(name), name)
        if other is not name:
            found.append(
                _about(
                    name,
                    f"the same name as {printable(other, 80)} on some systems",
                    f"{printable(other, 80)}と同じ名前とみなされる環境があります",
                )
            )
    for name in names:
        for parent in PurePosixPath(_folded(name)).parents:
            if str(parent) in known:
                found.append(
                    _about(known[str(parent)], "both a file and a folder", "ファイルとフォルダーの名前が重複しています")
                )
                break
    if found:
        raise _Refusal(*found[:20])


def _fault_of_name(name: str, limits: UploadLimits) -> Text | None:
    parts = name.split("/")
    if not name or not name.isprintable() or "\ufffd" in name or len(name) > MAX_PATH:
        return _about(
            name, "this name is empty, too long or holds hidden signs", "名前が空か、長すぎるか、制御文字を含んでいます"
        )
    if name.startswith("/") or "\\" in name or _DRIVE.match(name):
        return _about(name, "this name is no relative path with /", "「/」区切りの相対パスではありません")
    if ".." in parts:
        return _about(name, "this name leaves the folder", "フォルダーの外を指しています")
    if any(part in ("", ".") or part != part.strip() or part.endswith(".") for part in parts):
        return _about(
            name,
            "a part of this name is empty or ends in a blank or dot",
            "名前の一部が空か、空白・ドットで終わっています",
        )
    if any(_RESERVED.match(part) or ":" in part for part in parts):
        return _about(
            name,
            "a part of this name means a device on some systems",
            "一部の環境でデバイスを意味する名前を含んでいます",
        )
    if len(parts) > limits.depth:
        return _about(name, f"more than {limits.depth} folders deep", f"フォルダーの階層が{limits.depth}を超えています")
    return None


def _below_one_folder(members: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the members without the one folder that all of them stand in; the notes of a system stand outside."""
    own = [(name, content) for name, content in members if not _is_of_system(name)]
    tops = {name.split("/", 1)[0] for name, _ in own}
    inside = len(tops) == 1 and all("/" in name for name, _ in own)
    others = [(name, content) for name, content in members if _is_of_system(name)]
    return [(name.split("/", 1)[1] if inside else name, content) for name, content in own] + others


def _is_of_system(name: str) -> bool:
    return any(part.startswith(".") or part in ("__MACOSX", "Thumbs.db", "desktop.ini") for part in name.split("/"))


def _chosen(members: Iterable[tuple[str, bytes]], main: str | None) -> Taken:
    contents: dict[str, bytes] = {}
    left_out: list[str] = []
    for name, content in members:
        fits = PurePosixPath(name).suffix.lower() in _KINDS and _is_text(content) and not _is_of_system(name)
        if fits:
            contents[name] = content
        else:
            left_out.append(name)
    mains = _mains(contents)
    if main is not None and main in contents:
        chosen: str | None = main
    else:
        chosen = mains[0] if len(mains) == 1 else None
    if chosen is None:
        return Taken(None, (_no_main(mains),), tuple(left_out), mains)
    return Taken(Files(chosen, contents), (), tuple(left_out), mains)


def _mains(contents: dict[str, bytes]) -> tuple[str, ...]:
    """Return the files that could be the main one: with the header of a model, and not deeper than any other such."""
    models = [name for name in contents if PurePosixPath(name).suffix.lower() in _MODEL_KINDS]
    tables = [name for name in contents if PurePosixPath(name).suffix.lower() in _TABLE_KINDS]
    headed = [name for name in (*models, *tables) if _HEADER.search(contents[name][:_HEADER_WITHIN])] or models
    if not headed:
        return ()
    least = min(name.count("/") for name in headed)
    return tuple(sorted(name for name in headed if name.count("/") == least))


def _is_text(content: bytes) -> bool:
    if content.startswith(_UTF16):
        return True
    return not content.startswith(_NOT_TEXT) and b"\x00" not in content[: 64 * 1024]


def _is_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError):
        return False


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _about(name: str, en: str, ja: str) -> Text:
    shown = printable(name, 80)
    return Text(en=f"{shown}: {en}", ja=f"{shown}: {ja}")


def _too_many(limit: int) -> Text:
    return Text(en=f"more than {limit:,} files", ja=f"ファイルが{limit:,}個を超えています")


def _too_large_together(limit: int) -> Text:
    size = limit // _MEBIBYTE
    return Text(en=f"all files together are larger than {size} MiB", ja=f"ファイルの合計が{size} MiBを超えています")


def _broken(name: str) -> Text:
    return _about(name, "the archive is damaged; pack it anew", "書庫が壊れています。もう一度圧縮してください")


def _workbook(name: str) -> Text:
    return _about(
        name,
        "this is a workbook; a model begins from one on the page “From a spreadsheet”",
        "Excelブックです。「表計算ソフトから取り込む」のページから取り込んでください",
    )


def _no_main(mains: Sequence[str]) -> Text:
    if mains:
        listed = ", ".join(printable(name, 60) for name in mains[:10])
        return Text(
            en=f"several files could be the model: {listed}. Choose one.",
            ja=f"モデルの候補が複数あります: {listed}。1つ選択してください。",
        )
    return Text(
        en="there is no model file (.yaml, .yml or .json) among them",
        ja="モデルファイル(.yaml・.yml・.json)が含まれていません",
    )
