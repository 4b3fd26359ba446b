"""Japanese help of every command and option; a test holds that none is missing.

The English text stands in the commands themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["command", "parameter"]

_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "": "Sanso (三層): 実行できるサイバー・フィジカル・セキュリティ対策フレームワーク(CPSF)。\n\n"
        "価値創造過程をモデルに書くと、三つの層で起こりうること、誰にどの対策要件が求められるか、"
        "機器・システムごとに必要なセキュリティ・セーフティの強度、まず取り組むことが分かります。",
        "assess": "モデルを評価します: 起こりうること、誰に何が求められるか、何が申告されているか、まず取り組むこと。",
        "attack": "サイバー攻撃が人と金銭に至る道筋を計算します: 起こりやすさ、損失、経路、最も重要な箇所。\n\n"
        "確率は多数の1年を試行して求め、根拠となる仮定と、未申告の対策による幅を併記します。"
        "Ctrl-C で、そこまでの結果を表示します。",
        "catalogue": "フレームワークの内容を調べます: 種類、一覧、1件の全項目。\n\n"
        "すべての記録に出典と確かさが付きます。独自ファイルで置き換えた項目には印が付きます。",
        "check": "モデルの誤りを、場所とヒント付きで一度にすべて示します。\n\n"
        "エラーがあれば終了コード 3、警告だけなら 0 です。",
        "demo": "例題を実行します: モデルを書き出し、評価し、レポートを並べて置きます。\n\n"
        "フォルダーのモデルを編集して再実行できます。変更は残り、変更後のモデルを評価します。",
        "layers": "三層図を描きます: 各層の構成要素、つながり、求められる信頼と申告。",
        "map": "IoT-SSF の図を描きます: 機器・システムを人への被害と経済的影響の二軸に置きます。"
        "--attacker を付けると起こりやすさも示します。",
        "new": "注釈付きのひな形モデルと、エディター用スキーマを書き出します。\n\n既にあるファイルは上書きしません。",
        "report": "モデルのレポートを書き出します: ページ、Excel ブック、JSON。すべて揃うか、何も書きません。"
        "--attacker を付けると攻撃の計算も含めます。",
        "schema": "JSON Schema(2020-12)を出力します: モデル、評価結果、攻撃計算の結果、診断。\n\n"
        "常に JSON で出力します(--json を付けても同じです)。",
    }
)

_SHARED: Mapping[str, str] = MappingProxyType(
    {
        "as_json": "プログラム向けに JSON を出力します。",
        "attacker": "カタログにあるこの攻撃者による攻撃も計算します。",
        "at": "評価する日(例: 2026-04-01)。省略時は今日。",
        "catalogue": "独自のカタログファイル。書かれた項目が優先されます。",
        "choose": "代替のつながりのうち使うもの。繰り返し指定できます。",
        "file": "モデルのファイル: YAML、または JSON Lines の表。",
        "help": "このヘルプを表示します。",
        "lang": "言語。省略時はロケールに従います。",
        "svg": "図(SVG)の書き出し先。",
        "worlds": "試行する年数。",
    }
)

_OWN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("", "version"): "バージョンを表示します。",
        ("assess", "everything"): "行を省略せずすべて表示します。",
        ("assess", "fail_on"): "この状態かそれより悪い行(missing: 未実施、not-stated: 未申告、partial: 一部実施)、"
        "またはこのカテゴリ以上の未対応(category-1 〜 category-4)があれば終了コード 1 で終わります。",
        ("assess", "junit"): "対策要件の行を JUnit XML でも書き出します。",
        ("assess", "sarif"): "指摘を SARIF 2.1.0 でも書き出します。",
        ("attack", "attacker"): "カタログにある攻撃者。",
        ("attack", "expand"): "母集団の個体を一つずつ区別します。",
        ("attack", "horizon"): "1回の攻撃が続く期間(例: 90d)。省略時は攻撃者の既定値。",
        ("attack", "paths"): "被害ごとに示す経路の数。",
        ("attack", "scheduler"): "計算を分担する Dask スケジューラーのアドレス。",
        ("attack", "seed"): "同じ値なら同じ結果になります。",
        ("attack", "with_"): "対策があると仮定します(例: CPS.AC-6@operator=advanced)。",
        ("attack", "without"): "このものがないと仮定します。繰り返し指定できます。",
        ("attack", "workers"): "計算を分担するプロセスの数。",
        ("attack", "svg"): "図(SVG)もこのフォルダーに書き出します。",
        ("catalogue", "ident"): "1件の記録。全項目を表示します。",
        ("catalogue", "kind"): "記録の種類。省略時は種類の一覧。",
        ("demo", "attacker"): "レポートに含める攻撃者。省略時は例題に合うもの。none で含めません。",
        ("demo", "listing"): "例題の一覧を表示します。",
        ("demo", "name"): "例題の名前。省略時は bus-operation。",
        ("demo", "out"): "モデルと結果を置くフォルダー。省略時は out/例題名。",
        ("new", "folder"): "新しいモデルのフォルダー。なければ作ります。",
        ("report", "out"): "書き出し先のフォルダー。なければ作ります。",
        (
            "schema",
            "kind",
        ): "model(モデル)、assessment(評価結果)、attack(攻撃計算の結果)、diagnostics(診断)のいずれか。省略時は model。",
    }
)


def command(name: str) -> str | None:
    """Return the help of the command called *name*; the empty name is Sanso itself."""
    return _COMMANDS.get(name)


def parameter(name: str, parameter_name: str) -> str | None:
    """Return the help of an option or argument of the command called *name*."""
    return _OWN.get((name, parameter_name)) or _SHARED.get(parameter_name)
