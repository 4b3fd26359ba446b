"""Diagnostic codes of requirement workbooks that come back filled in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error, warning

__all__ = ["ANSWER_MESSAGES"]

ANSWER_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # the workbook as a whole
        "answers-sheet": error(
            "{file} has no sheet {sheet}; it is no requirement workbook, or the sheet was deleted",
            "{file} に {sheet} シートがありません。対策要件のブックではないか、シートが削除されています",
            "`sanso report` writes the workbook; fill that one in",
            "`sanso report` が書き出したブックに記入してください。",
        ),
        "answers-format": error(
            "the workbook has the layout {found}; this version of Sanso reads {wanted}",
            "ブックの様式は {found} ですが、この版の Sanso が読むのは {wanted} です",
            "write a new workbook with `sanso report` and copy the answers over",
            "`sanso report` でブックを書き出し直し、回答を写してください。",
        ),
        "answers-damaged": error(
            "the hidden sheet of the workbook has no usable {what}",
            "ブックの非表示シートの {what} が壊れているか、ありません",
            "the hidden sheet leads the answers back; fill in a fresh workbook of `sanso report`",
            "非表示シートは取り込みに必要です。`sanso report` で書き出し直したブックに記入してください。",
        ),
        "answers-model": error(
            "the workbook belongs to the model {found}, not to {wanted}",
            "このブックはモデル {found} のもので、{wanted} のものではありません",
            "name the model that it was written from",
            "ブックの書き出し元のモデルを指定してください。",
        ),
        "answers-outdated": error(
            "the model has changed since the workbook was written, and {number} of its rows are gone ({rows})",
            "ブックの書き出し後にモデルが変わり、{number}行に当たるものがなくなっています({rows})",
            "write a new workbook with `sanso report` and copy the answers over; `sanso diff` shows what changed",
            "`sanso report` でブックを書き出し直し、回答を写してください。変更点は `sanso diff` で確認できます。",
        ),
        "answers-model-changed": warning(
            "the model has changed since the workbook was written; all its rows are still there",
            "ブックの書き出し後にモデルが変わっていますが、すべての行が今も対応しています",
            "what both changed is reported as a conflict; look at the preview before you apply it",
            "双方で変わった項目は競合として示します。反映する前にプレビューを確認してください。",
        ),
        "answers-column": error(
            "the sheet {sheet} has no column {column}; its heading was changed or the column deleted",
            "シート {sheet} に列「{column}」がありません。見出しが変えられたか、列が削除されています",
        ),
        # rows
        "answers-key": error(
            "{cell}: the key of the row was changed or deleted",
            "{cell}: 行のキーが変更または削除されています",
            "take the row from a fresh workbook; to sort, sort whole rows",
            "書き出し直したブックの行を使ってください。並べ替えは行全体で行ってください。",
        ),
        "answers-key-twice": error(
            "{cell}: the same row stands in {other} already",
            "{cell}: 同じ行が {other} にもあります",
        ),
        "answers-nobody": error(
            "{cell}: nobody is responsible for these elements, so that the answer has no place",
            "{cell}: これらの構成要素には責任を負うソシキがなく、回答の置き場所がありません",
            "state an owner or operator in the model first, then write a new workbook",
            "先にモデルで所有者か運用者を申告し、ブックを書き出し直してください。",
        ),
        "answers-half": error(
            "{cell}: the row is filled in, but the level of the answer is missing",
            "{cell}: 記入はありますが、回答の水準がありません",
            "pick a level; `none` says that nothing is in place yet",
            "水準を選んでください。未実施であれば「なし」です。",
        ),
        "answers-reason": error(
            "{cell}: not applicable needs a reason",
            "{cell}: 「適用外」には理由が必要です",
        ),
        "answers-twice": error(
            "{cell}: {other} answers the same at {where} differently; one answer covers both rows",
            "{cell}: {where} についての同じ回答が {other} と食い違っています。一つの回答が両方の行に及びます",
        ),
        "answers-conflict": error(
            "{cell}: the model says “{now}” now, and the workbook was filled in with “{filled}”",
            "{cell}: モデルは今「{now}」で、ブックには「{filled}」と記入されています",
            "both were changed since the workbook was written; write into the cell what holds",
            "ブックの書き出し後に双方が変わりました。正しいほうをセルに記入してください。",
        ),
        # cells
        "answers-word": error(
            "{cell}: “{word}” is none of the choices ({choices})",
            "{cell}: 「{word}」は選択肢にありません({choices})",
        ),
        "answers-date": error(
            "{cell}: “{word}” is not a date between 2000 and 2199",
            "{cell}: 「{word}」は 2000年から2199年までの日付ではありません",
            "write it like 2027-03-31",
            "2027-03-31 のように書いてください。",
        ),
        "answers-formula": error(
            "{cell}: a formula stands here; it is not evaluated",
            "{cell}: 数式が入っています。数式は計算しません",
            "put the value itself into the cell",
            "値そのものを入力してください。",
        ),
        "answers-sign": error(
            "{cell}: the text holds the sign {char}, which cannot be written",
            "{cell}: 書き出せない文字 {char} が含まれています",
        ),
    }
)
