"""The reference of the command line: every command, argument and option, exit statuses, environment variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import cleandoc
from types import MappingProxyType
from typing import Any

from docs.pages.markdown import both, code, page, table
from sanso.cli import japanese
from sanso.cli.app import ACTIONS, build
from sanso.cli.exit_codes import ExitCode
from sanso.model.text import Text

__all__ = ["ENVIRONMENT", "EXIT_CODES", "JSON_OUTPUT", "commands", "parameters", "render"]

EXIT_CODES: Mapping[ExitCode, Text] = MappingProxyType(
    {
        ExitCode.FINE: Text(en="Done; warnings may have been printed.", ja="正常終了。警告が出ていることはある。"),
        ExitCode.FINDINGS: Text(
            en="Done, and there are findings at or above `--fail-on`.", ja="正常終了。`--fail-on` 以上の指摘がある。"
        ),
        ExitCode.USAGE: Text(
            en="The command line asks for what is not there: an option, a name, a place to write to.",
            ja="コマンドの指定が誤っている(オプション、名前、書き出し先など)。",
        ),
        ExitCode.BAD_INPUT: Text(
            en="The input has errors; the diagnostics were printed.", ja="入力に誤りがある。診断を表示した。"
        ),
        ExitCode.INTERNAL: Text(
            en="A fault of Sanso itself; the message says how to report it.",
            ja="Sanso 自身の不具合。報告の仕方を表示する。",
        ),
        ExitCode.INTERRUPTED: Text(en="Stopped by Ctrl-C.", ja="Ctrl-C で中断した。"),
        ExitCode.BROKEN_PIPE: Text(en="Whoever read the output stopped reading.", ja="出力の読み手が先に終わった。"),
    }
)

ENVIRONMENT: Mapping[str, Text] = MappingProxyType(
    {
        "LC_ALL, LC_MESSAGES, LANG": Text(
            en="The first one that is set decides the language where `--lang` is absent: `ja…` is Japanese, "
            "all else English.",
            ja="`--lang` がないとき、最初に見つかった値が言語を決める。`ja…` なら日本語、ほかは英語。",
        ),
        "NO_COLOR": Text(en="No colours on a terminal.", ja="端末で色を使わない。"),
        "COLUMNS": Text(en="Width of tables.", ja="表の幅。"),
        "SANSO_FONTS": Text(
            en="More folders with fonts for PDF and Word, parted as in PATH.",
            ja="PDF・Word 用フォントを置いたフォルダー(区切りは PATH と同じ)。",
        ),
        "SANSO_DATA": Text(
            en="Folder of what `sanso serve` keeps, where `--data` is absent.",
            ja="`sanso serve` のデータの保存先(`--data` がないとき)。",
        ),
        "SANSO_PASSPHRASE": Text(
            en="Passphrase of the key, or PIN of the token, that `--key` names, where `--passphrase-file` is absent.",
            ja="`--key` の鍵のパスフレーズ、またはトークンの PIN(`--passphrase-file` がないとき)。",
        ),
        "SANSO_PKCS11_MODULE": Text(
            en="PKCS#11 library of the token that `--key pkcs11:…` names, where `--pkcs11-module` is absent.",
            ja="`--key pkcs11:…` のトークンの PKCS#11 ライブラリー(`--pkcs11-module` がないとき)。",
        ),
        "SANSO_DATABASE_URL": Text(
            en="Database of a server: `postgresql://…`. With it `sanso serve` serves organizations.",
            ja="サーバーのデータベース(`postgresql://…`)。設定すると `sanso serve` は組織向けサーバーになる。",
        ),
        "SANSO_ADDRESS": Text(
            en="Address that people type to reach a server, such as `https://sanso.example.org`.",
            ja="利用者がサーバーに接続するアドレス(例: `https://sanso.example.org`)。",
        ),
        "SANSO_PROXIES": Text(
            en="Network addresses of the reverse proxies in front of a server, with commas between.",
            ja="サーバーの前に置くリバースプロキシのアドレス(コンマ区切り)。",
        ),
        "SANSO_OIDC_ISSUER, SANSO_OIDC_CLIENT_ID, SANSO_OIDC_CLIENT_SECRET, SANSO_OIDC_LABEL": Text(
            en="OpenID Connect provider of a server, and the words on its button.",
            ja="サーバーが使う OpenID Connect プロバイダーと、ボタンに表示する名称。",
        ),
        "SANSO_DEBUG": Text(
            en="`1` shows where an internal error happened.", ja="`1` なら内部エラーの発生箇所を表示する。"
        ),
    }
)

JSON_OUTPUT: Mapping[str, Text] = MappingProxyType(
    {
        "demo": Text(
            en="`{model, kept, files, evidence, story}`: where model, evidence and results are; `story`: for each day "
            "what is required, stated and proven, and what changed. With `--list` the examples.",
            ja="`{model, kept, files, evidence, story}`: モデル・証跡・結果の場所。`story` は日ごとの要求・申告・証明の"
            "件数と変わったこと。`--list` と併せると例題の一覧。",
        ),
        "serve": Text(
            en="`{address, data}`, printed first; then it serves.",
            ja="最初に `{address, data}` を出力し、その後サービスを続ける。",
        ),
        "new": Text(en="`{files}`: what was written.", ja="`{files}`: 書き出したファイル。"),
        "check": Text(
            en="A list of diagnostics (`sanso schema diagnostics`).", ja="診断の一覧(`sanso schema diagnostics`)。"
        ),
        "assess": Text(
            en="The whole assessment ([its keys](result.md), `sanso schema assessment`).",
            ja="評価結果のすべて([キーの一覧](result.md)、`sanso schema assessment`)。",
        ),
        "attack": Text(
            en="The whole attack ([its keys](attack.md), `sanso schema attack`).",
            ja="攻撃の結果のすべて([キーの一覧](attack.md)、`sanso schema attack`)。",
        ),
        "diff": Text(en="The whole comparison (`sanso schema diff`).", ja="比較結果のすべて(`sanso schema diff`)。"),
        "doctor": Text(
            en="`{schema, fine, checks}`: each check with `id`, `state` (fine, missing, optional), `value`, `hint`.",
            ja="`{schema, fine, checks}`: 各項目の `id`、`state`(fine、missing、optional)、`value`、`hint`。",
        ),
        "import": Text(
            en="What was read, with faults by cell and what changes (`sanso schema import`); of a filled workbook "
            "`sanso schema answers`.",
            ja="読み取り結果、セルごとの指摘、変更点(`sanso schema import`)。記入済みブックは `sanso schema answers`。",
        ),
        "label": Text(
            en="reach: which labels a device can reach (`sanso schema labels`); with `--new` `{files}`. issue: "
            "`{files, number, address, bytes, qr_version}`. verify: `{schema, label, verdict, picture}`, "
            "the verdict with the four marks `signature`, `authority`, `status`, `log`.",
            ja="reach: 機器が取得できるラベル(`sanso schema labels`)。`--new` と併せると `{files}`。issue: `{files, "
            "number, address, bytes, qr_version}`。verify: `{schema, label, verdict, picture}`。verdict には四つの印 "
            "`signature`、`authority`、`status`、`log` が入る。",
        ),
        "schemes": Text(
            en="The schemes with items, crosswalk and recognition (`sanso schema schemes`).",
            ja="制度と項目・対応関係・承認関係(`sanso schema schemes`)。",
        ),
        "sectors": Text(
            en="What every sector brings (`sanso schema sectors`).", ja="分野ごとの結果(`sanso schema sectors`)。"
        ),
        "compare-sectors": Text(
            en="One element under several sectors (`sanso schema compare-sectors`).",
            ja="分野間の比較(`sanso schema compare-sectors`)。",
        ),
        "perspectives": Text(
            en="The four perspectives of every subject in a category (`sanso schema perspectives`).",
            ja="カテゴリのある対象ごとの四つの観点(`sanso schema perspectives`)。",
        ),
        "iotssf": Text(
            en="The four steps with what is done and missing (`sanso schema iotssf`).",
            ja="四つの手順とその不足(`sanso schema iotssf`)。",
        ),
        "report": Text(en="`{files}`: what was written.", ja="`{files}`: 書き出したファイル。"),
        "layers": Text(
            en="`{svg}`: the picture; `{png}` or `{pdf}` with `--out`.",
            ja="`{svg}`: 図のファイル。`--out` では `{png}`・`{pdf}` も。",
        ),
        "map": Text(
            en="`{svg}`: the picture; `{png}` or `{pdf}` with `--out`.",
            ja="`{svg}`: 図のファイル。`--out` では `{png}`・`{pdf}` も。",
        ),
        "catalogue": Text(
            en="The kinds with counts, the records of a kind, or one record.",
            ja="種類と件数、記録の一覧、または 1 件。",
        ),
        "claim": Text(
            en="key: `{files, thumbprint}`; new: `{files}`; sign: `{files, id, digest, answers}`; show: `{digest, key, "
            "verified, content}`, never verified; evidence: `{files, about, thumbprint}`; export: `{files, claims, "
            "answers, notes}`; import: `{files, drafts, notes}`; trust, cosign: `{files, version, signatures, "
            "threshold, root_keys}`; status: `{files, id, purpose, set}`.",
            ja="key: `{files, thumbprint}`。new: `{files}`。sign: `{files, id, digest, answers}`。show: `{digest, key, "
            "verified, content}`(検証はしない)。evidence: `{files, about, thumbprint}`。export: `{files, claims, "
            "answers, notes}`。import: `{files, drafts, notes}`。trust・cosign: `{files, version, signatures, "
            "threshold, root_keys}`。status: `{files, id, purpose, set}`。",
        ),
        "verify": Text(
            en="`sanso schema verify`: `{schema, at, trust_list, fine, files, statements, unused}`: for each file "
            "`kind`, `fine` and the verdict "
            "with the four marks `signature`, `authority`, `status`, `log`; with `--files` also `evidence`, each "
            "`found`, `different` or `missing`. Relays, derived claims and notes on evidence stand in `statements`.",
            ja="`sanso schema verify`: "
            "`{schema, at, trust_list, fine, files, statements, unused}`: ファイルごとに `kind`、`fine`、四つの印 "
            "`signature`、`authority`、`status`、`log` を含む判定。`--files` と併せると `evidence`(`found`、"
            "`different`、`missing`)も入る。中継の添え書き・派生主張・証跡のステートメントは `statements`。",
        ),
        "request": Text(
            en="`{files, supplier, due, reason, proven, requirements, confirmations}`: what was written and asked.",
            ja="`{files, supplier, due, reason, proven, requirements, confirmations}`: 書き出したファイルと依頼内容。",
        ),
        "share": Text(
            en="With `--list` `{digest, issuer, subject, items, fixed, evidence}`; else `{files, digest, shown, "
            "hidden, evidence}`; derive: `{files, requirement, members, others, of, checked}`.",
            ja="`--list` と併せると `{digest, issuer, subject, items, fixed, evidence}`。ほかは "
            "`{files, digest, shown, hidden, evidence}`。derive: "
            "`{files, requirement, members, others, of, checked}`。",
        ),
        "inbox": Text(
            en="`{schema, at, trust_list, fine, files, written, gains}`: for each file `kind`, `state`, `why`, the "
            "verdict, `element` with `how` or `candidates`, `closes`, `confirms`, `passed`, `counted`, `stored`; "
            "`gains` is what the folder proves now and did not before, and the other way round.",
            ja="`{schema, at, trust_list, fine, files, written, gains}`: ファイルごとに `kind`、`state`、`why`、判定、"
            "`element` と `how`(または `candidates`)、`closes`、`confirms`、`passed`、`counted`、`stored`。"
            "`gains` は、フォルダーで新たに証明されたものと、証明されなくなったもの。",
        ),
        "ledger": Text(
            en="What was done and found (`sanso schema ledger`): "
            "`{action, log, key, size, fine, indices, outcome, kinds, compared, problems, "
            "witness, output}`; `output` is the checkpoint, proof or receipt (a receipt in base64).",
            ja="実行した操作と結果(`sanso schema ledger`): "
            "`{action, log, key, size, fine, indices, outcome, kinds, compared, problems, "
            "witness, output}`。`output` はチェックポイント・証明・受領証(受領証は base64)。",
        ),
        "safety": Text(
            en="Bow-ties, contradictions and conflicts: `sanso schema safety`.",
            ja="ボウタイ図・申告の矛盾・競合: `sanso schema safety`。",
        ),
        "transcription": Text(
            en="Answers, ways, findings and counts: `sanso schema transcription`.",
            ja="答え・経路・未充足の点・件数: `sanso schema transcription`。",
        ),
        "schema": Text(en="The same as without `--json`.", ja="`--json` がなくても同じ。"),
    }
)
"""What ``--json`` prints, per command."""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command by name, Sanso itself under the empty name first."""
    top = build()
    yield "", top
    yield from top.commands.items()


