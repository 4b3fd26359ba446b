"""Diagnostic codes of files that come from outside: workbooks, tables, ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error, info, warning

__all__ = ["IMPORT_MESSAGES"]

IMPORT_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # opening
        "import-empty": error("{file} is empty", "{file} は空です"),
        "import-too-large": error("{file} is larger than {limit} MiB", "{file} が {limit} MiB を超えています"),
        "workbook-kind": error(
            "{file} is no workbook and no table: it looks like {kind}",
            "{file} は Excel ブックでも表でもありません({kind}のようです)",
            "give an .xlsx or .xlsm workbook, or a table as .csv or .tsv",
            ".xlsx・.xlsm のブック、または .csv・.tsv の表を指定してください。",
        ),
        "workbook-old": error(
            "{file} is in the old Excel format (.xls)",
            "{file} は古い Excel 形式(.xls)です",
            "open it in Excel or LibreOffice and save it as .xlsx",
            "Excel または LibreOffice で開き、.xlsx 形式で保存し直してください。",
        ),
        "workbook-locked": error(
            "{file} is protected by a password",
            "{file} はパスワードで保護されています",
            "save a copy without a password; Sanso never asks for one",
            "パスワードを外した写しを保存してください。Sanso がパスワードを尋ねることはありません。",
        ),
        "workbook-broken": error(
            "{file} cannot be read as a workbook ({reason})",
            "{file} を Excel ブックとして読めません({reason})",
            "open it in Excel or LibreOffice and save it anew",
            "Excel または LibreOffice で開き、保存し直してください。",
        ),
        "workbook-too-large": error(
            "{file} unfolds to more than {limit} MiB ({part})",
            "{file} を展開すると {limit} MiB を超えます({part})",
            "a ledger is never that large; the file may be made to exhaust memory",
            "台帳としてはありえない大きさです。メモリーを使い果たすために作られたファイルかもしれません。",
        ),
        "table-too-large": error(
            "{where} has more than {limit} {what}",
            "{where} の{what}が {limit} を超えています",
            "keep the ledger only; delete empty columns and rows that were formatted to the end of the sheet",
            "台帳の部分だけを残し、シートの端まで書式が付いた空の列や行を削除してください。",
        ),
        "workbook-macros": info(
            "the workbook holds macros; they are neither run nor kept",
            "ブックにマクロが含まれています。実行も保存もしません",
        ),
        "text-encoding": error(
            "{file} is in no known character set",
            "{file} の文字コードを判別できません",
            "save the table as UTF-8 (CSV UTF-8 in Excel)",
            "UTF-8(Excel では「CSV UTF-8」)で保存し直してください。",
        ),
        "table-syntax": error("the table cannot be read here: {problem}", "ここから表を読めません: {problem}"),
        "no-such-sheet": error(
            "there is no sheet {sheet}",
            "シート {sheet} はありません",
            "name a sheet of the workbook with --sheet",
            "--sheet でブックにあるシートを指定してください。",
        ),
        # ledgers
        "ledger-no-header": error(
            "no row looks like the header of a ledger",
            "台帳の見出し行が見つかりません",
            "the header needs a name or number column (asset), a supplier name, or from and to (network); "
            "choose the sheet with --sheet and the kind with --kind",
            "見出しには、資産なら名称か資産番号、取引先なら取引先名、接続なら接続元と接続先が必要です。"
            "--sheet でシート、--kind で台帳の種類を指定できます。",
        ),
        "ledger-no-rows": error("there are no rows below the header", "見出し行の下にデータの行がありません"),
        "ledger-column-gone": warning(
            "the column {heading} of the last import is not there any more",
            "前回取り込んだ列「{heading}」がなくなっています",
            "its values stay in the model; rename the heading in the mapping file if it was renamed",
            "値はモデルに残ります。見出しの名前が変わった場合は、対応表ファイルの見出しも直してください。",
        ),
        "mapping-fault": error(
            "the mapping cannot be used: {problem}",
            "対応表を使えません: {problem}",
            "run the import without --mapping to see a proposal",
            "--mapping を付けずに実行すると、対応の案を表示します。",
        ),
        "row-without-name": warning(
            "the row has neither name nor number and is left out", "名称も番号もない行のため、取り込みません"
        ),
        "row-id-twice": error(
            "{id} also stands in {other}, with other content; both rows are left out",
            "{id} は {other} にもあり、内容が異なります。どちらの行も取り込みません",
            "give each row a number of its own",
            "行ごとに異なる番号を付けてください。",
        ),
        "row-repeated": info("the row repeats {other} and counts once", "{other} と同じ行です。1 件として扱います"),
        "row-id-taken": error(
            "{id} is already the id of something else in the model ({section}); the row is left out",
            "{id} はモデルで別のもの({section})の ID として使われています。この行は取り込みません",
            "change the number in the ledger, or the id in the model",
            "台帳の番号かモデルの ID のどちらかを変えてください。",
        ),
        "row-id-written": info("{value} becomes the id {id}", "{value} の ID は {id} になります"),
        "kind-unknown": error(
            "what kind of thing {value} is, is not known; the row is left out",
            "{value} がどの種類のものか判断できません。この行は取り込みません",
            "write PLC, sensor, server or the like in a column `kind`; or run once with --mapping words.yaml, add the "
            "word there under `kinds` (filling nozzle: actuator), and import again with --mapping words.yaml",
            "台帳に「種別」の列を設けて PLC、センサ、サーバなどと書いてください。または --mapping 対応表.yaml を付けて"
            "一度実行し、できた 対応表.yaml の `kinds` に語を加えて(例 充填ノズル: actuator)同じ指定で実行し直します。",
        ),
        "kind-from-name": info(
            "taken for {kind} because of its name ({value})", "名称「{value}」から{kind}と判断しました"
        ),
        "machine-connected": info(
            "{value} is on a network, so it is taken for a component (actuator) and not for a physical thing only",
            "{value} はネットワークにつながるため、物理的な対象ではなくモノ(アクチュエータ)として扱います",
        ),
        "cell-not-a-day": warning(
            "{value} is no date; it is kept as an attribute only",
            "{value} は日付として読めません。属性としてだけ残します",
            "write 2026/4/1 or R8.4.1, and give the cell a date format; 4/1/2026 can be read in two ways",
            "2026/4/1 や令和8年4月1日のように書き、セルを日付の書式にしてください。4/1/2026 は二通りに読めます。",
        ),
        "cell-days-in-wrong-order": warning(
            "the end {value} is not after the beginning; it is kept as an attribute only",
            "終わりの日 {value} が始まりの日より後ではありません。属性としてだけ残します",
        ),
        "cell-not-a-count": warning(
            "{value} is no whole number from 1 on; it is kept as an attribute only",
            "{value} は 1 以上の整数ではありません。属性としてだけ残します",
        ),
        "cell-not-money": warning(
            "{value} is no amount of money; it is kept as an attribute only",
            "{value} は金額として読めません。属性としてだけ残します",
            "write 3億円 or 5 MJPY",
            "3億円、500万円、5 MJPY のように書いてください。",
        ),
        "cell-not-an-interval": warning(
            "{value} is no interval; it is kept as an attribute only",
            "{value} は周期として読めません。属性としてだけ残します",
            "write P1Y or P6M",
            "1年、6ヶ月、P1Y のように書いてください。",
        ),
        "cell-not-understood": warning(
            "{value} is not understood as {what}; it is kept as an attribute only",
            "{value} は「{what}」として解釈できません。属性としてだけ残します",
        ),
        "cell-formula": warning(
            "the formula in this cell has no saved value, and formulas are not evaluated; the cell counts as empty",
            "このセルの数式には保存された値がありません。数式は計算しないため、空欄として扱います",
            "open the workbook in Excel or LibreOffice and save it, or paste the values",
            "Excel または LibreOffice で開いて保存し直すか、値として貼り付けてください。",
        ),
        "cell-error": warning(
            "the cell holds an error such as #REF!; it counts as empty",
            "セルがエラー値(#REF! など)です。空欄として扱います",
        ),
        "cell-cut": warning(
            "the text is longer than {limit} characters; the rest is left out",
            "{limit} 文字を超える部分は取り込みません",
        ),
        "formulas-read": info(
            "cells with formulas: {count}; their saved values are taken, nothing is evaluated",
            "数式のセルが {count} 個あります。保存された値を使い、計算はしません",
        ),
        "support-differs": warning(
            "the same product is supported until {value} here and {other} elsewhere; the earlier day counts",
            "同じ製品のサポート期限がここでは {value}、ほかでは {other} です。早い方を採ります",
        ),
        "relation-unknown": warning(
            "{value} does not say what the supplier does; taken for supplies",
            "{value} からは取引の内容が分かりません。供給(supplies)とみなします",
            "write purchase, development, installation, maintenance, outsourcing, cloud, insurance or certification",
            "購入、開発、据付、保守、業務委託、クラウド、保険、審査などと書いてください。",
        ),
        "use-unknown": warning(
            "{value} does not say what the connection is for; taken for transmits (data flow without control)",
            "{value} からは接続の用途が分かりません。伝送(transmits、制御を伴わない)とみなします",
            "write control, configuration, update, remote maintenance or data",
            "制御、設定、更新、遠隔保守、データ収集などと書いてください。",
        ),
        "end-unknown": error(
            "there is nothing called {value}; the connection is left out",
            "{value} という名前のものがありません。この接続は取り込みません",
            "import the asset ledger first, or write an asset number of it",
            "資産台帳を先に取り込むか、台帳の資産番号を書いてください。",
        ),
        "end-ambiguous": error(
            "{value} may be {others}; the connection is left out",
            "{value} は {others} のどれか決まりません。この接続は取り込みません",
            "write the number instead of the name",
            "名称の代わりに番号を書いてください。",
        ),
        "end-created": info(
            "{value} is not in the model yet; it is added as {kind}", "{value} はモデルにないため、{kind}として加えます"
        ),
        "ends-do-not-fit": error(
            "{kind} cannot lead from {from_} to {to}; the connection is left out",
            "{kind} は {from_} から {to} へは結べません。この接続は取り込みません",
            "see `sanso catalogue connections`",
            "`sanso catalogue connections` で結べる相手を確かめてください。",
        ),
        "subject-unknown": warning(
            "no component, system, data or product is called {value}; it is kept as an attribute only",
            "{value} という名前のモノ・システム・データ・製品型式がありません。属性としてだけ残します",
            "import the asset ledger first and name its model with --into; write asset numbers, parted by commas",
            "資産台帳を先に取り込み、そのモデルを --into で指定してください。資産番号は読点かコンマで区切ります。",
        ),
    }
)
