"""Files of a model in JSON: text as it is, anything else in base64; looked through like an upload."""

from __future__ import annotations

import base64
import binascii

from sanso.model.text import Text
from sanso.web.api.shapes import Base64, FilesBody
from sanso.web.failures import Refused
from sanso.web.security.uploads import Given, take
from sanso.workspace.files import Files

__all__ = ["content_of", "files_of", "written_files"]

_NO_BASE64 = Text(en="{path}: this is no base64", ja="{path}: base64 として解釈できません")
_NO_TEXT = Text(en="{path}: this text cannot be kept as UTF-8", ja="{path}: UTF-8 として保存できません")
_LEFT_OUT = Text(
    en="{path}: this cannot belong to a model; files are .yaml, .yml, .json, .jsonl, .ndjson, .csv or .tsv",
    ja="{path}: モデルに含められないファイルです(.yaml・.yml・.json・.jsonl・.ndjson・.csv・.tsv のみ)",
)
_MOVED = Text(
    en="Give the paths as they are seen from the folder of the main file.",
    ja="パスは main のファイルがあるフォルダーからの相対パスで指定してください。",
)


def files_of(body: FilesBody) -> Files:
    """Return the files of a request.

    Raises:
        Refused: a file cannot be taken.

    """
    contents = {path: content_of(path, held) for path, held in body.files.items()}
    taken = take([Given(path, content) for path, content in contents.items()], body.main)
    if taken.refused:
        raise Refused(422, taken.refused[0])
    if taken.left_out:
        raise Refused(422, _LEFT_OUT.fill(path=taken.left_out[0][:80]))
    if taken.files is None or taken.files.main != body.main or set(taken.files.contents) != set(contents):
        raise Refused(422, _MOVED)
    return taken.files


def content_of(path: str, held: str | Base64) -> bytes:
    """Return the content of one file of a request.

    Raises:
        Refused: it is no base64, or cannot be kept as UTF-8.

    """
    shown = ascii(path[:80])
    if isinstance(held, Base64):
        try:
            return base64.b64decode(held.base64, validate=True)
        except (binascii.Error, ValueError):
            raise Refused(422, _NO_BASE64.fill(path=shown)) from None
    try:
        return held.encode()
    except UnicodeEncodeError:
        raise Refused(422, _NO_TEXT.fill(path=shown)) from None


def written_files(files: Files) -> FilesBody:
    """Return files as they are answered."""
    return FilesBody(main=files.main, files={path: _written(content) for path, content in files.contents.items()})


def _written(content: bytes) -> str | Base64:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return Base64(base64=base64.b64encode(content).decode())