def render() -> str:
    """Return the page."""
    return page(
        "Commands / コマンド",
        """
Every command takes `--json`, `--lang en|ja` and `--help`. Results go to standard output, progress and diagnostics to
standard error. Nothing is fetched from anywhere. With `--json`, refused input is a list of diagnostics on standard
output as well.

すべてのコマンドに `--json`、`--lang en|ja`、`--help` があります。結果は標準出力、進み具合と診断は標準エラーに出ます。
外部との通信はしません。
""",
        *(_command(name, command) for name, command in commands()),
        "## What `--json` prints / `--json` の出力\n\n"
        + table(("command", "prints"), [(code(name), both(text)) for name, text in JSON_OUTPUT.items()]),
        _FAIL_ON,
        "## Exit statuses / 終了コード\n\n"
        + table(
            ("status", "meaning"),
            [(f"`{int(status)}` {status.name}", both(text)) for status, text in EXIT_CODES.items()],
        ),
        "## Environment / 環境変数\n\n"
        + table(("variable", "meaning"), [(code(name), both(text)) for name, text in ENVIRONMENT.items()]),
    )


_FAIL_ON = """
## `--fail-on`

`missing`, `not-stated` and `partial` close the gate (exit status 1) at that requirement status or a worse one: worst is
`missing`, then `not-stated`, then `partial`. `category-1` to `category-4` close it at an open point that leaves a
category of that number or higher open. `unproven` (with `--evidence`) closes it at a requirement row that is required
and not proven; then JUnit cases fail as they are proven, else as they are stated. SARIF and JUnit files are written in
any case ([guide](../guides/ci.md)).

`missing`・`not-stated`・`partial` は、その状態かそれより悪い対策要件の行があるとき終了コード 1 にします(悪い順に
`missing`、`not-stated`、`partial`)。`category-1`〜`category-4` は、そのカテゴリ以上を未対応のまま残す点があるとき
1 にします。`unproven`(`--evidence` が必要)は、要求されているが証明されていない対策要件の行があるとき 1 にします。
このとき JUnit のケースは証明の有無、ほかの場合は申告によって成否が決まります。
SARIF と JUnit のファイルはどの場合も書き出されます([手引き](../guides/ci.ja.md))。
"""


