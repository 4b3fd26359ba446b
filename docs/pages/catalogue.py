"""The reference of the catalogue: kinds of records, their fields, how sure they are, and how to override them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from docs.pages.catalogue_fields import COMMON, FIELDS
from docs.pages.markdown import anchor, both, code, codes, page, table
from sanso.catalogue import Catalogue, load_catalogue
from sanso.catalogue.kinds import EXTENSIBLE, FIXED, KIND_TITLES, RECORD_TYPES
from sanso.catalogue.provenance import Record
from sanso.model.text import Text

__all__ = ["own_fields", "render"]


_EXAMPLE = """
## An own file / 独自ファイル

A file given with `--catalogue` replaces single fields and may add records to {extensible}. Everything replaced is
marked as such wherever it is shown, with the name of the file.

`--catalogue` で渡すファイルは項目単位で置き換え、{extensible_ja} には記録を追加できます。
置き換えた項目には、表示のたびにファイル名の印が付きます。

```yaml
requirements:
  CPS.AM-1:
    title: {{en: Register of system assets}}        # the Japanese title stays
    source: Appendix C, typed in by our team
    confidence: verified
scales:
  sme:
    levels: {{CPS.AM-2: advanced}}                  # or {{level: advanced, reason: {{en: …, ja: …}}}}
    groups:                                       # the same for several at once
      - {{level: basic, requirements: [CPS.CM-6, CPS.CM-7], reason: Required by our customers}}
vulnerabilities:
  L2_1_a_COM: {{requirements: [CPS.AM-1, CPS.RA-1]}}
grid:
  serious/limited: {{category: 3}}
data_categories:
  personal.biometric:                             # new: title, source, edition and confidence are needed
    title: {{en: Biometric data, ja: 生体情報}}
    floor: 3
    legal: true
    source: Own policy
    edition: '2026'
    confidence: derived
```

- A field replaces the built-in field. Mappings (texts, levels, demands, thresholds) are replaced key by key, lists as a
  whole. 組は鍵ごと、リストは全体が置き換わります。
- `source`, `edition`, `confidence` and `strength` go with the fields beside them; alone, they are those of the record.
  出典などは併記した項目に付き、単独なら記録全体のものになります。
- Some fields are fixed, because ids and orders rest on them: {fixed}.
  ID や順序の根拠になる項目は固定です。
- Laws are checked: every cell is there, more harm never lowers a category, every category has a mix, and a mix covers
  at least one mix of the category below. A file that breaks one is refused with exit status 3.
  法則に反するファイルは終了コード 3 で拒否されます。
"""


def own_fields(kind: str) -> Iterator[str]:
    """Yield the fields of *kind* that are not common to all, as written in a file."""
    for name, info in RECORD_TYPES[kind].model_fields.items():
        if name not in Record.model_fields:
            yield info.alias or name


def render() -> str:
    """Return the page."""
    catalogue = load_catalogue()
    fixed = ", ".join(f"`{kind}`: {codes(names)}" for kind, names in FIXED.items())
    return page(
        "Catalogue / カタログ",
        """
Framework content is data with provenance: every record says where it comes from (`source`, `edition`) and how sure that
is (`confidence`). Titles and paraphrases are own wording. `sanso catalogue` lists the kinds, `sanso catalogue KIND` the
records, `sanso catalogue KIND ID` one in full. Kinds are written with `-` or `_`.

フレームワークの内容は出典付きのデータです。題名と言い換えは独自の文言です。`sanso catalogue` で種類、
`sanso catalogue 種類` で一覧、`sanso catalogue 種類 ID` で全項目を表示します。
""",
        "## Kinds / 種類",
        _kinds(catalogue),
        _CONFIDENCE,
        "## Fields of every record / 共通の項目\n\n" + _table(COMMON),
        *(f"## `{kind}`\n\n{both(KIND_TITLES[kind])}\n\n{_table(FIELDS[kind])}" for kind in RECORD_TYPES),
        _EXAMPLE.format(extensible=codes(EXTENSIBLE), extensible_ja=codes(EXTENSIBLE), fixed=fixed),
    )


_CONFIDENCE = """
`verified`: seen in a source. `recalled`: remembered, consistent, not read again. `derived`: worked out for Sanso; never
METI's, and shown as "Sanso proposal". A field may differ from its record.
`verified` は出典で確認したもの、`recalled` は想起によるもの、`derived` は Sanso が導いたもので
経済産業省のものではありません。
"""


def _kinds(catalogue: Catalogue) -> str:
    rows = []
    for kind, records in catalogue.kinds.items():
        counts = Counter(record.confidence for record in records.values())
        rows.append(
            (
                f"[`{kind}`](#{anchor(kind)})", both(KIND_TITLES[kind]), len(records),
                ", ".join(f"{word} {counts[word]}" for word in ("verified", "recalled", "derived") if counts[word]),
                "yes" if kind in EXTENSIBLE else "no",
            )
        )  # fmt: skip
    return table(("kind", "title", "records", "confidence", "may be added to"), rows)


def _table(texts: Mapping[str, Text]) -> str:
    rows = [(code(name), text.en, text.ja) for name, text in texts.items()]
    return table(("field", "meaning", "意味"), rows)
