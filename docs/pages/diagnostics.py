"""The reference of diagnostics: every code with its sentence and hint."""

from __future__ import annotations

from collections import Counter

from docs.pages.markdown import both, code, page, table
from sanso.model.messages import MESSAGES

__all__ = ["render"]

_SEVERITY = {"error": "誤り", "warning": "警告", "info": "情報"}


def render() -> str:
    """Return the page."""
    counts = Counter(message.severity for message in MESSAGES.values())
    rows = [
        (code(name), f"{message.severity}<br>{_SEVERITY[message.severity]}", both(message.message), _hint(message.hint))
        for name, message in MESSAGES.items()
    ]
    return page(
        "Diagnostics / 診断",
        f"""
Loading a model or a catalogue file gives every fault at once, as `file:line:column: code: message` and, where there
is one, a hint below it. {counts["error"]} codes are errors (exit status 3), {counts["warning"]} warnings and
{counts["info"]} information; these two never stop an assessment and are part of its result.
`sanso check FILE --json` prints them as JSON (`sanso schema diagnostics`). Words in braces are filled in.

モデルやカタログファイルの誤りは、`ファイル:行:列: コード: 文` の形ですべて一度に示されます。
誤りは終了コード 3、警告と情報は評価を止めず結果に含まれます。波括弧の語には値が入ります。
""",
        table(("code", "severity", "sentence / 文", "hint / ヒント"), rows),
    )


def _hint(hint: object) -> str:
    from sanso.model.text import Text

    return both(hint) if isinstance(hint, Text) else "–"
