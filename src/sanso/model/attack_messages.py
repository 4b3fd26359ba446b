"""Diagnostic codes of attack computations that cannot be done as asked: severity, sentence and hint (en, ja)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error

__all__ = ["ATTACK_MESSAGES"]

ATTACK_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # what is asked for
        "attack-worlds": error(
            "{worlds} worlds cannot be played; there must be 1 to {most}",
            "世界の数 {worlds} では計算できません。1~{most} にしてください",
        ),
        "attack-seed": error(
            "the seed {seed} is not a whole number from 0 to 2⁶⁴-1",
            "シード {seed} は 0~2⁶⁴-1 の整数ではありません",
        ),
        "attack-workers": error(
            "{workers} workers cannot share the work; there must be 1 to {most}",
            "ワーカー数 {workers} では計算できません。1~{most} にしてください",
        ),
        "attack-horizon-unit": error(
            "the horizon {horizon} has no unit",
            "期間 {horizon} に単位がありません",
            "write {number}d for days; also min, h, w, y, or P30D",
            "日数なら {number}d と書いてください。min、h、w、y、P30D も使えます。",
        ),
        "attack-horizon": error(
            "{horizon} is no horizon",
            "{horizon} は期間として読めません",
            "write a number and a unit: 90min, 12h, 365d, 8w, 1y, or P30D",
            "数と単位で書いてください。例: 90min、12h、365d、8w、1y、P30D",
        ),
        "attack-horizon-months": error(
            "a month has no fixed length: {horizon}",
            "月の長さは一定ではありません: {horizon}",
            "write days or weeks, such as {days}d",
            "{days}d のように日数または週数で書いてください。",
        ),
        "attack-horizon-range": error(
            "the horizon {horizon} is not between 1 minute and {most} days",
            "期間 {horizon} が 1 分~{most} 日の範囲にありません",
        ),
        "attack-frequency": error(
            "{frequency} campaigns a year is not between 0 and {most}",
            "年間の攻撃回数 {frequency} が 0~{most} の範囲にありません",
        ),
        "attack-probability": error(
            "the probability {probability} of {step} is not between 0 and 1",
            "{step} の確率 {probability} が 0~1 の範囲にありません",
        ),
        "attack-mode": error(
            "{mode} is no mode; there are time and reach",
            "モード {mode} はありません。time か reach を指定してください",
        ),
        "attack-no-entry": error(
            "no entry is given: nothing can fall",
            "攻撃の起点が指定されていないため、何も陥落しません",
            "name steps as asset:step",
            "ステップを asset:step の形で指定してください。",
        ),
        "attack-unknown-step": error("the graph has no step {step}", "グラフにステップ {step} はありません"),
        "attack-entry-guard": error(
            "{step} is a defence or an existence step; an attack cannot begin there",
            "{step} は防御または存在のステップなので、攻撃の起点にできません",
        ),
        "attack-too-large": error(
            "this takes about {needed} GiB of memory, and {free} GiB are free ({what})",
            "約 {needed} GiB のメモリーが必要ですが、空きは {free} GiB です({what})",
            "use fewer worlds or workers, or a larger machine",
            "世界またはワーカーを減らすか、より大きな計算機を使ってください。",
        ),
        # the value creation process
        "attack-attacker": error("there is no attacker {attacker}", "攻撃者 {attacker} はありません"),
        "attack-paths": error(
            "{paths} paths cannot be shown; there must be 0 to {most}",
            "経路の数 {paths} は指定できません。0~{most} にしてください",
        ),
        "attack-change": error(
            "{change} is no what-if",
            "{change} は仮定として読めません",
            "write REQUIREMENT@PLACE=LEVEL, such as CPS.AC-6@operator=advanced",
            "対策要件@場所=レベル の形で書いてください。例: CPS.AC-6@operator=advanced",
        ),
        "attack-requirement": error("there is no requirement {requirement}", "対策要件 {requirement} はありません"),
        "attack-place": error("nothing in the model is called {thing}", "モデルに {thing} はありません"),
        "attack-level": error(
            "{level} is no level; there are none, basic, advanced and high-advanced",
            "レベル {level} はありません。none、basic、advanced、high-advanced のいずれかです",
        ),
        "attack-expand": error(
            "{ident} is no population that could be told apart",
            "{ident} は個体に展開できる母集団ではありません",
        ),
        "attack-expand-many": error(
            "{ident} has {number} instances; up to {most} can be told apart",
            "{ident} は {number} 台あります。展開できるのは {most} 台までです",
        ),
        # other machines
        "attack-extra": error(
            "more than one worker needs the extra {extra}, which is not installed",
            "複数のワーカーを使うには追加機能 {extra} が必要ですが、入っていません",
            'pip install "sanso[{extra}]"',
            'pip install "sanso[{extra}]" を実行してください。',
        ),
        "attack-scheduler-unreachable": error(
            "no scheduler answers at {address}: {reason}",
            "{address} のスケジューラーに接続できません: {reason}",
            "is it running, and is the address like tcp://host:8786?",
            "起動していますか。アドレスは tcp://host:8786 の形ですか。",
        ),
        "attack-scheduler-lost": error(
            "the scheduler at {address} has gone before all worlds were played",
            "すべての世界を計算し終える前に {address} のスケジューラーとの接続が切れました",
        ),
        "attack-no-workers": error(
            "the scheduler at {address} has no workers",
            "{address} のスケジューラーにワーカーがいません",
            "start workers there, with the same sanso",
            "同じ版の sanso を入れたワーカーを起動してください。",
        ),
        "attack-unlike-worker": error(
            "the worker {worker} has {package} {theirs}, here it is {ours}; the numbers might differ",
            "ワーカー {worker} の {package} は {theirs} で、こちらの {ours} と異なるため、結果が変わるおそれがあります",
            "install the same versions there",
            "同じ版を入れてください。",
        ),
        "attack-workers-lost": error(
            "workers died again and again while they played the worlds {first} to {last}",
            "世界 {first}~{last} の計算中にワーカーが繰り返し停止しました",
            "probably memory ran out: use fewer workers",
            "メモリー不足と思われます。ワーカーを減らしてください。",
        ),
        "attack-workers-not-started": error(
            "the worker processes could not be started: {reason}",
            "ワーカーのプロセスを起動できません: {reason}",
            'a script that asks for workers needs `if __name__ == "__main__":` around what it does',
            'ワーカーを使うスクリプトでは、処理を `if __name__ == "__main__":` の中に書いてください。',
        ),
    }
)