def _command(name: str, command: Any) -> str:
    english = cleandoc(command.help or "").partition("Raises:")[0].strip()
    title = f"sanso {name}".strip()
    texts = [english, japanese.command(name) or ""]
    parts = [f"## `{title}`", *texts]
    if name:
        parts.append(f"```text\n{' '.join([title, *_usage(command)])}\n```")
    if actions := ACTIONS.get(name):
        lines = [(code(f"{action} {one.usage}"), *one.does) for action, one in actions.items()]
        parts.append(table(("action", "what it does", "内容"), lines))
    rows = [_parameter(name, parameter) for parameter in parameters(command)]
    parts.append(table(("argument or option", "meaning", "意味"), rows))
    return "\n\n".join(parts)


def parameters(command: Any) -> list[Any]:
    """Return the arguments and options of *command*, help included."""
    import click

    settings = build().context_settings
    return list(command.get_params(click.Context(command, **settings)))


def _usage(command: Any) -> Iterator[str]:
    yield "[OPTIONS]"
    for parameter in parameters(command):
        if parameter.param_type_name == "argument":
            yield parameter.metavar if parameter.required else f"[{parameter.metavar}]"


def _parameter(name: str, parameter: Any) -> tuple[str, str, str]:
    needed = parameter.required and parameter.param_type_name != "argument"
    english = (parameter.help or "") + (" Required." if needed else "")
    text = japanese.parameter(name, parameter.name) or english
    if parameter.param_type_name == "argument":
        return code(parameter.metavar), english, text
    names = ", ".join(code(option) for option in sorted(parameter.opts, key=len))
    shown = names if parameter.is_flag else f"{names} {code(parameter.metavar)}"
    return shown, english, text + ("必須。" if needed else "")
