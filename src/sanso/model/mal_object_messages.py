"""Diagnostic codes of objects of an attack language (MAL): severity, sentence and hint in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error, warning

__all__ = ["OBJECT_MESSAGES"]


OBJECT_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "mal-objects-uneven": error(
            "{ids} assets have ids but {types} have types",
            "ID のある資産は {ids} 件ですが、型のある資産は {types} 件です",
        ),
        "mal-objects-duplicate-id": error(
            "the id {asset} is given to {count} assets", "ID {asset} が {count} 件の資産に付いています"
        ),
        "mal-objects-unknown-type": error(
            "{asset} is of the type {type}, which the language does not have",
            "{asset} の型 {type} は言語にありません",
        ),
        "mal-objects-abstract-type": error(
            "{asset} is of the type {type}, which is abstract",
            "{asset} の型 {type} は抽象型です",
            "use one of its subtypes",
            "その下位の型を使ってください。",
        ),
        "mal-objects-unknown-association": error(
            "the language has no association {association} with the fields {left} and {right}",
            "フィールド {left} と {right} を持つ関連 {association} は言語にありません",
        ),
        "mal-objects-link-shape": error(
            "the links of {association} are not rows of two whole numbers",
            "関連 {association} のリンクが、整数 2 つの行になっていません",
        ),
        "mal-objects-link-outside": error(
            "a link of {association} names asset number {index}, but the assets are numbered 0 to {last}",
            "関連 {association} のリンクが資産番号 {index} を指していますが、資産の番号は 0 から {last} までです",
        ),
        "mal-objects-wrong-end": error(
            "{asset} is a {type}; {association} wants a {expected} at its end {field}",
            "{asset} は {type} です。関連 {association} の端 {field} には {expected} が必要です",
        ),
        "mal-objects-too-few": error(
            "{asset} has {count} {field} by {association}; at least {least} are needed",
            "{asset} の {field}(関連 {association})が {count} 件です。少なくとも {least} 件必要です",
        ),
        "mal-objects-too-many": error(
            "{asset} has {count} {field} by {association}; at most {most} are allowed",
            "{asset} の {field}(関連 {association})が {count} 件です。{most} 件までです",
        ),
        "mal-objects-unknown-defence": error(
            "{asset} is a {type}, which has no defence {defence}", "{asset} の型 {type} に防御 {defence} はありません"
        ),
        "mal-objects-defence-outside": error(
            "a defence is set for asset number {index}, but the assets are numbered 0 to {last}",
            "資産番号 {index} に防御が設定されていますが、資産の番号は 0 から {last} までです",
        ),
        "mal-objects-probability": error(
            "the defence {defence} of {asset} has the probability {value}, which is not between 0 and 1",
            "{asset} の防御 {defence} の確率 {value} が 0 から 1 の範囲にありません",
        ),
        "mal-objects-too-large": error(
            "the attack graph would have {steps} steps; at most {limit} can be held",
            "攻撃グラフのステップが {steps} 個になります。扱えるのは {limit} 個までです",
            "narrow the model to what matters for the question",
            "問いに関わる範囲にモデルを絞ってください。",
        ),
        "mal-objects-memory": error(
            "the attack graph would take about {needed} MiB of memory; {memory} MiB may be used",
            "攻撃グラフにはメモリが約 {needed} MiB 必要ですが、使えるのは {memory} MiB です",
            "narrow the model to what matters for the question",
            "問いに関わる範囲にモデルを絞ってください。",
        ),
        "mal-objects-not-a-model": error(
            "a MAL model is a mapping with `assets`",
            "MAL のモデルは `assets` を持つマッピングです",
            "files of mal-toolbox before version 1 are brought up to date by `maltoolbox upgrade-model`",
            "mal-toolbox 1 より前のファイルは `maltoolbox upgrade-model` で新しくできます。",
        ),
        "mal-objects-asset-form": error(
            "the asset {asset} is neither the name of a type nor a mapping with `type`",
            "資産 {asset} が、型の名前でも `type` を持つマッピングでもありません",
        ),
        "mal-objects-part-form": error(
            "`{part}` of {asset} is not a mapping", "{asset} の `{part}` がマッピングではありません"
        ),
        "mal-objects-unknown-field": error(
            "{asset} is a {type}, which has no field {field}", "{asset} の型 {type} にフィールド {field} はありません"
        ),
        "mal-objects-unknown-asset": error(
            "{asset} names {target} as {field}, but there is no such asset",
            "{asset} の {field} に {target} とありますが、そのような資産はありません",
        ),
        "mal-objects-attackers": warning(
            "the attackers in the file are not read; entries are chosen when the graph is simulated",
            "ファイルにある攻撃者は読み込みません。侵入口はシミュレーションのときに選びます",
        ),
    }
)
