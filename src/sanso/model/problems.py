"""What the parsers, the operating system and the types say is wrong, in both languages.

>>> problem_text("Expecting value").ja
'値がありません'
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["EXPECTED", "problem_text", "reason_text"]

_PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        # YAML
        "mapping values are not allowed in this context": "ここに「キー: 値」は書けません",
        "could not find expected ':'": "「:」がありません",
        "found character that cannot start any token": "ここに書けない文字(タブ、@、` など)があります",
        "found a tab character that violates indentation": "字下げにタブは使えません",
        "found a tab character where an indentation space is expected": "字下げにタブは使えません",
        "did not find expected key": "キーがあるはずの位置です。字下げを確かめてください",
        "did not find expected '-' indicator": "「-」があるはずの位置です。字下げを確かめてください",
        "did not find expected ',' or '}'": "「,」または「}」がありません",
        "did not find expected ',' or ']'": "「,」または「]」がありません",
        "did not find expected node content": "値がありません",
        "did not find expected <document start>": "文書の始まりがありません",
        "did not find expected alphabetic or numeric character": "アンカーまたはエイリアスの名前がありません",
        "did not find expected hexdecimal number": "16 進数がありません",
        "did not find URI escaped octet": "タグの書き方が誤っています",
        "block sequence entries are not allowed in this context": "ここに「-」の並びは書けません",
        "block mapping values are not allowed in this context": "ここに「キー: 値」は書けません",
        "mapping keys are not allowed in this context": "ここにキーは書けません",
        "found unexpected end of stream": "引用符が閉じていません",
        "found unexpected document indicator": "引用符の中に文書の区切りがあります",
        "found unexpected ':'": "ここに「:」は書けません",
        "found unknown escape character": "知らないエスケープ文字です",
        "found invalid Unicode character escape code": "文字コードのエスケープが誤っています",
        "found undefined tag handle": "定義されていないタグです",
        "found unknown directive name": "知らないディレクティブです",
        "found incompatible YAML document": "YAML の版が合いません",
        "control characters are not allowed": "制御文字は使えません",
        "while parsing a block mapping": "キーと値の組を読めません",
        "unreadable": "読めません",
        # JSON
        "Expecting value": "値がありません",
        "Expecting property name enclosed in double quotes": "二重引用符で囲んだキーがありません",
        "Expecting ',' delimiter": "「,」がありません",
        "Expecting ':' delimiter": "「:」がありません",
        "Unterminated string": "文字列が閉じていません",
        "Unterminated string starting at": "文字列が閉じていません",
        "Invalid control character at": "文字列の中に制御文字があります",
        "Invalid \\escape": "知らないエスケープ文字です",
        "Invalid \\uXXXX escape": "文字コードのエスケープが誤っています",
        "Illegal trailing comma before end of object": "最後に余分な「,」があります",
        "Illegal trailing comma before end of array": "最後に余分な「,」があります",
        "Extra data": "行の終わりに余分な文字があります",
        "NaN and Infinity are no numbers of JSON": "NaN と Infinity は JSON の数ではありません",
        "the number is too long": "数の桁が多すぎます",
    }
)

_REASONS: Mapping[int, Text] = MappingProxyType(
    {
        errno.EACCES: Text(en="permission denied", ja="読み取りの権限がありません"),
        errno.EPERM: Text(en="permission denied", ja="読み取りの権限がありません"),
        errno.EIO: Text(en="input/output error", ja="入出力エラー"),
        errno.ELOOP: Text(en="links lead round in a circle", ja="リンクが循環しています"),
        errno.ENAMETOOLONG: Text(en="the name is too long", ja="名前が長すぎます"),
        errno.ENOTDIR: Text(en="part of the path is not a folder", ja="パスの途中がフォルダーではありません"),
    }
)


EXPECTED: Mapping[str, Text] = MappingProxyType(
    {
        "string": Text(en="text (put a number in quotes)", ja="文字列(数字は引用符で囲む)"),
        "int": Text(en="whole number", ja="整数"),
        "float": Text(en="number", ja="数"),
        "bool": Text(en="true or false", ja="true か false"),
        "dict": Text(en="mapping", ja="キーと値の組"),
        "list": Text(en="list", ja="リスト"),
        "text": Text(en="text, or a mapping with en and ja", ja="文字列、または en と ja の組"),
        "cause": Text(en="mapping with element, condition, all_of, any_of or at_least",
                      ja="element・condition・all_of・any_of・at_least のいずれかの組"),
        "files": Text(en="list of file names", ja="ファイル名のリスト"),
        "object": Text(en="JSON object", ja="JSON のオブジェクト"),
    }
)  # fmt: skip
"""What stands where, by the first word of the kind of fault."""


def problem_text(problem: str) -> Text:
    """Return what a parser complains about, in both languages where its words are known."""
    return Text(en=problem, ja=_PROBLEMS.get(problem.strip().removesuffix(":"), problem))


def reason_text(error: OSError | ValueError) -> Text:
    """Return why a file cannot be read."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    if known is not None:
        return known
    said = getattr(error, "strerror", None)
    return Text.of(said) if said else Text(en="the name cannot be a file name", ja="ファイル名として使えません")
