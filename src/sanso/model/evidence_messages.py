"""Sentences about evidence that is set beside a model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error, info, warning

__all__ = ["EVIDENCE_MESSAGES"]

EVIDENCE_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "no-evidence-folder": error(
            "{file} is no folder of evidence",
            "{file} は証跡フォルダーではありません",
            "a folder with trust/, status/ and claims/ in it",
            "trust/、status/、claims/ を含むフォルダーを指定してください。",
        ),
        "evidence-too-large": error(
            "the evidence in {file} is larger than {limit} MiB, or more than {files} files",
            "{file} の証跡が {limit} MiB または {files} ファイルを超えています",
        ),
        "unknown-evidence": error(
            "no claim, issuer or organization is called {id}",
            "{id} という主張・発行者・ソシキはありません",
            "name a claim by its id or digest, an issuer, or an organization of the model",
            "主張の ID かダイジェスト、発行者、またはモデルのソシキを指定してください。",
        ),
        "evidence-no-list": warning(
            "the evidence holds no trust list that is in effect, so no claim counts",
            "有効なトラストリストがないため、どの主張も根拠になりません",
        ),
        "evidence-unpinned": info(
            "the trust list was not checked against pinned keys; it is trusted as it was named",
            "トラストリストは登録済みの鍵で確認していません。指定されたものをそのまま信頼しています",
            "name the keys with `--pin`",
            "`--pin` で鍵を指定できます。",
        ),
        "evidence-no-claims": warning("the evidence holds no claim", "証跡に主張が一つもありません"),
        "evidence-refused": warning("{file} is left aside: {problem}", "{file} は使えないため除外しました: {problem}"),
        "evidence-stray": info(
            "{file} is not looked at; it lies in none of the known folders, or has another ending",
            "{file} は対象外です。所定のフォルダーにないか、拡張子が異なります",
        ),
        "evidence-stray-proof": warning(
            "{file} belongs to no claim of the same name", "{file} と同じ名前の主張がありません"
        ),
        "evidence-unknown-subject": warning(
            "{file} is about {subject}, which the model does not have as such a thing",
            "{file} の対象 {subject} は、その種類のものとしてモデルにありません",
        ),
        "evidence-other-version": warning(
            "{file} is about another version than that in use: {problem}",
            "{file} は使用中と異なる版に対する主張です: {problem}",
        ),
        "evidence-unknown-item": info(
            "{file} answers {items}, which the catalogue does not know",
            "{file} の項目 {items} はカタログにありません",
        ),
        "evidence-contradicts": warning(
            "{file} says {says} of {requirement} for {thing}; the model states {stated}",
            "{thing} の {requirement}: {file} では「{says}」、モデルの申告では「{stated}」です",
        ),
        "evidence-measures": info(
            "measures count as far as claims prove them ({n} claims count); all others count as not stated",
            "対策は主張で証明された範囲で数えています(根拠となる主張 {n}件)。それ以外は未申告として扱います",
        ),
        "evidence-beyond": info(
            "{file} shows more than the model states: {items}",
            "{file} はモデルの申告を超えて示しています: {items}",
        ),
    }
)
"""The codes of evidence."""
