"""The notes of the programming interface's parameters in Japanese, for the page that lists its operations.

>>> in_japanese("Id of the job."), in_japanese("Unknown.")
('ジョブの ID。', 'Unknown.')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["in_japanese"]

_NOTES: Mapping[str, str] = MappingProxyType(
    {
        "Ask for what is not proven, or not stated.": "依頼する点(未証明または未申告のもの)。",
        "Day by which to answer; in 60 days if absent.": "回答期限。省略時は60日後。",
        "Day to assess as of; today if absent.": "評価の基準日。省略時は本日。",
        "Levels to plan for.": "計画の対象とする水準。",
        "Harms to show; all if absent.": "表示する被害シナリオ。省略時はすべて。",
        "How much of the reason is told.": "理由の示し方。",
        "Id of the job.": "ジョブの ID。",
        "Language of the file.": "ファイルの言語。",
        "Language of the report.": "レポートの言語。",
        "Language of the words in the picture.": "図中の語の言語。",
        "Only versions before this one.": "この版より前の版だけ。",
        "Organization of the model.": "モデルの組織。",
        "Organization that asks; left open in the letter if absent.": "依頼元の組織。省略時は依頼書で空欄。",
        'The version that the files were made from, such as `"12"`.': 'ファイルの元になった版。例: `"12"`。',
        "Those that were put aside.": "アーカイブしたもの。",
        "Version to compare from.": "比較元の版。",
        "Version; the newest if absent.": "版。省略時は最新版。",
    }
)


def in_japanese(note: str) -> str:
    """Return *note* in Japanese; as it is where it has not been translated."""
    return _NOTES.get(note, note)
