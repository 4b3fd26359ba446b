"""Diagnostic codes of attack languages (MAL): severity, sentence and hint in English and Japanese.

They are part of the one table of `sanso.model.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error, warning

__all__ = ["MAL_MESSAGES"]

MAL_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # files
        "mal-not-a-file": error(
            "{file} is not a file",
            "{file} はファイルではありません",
            "name the MAL file itself",
            "MAL ファイルそのものを指定してください。",
        ),
        "mal-too-large": error(
            "the language is larger than {limit} MiB in all its files",
            "攻撃言語のファイルの合計が {limit} MiB を超えています",
        ),
        "mal-include-outside": error(
            "the include {file} leaves the folder of the language",
            "include の {file} は攻撃言語のフォルダーの外です",
        ),
        "mal-include-in-text": error(
            "a language that is given as text cannot include files",
            "文字列で渡した攻撃言語からファイルを include することはできません",
            "load it from a file",
            "ファイルから読み込んでください。",
        ),
        # syntax
        "mal-syntax": error(
            "{token} cannot stand here; expected: {expected}",
            "{token} はここに書けません。書けるはずのもの: {expected}",
        ),
        "mal-syntax-plain": error("{token} cannot stand here", "{token} はここに書けません"),
        "mal-syntax-end": error(
            "the text breaks off here",
            "文がここで途切れています",
            "is a closing bracket missing?",
            "閉じ括弧が抜けていませんか。",
        ),
        "mal-syntax-further": error(
            "{token} does not fit here either; it may be due to a fault above",
            "{token} もここに合いません。上の誤りが原因かもしれません",
        ),
        "mal-open-string": error("the text in quotes is not closed", "引用符が閉じていません"),
        "mal-open-comment": error("the comment is not closed with */", "コメントが */ で閉じていません"),
        "mal-missing": error("{token} is missing here", "ここに {token} がありません"),
        "mal-signed-number": error(
            "an argument of a distribution cannot have a sign", "確率分布の引数に符号は付けられません"
        ),
        "mal-too-deep": error(
            "nested deeper than {limit} levels, variables written out",
            "変数を展開すると入れ子が {limit} 段を超えます",
        ),
        "mal-expression-too-large": error(
            "the expression has more than {limit} parts, variables written out",
            "変数を展開すると式の要素が {limit} 個を超えます",
        ),
        "mal-not-computed": error(
            "Sanso does not compute {construct}",
            "{construct}は Sanso では計算できません",
            "remove it; leaving it out silently would change the results",
            "取り除いてください。黙って無視すると結果が変わるため、受け付けません。",
        ),
        # defines and metadata
        "mal-missing-define": error(
            "the language has no #{name}",
            "攻撃言語に #{name} がありません",
            'begin with #id: "…" and #version: "1.0.0"',
            '#id: "…" と #version: "1.0.0" を先頭に書いてください。',
        ),
        "mal-version": error(
            "{given} is not a version",
            "{given} はバージョンではありません",
            "write three numbers: 1.0.0",
            "1.0.0 のように 3 つの数で書きます。",
        ),
        "mal-duplicate-define": error("#{name} is already defined at {other}", "#{name} は {other} で定義済みです"),
        "mal-duplicate-meta": error("{name} info is already given here", "{name} info はここに既にあります"),
        # asset types
        "mal-duplicate-asset": error(
            "the asset type {name} is already declared at {other}", "アセット型 {name} は {other} で宣言済みです"
        ),
        "mal-unknown-parent": error(
            "there is no asset type {name} to extend", "extends の対象となるアセット型 {name} がありません"
        ),
        "mal-inheritance-ring": error("inheritance runs in a circle: {ring}", "継承が循環しています: {ring}"),
        "mal-lineage": error(
            "more than {limit} asset types inherit from one another in a row",
            "継承が {limit} 段を超えて続いています",
        ),
        "mal-too-many-steps": error(
            "the asset types have more than {limit} steps, inherited ones counted for each",
            "継承分を含めたステップの数が {limit} を超えています",
        ),
        "mal-abstract-unused": warning(
            "the asset type {name} is abstract and nothing extends it; it cannot occur",
            "アセット型 {name} は abstract ですが、継承する型がないため、実体が存在し得ません",
        ),
        "mal-unknown-asset": error("there is no asset type {name}", "アセット型 {name} はありません"),
        # steps
        "mal-duplicate-step": error(
            "{asset} already declares the step {name} at {other}",
            "{asset} のステップ {name} は {other} で宣言済みです",
        ),
        "mal-nothing-to-add": error(
            "+> adds to an inherited step, but no step {name} is inherited",
            "+> は継承したステップへの追加ですが、{name} は継承されていません",
            "write ->",
            "-> と書いてください。",
        ),
        "mal-other-kind": error(
            "{name} is declared as {kind}, but inherited from {owner} as {inherited}",
            "{name} は {kind} と宣言されていますが、{owner} から継承した種類は {inherited} です",
            "a redeclared step keeps its kind",
            "再宣言でステップの種類は変えられません。",
        ),
        "mal-requires-misplaced": error(
            "{name} cannot have <- ; only existence steps (E, !E) can",
            "{name} に <- は書けません。書けるのは存在ステップ(E、!E)だけです",
        ),
        "mal-no-requires": error(
            "the existence step {name} does not say what must exist",
            "存在ステップ {name} に、何の存在を問うかがありません",
            "add <- and an expression of assets",
            "<- とアセットの式を書いてください。",
        ),
        "mal-classified-guard": error(
            "defences and existence steps cannot have a classification (C, I, A)",
            "防御と存在ステップに分類(C、I、A)は付けられません",
        ),
        "mal-leads-to-guard": warning(
            "{name} of {asset} is a defence or an existence step; an attack does not change it",
            "{asset} の {name} は防御または存在ステップで、攻撃によって変わることはありません",
        ),
        # associations
        "mal-multiplicity": error(
            "{given} is not a multiplicity",
            "{given} は多重度ではありません",
            "write 1, 0..1, 1..*, 2..5 or *",
            "1、0..1、1..*、2..5、* のように書きます。",
        ),
        "mal-duplicate-association": error(
            "an association {name} with the fields {left} and {right} is already declared at {other}",
            "フィールド {left} と {right} を持つ関連 {name} は {other} で宣言済みです",
            "give it another name",
            "別の名前を付けてください。",
        ),
        "mal-duplicate-field": error(
            "{asset} already has a field {name}, declared at {other}",
            "{asset} にはフィールド {name} が既にあります({other} で宣言)",
        ),
        "mal-field-is-step": error(
            "{name} is both a field and a step of {asset}",
            "{name} が {asset} のフィールドとステップの両方になっています",
        ),
        # expressions
        "mal-unknown-field": error("{asset} has no field {name}", "{asset} にフィールド {name} はありません"),
        "mal-unknown-step": error("{asset} has no step {name}", "{asset} にステップ {name} はありません"),
        "mal-unknown-variable": error("{asset} has no variable {name}()", "{asset} に変数 {name}() はありません"),
        "mal-variable-not-called": error(
            "{name} is a variable, not a field",
            "{name} はフィールドではなく変数です",
            "write {name}()",
            "{name}() と書いてください。",
        ),
        "mal-step-not-last": error(
            "{name} is a step of {asset}; assets are needed here",
            "{name} は {asset} のステップです。ここにはアセットの式が必要です",
        ),
        "mal-field-last": error(
            "{name} is a field of {asset}; a step must stand last",
            "{name} は {asset} のフィールドです。最後にはステップが必要です",
            "write {name}. and the step",
            "{name}. に続けてステップを書いてください。",
        ),
        "mal-no-step": error(
            "the expression does not end in a step",
            "式がステップで終わっていません",
            "add . and the step: (a \\/ b).step",
            "(a \\/ b).step のように、. とステップを続けてください。",
        ),
        "mal-duplicate-variable": error(
            "the variable {name} is already declared at {other}", "変数 {name} は {other} で宣言済みです"
        ),
        "mal-variable-ring": error("variables run in a circle: {ring}", "変数が循環しています: {ring}"),
        "mal-no-common-type": error(
            "{left} and {right} have no common ancestor", "{left} と {right} に共通の祖先がありません"
        ),
        "mal-cast": error("{name} is no kind of {asset}", "{name} は {asset} の下位の型ではありません"),
        "mal-closure": error(
            "* repeats what leads from {start} to {found}, but {found} is no kind of {start}",
            "* は {start} から {found} への式を繰り返しますが、{found} は {start} の下位の型ではありません",
        ),
        # times to compromise
        "mal-unknown-ttc": error("there is no distribution {name}", "確率分布 {name} はありません"),
        "mal-ttc-arguments": error(
            "{name} takes {expected} arguments, {given} given",
            "{name} の引数は {expected} 個ですが、{given} 個あります",
        ),
        "mal-ttc-range": error("{name}({given}) is out of range: {rule}", "{name}({given}) は範囲外です: {rule}"),
        "mal-ttc-number": error("{value} is not a finite number", "{value} は有限の数ではありません"),
        "mal-ttc-by-zero": error("division by zero", "0 で割っています"),
        "mal-ttc-coin": error(
            "{name} cannot stand in a difference, quotient or power", "{name} は差・商・べき乗の中に書けません"
        ),
        "mal-switched-step": error(
            "{name} is for defences, not for attack steps", "{name} は防御のためのもので、攻撃ステップには書けません"
        ),
        "mal-defence-ttc": error(
            "a defence can only have Bernoulli(p), Enabled or Disabled",
            "防御に書けるのは Bernoulli(p)、Enabled、Disabled だけです",
        ),
        "mal-existence-ttc": error("an existence step cannot have a TTC", "存在ステップに TTC は書けません"),
    }
)
