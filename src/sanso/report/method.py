"""What the method page says: definitions in short, tables that are ours, and where the content comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.model.text import Text

__all__ = ["DEFINITIONS", "Proposal", "Source", "proposals", "sources", "version"]

DEFINITIONS: tuple[tuple[Text, Text], ...] = (
    (
        Text(en="Applicability", ja="適用"),
        Text(
            en="An incident applies to an element that takes part in its layer, is of a type listed under it and meets "
            "its condition. The requirements are those linked to the incident and the type.",
            ja="要素がインシデントの層に関わり、種別が対象に含まれ、条件を満たすとき、そのインシデントは要素に該当する。"
            "対策要件はインシデントと種別に結び付いたもの。",
        ),
    ),
    (
        Text(en="Responsibility", ja="責任主体"),
        Text(
            en="The operator answers, else the manager, the owner, or the nearest container's responsible "
            "organization. Contracts may pass named requirements on. One answer of an organization covers all its "
            "elements unless an element answers for itself.",
            ja="運用者、なければ管理者・所有者・直近の上位の責任主体が答える。契約で特定の対策要件を移すことがある。"
            "ソシキの1つの回答は、個別に回答した構成要素を除き、そのすべての構成要素に及ぶ。",
        ),
    ),
    (
        Text(en="Required level", ja="必要な水準"),
        Text(
            en="The highest of these steps: scale profile, named in a contract, sector, category; then capped at the "
            "highest grade the requirement has.",
            ja="規模別プロファイル、契約での指名、分野、カテゴリの各段階の最大。ただし対策要件が持つ最高の水準を上限とする。",
        ),
    ),
    (
        Text(en="Status", ja="状態"),
        Text(
            en="Met: the stated level reaches the required one. Partial: it is lower. Missing: stated as none. Not "
            "stated: no answer, or one past its date. A row takes the worst status of its elements.",
            ja="申告上は充足: 申告された水準が必要な水準以上。一部実施: それ未満。未実施: 「なし」と申告。"
            "未申告: 回答なし、または期限切れ。行は構成要素のうち最も悪い状態をとる。",
        ),
    ),
    (
        Text(en="Can cause", ja="原因となりうる"),
        Text(
            en="What the cause of a harm names, its parts, and everything that controls one of these: commands, "
            "configuration, updates, remote access, maintenance, procedures. Being connected to the same network does "
            "not count.",
            ja="被害の原因に挙げたもの、その一部、およびそれらを制御するもの(指令・設定・更新・遠隔接続・保守・"
            "プロシージャ)。同じネットワークにつながるだけでは含めない。",
        ),
    ),
    (
        Text(en="Category", ja="カテゴリ"),
        Text(
            en="Per axis the highest level over the harms that the element can cause; the grid turns the two levels "
            "into a category. “≥” marks an axis that is not stated. An independent barrier lowers human damage by one "
            "step at most.",
            ja="引き起こしうる被害の度合いを軸ごとに最大でとり、カテゴリの格子でカテゴリに変える。「≥」は未申告の軸があることを示す。"
            "独立した防護は、回復困難性を最大で一段下げる。",
        ),
    ),
    (
        Text(en="Required trust", ja="求められる信頼"),
        Text(
            en="Of an organization or of people: the highest category they can influence by role or control. Of data: "
            "the highest that altering, leaking or withholding them can cause, and at least the floor of their "
            "category.",
            ja="ソシキとヒト: 役割や制御を通じて影響を及ぼせる最も高いカテゴリ。"
            "データ: 改ざん・漏えい・利用不能が引き起こしうる最も高いカテゴリで、データ区分の下限を下回らない。",
        ),
    ),
    (
        Text(en="Stated, not proven", ja="申告であり証明ではない"),
        Text(
            en="Nothing in this report was verified. Signed and verified evidence would be shown as proven.",
            ja="この報告の内容は検証されていない。署名され検証された証拠だけを証明とする。",
        ),
    ),
)
"""Term and meaning of what every number rests on."""

_PROPOSALS = ("grid", "mixes", "scales", "demand_steps", "economic_criteria")
_LINKS = Text(en="links from incidents to requirements", ja="インシデントから対策要件への結び付き")
_KINDS = {
    "requirements": Text(en="requirements", ja="対策要件"),
    "incidents": Text(en="incidents", ja="インシデント"),
    "scales": Text(en="scale profiles", ja="規模別プロファイル"),
    "sectors": Text(en="sectors", ja="分野"),
    "connections": Text(en="connection kinds", ja="つながりの種類"),
    "data_categories": Text(en="data categories", ja="データ区分"),
    "human_levels": Text(en="levels of human damage", ja="回復困難性の度合い"),
    "economic_levels": Text(en="levels of economic impact", ja="経済的影響の度合い"),
    "economic_criteria": Text(en="thresholds of economic impact", ja="経済的影響のしきい値"),
    "grid": Text(en="grid of categories", ja="カテゴリの格子"),
    "mixes": Text(en="accepted mixes", ja="受け入れる組み合わせ"),
    "demand_steps": Text(en="steps of demands", ja="要求の段階"),
    "perspectives": Text(en="perspectives", ja="観点"),
    "levels": Text(en="levels of measures", ja="対策の水準"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table that is Sanso's own."""

    title: Text
    source: Text
    edition: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where records of one kind come from, how sure that is, and how many there are."""

    kind: Text
    source: Text
    edition: str
    confidence: str
    records: int


def proposals(catalogue: Catalogue) -> list[Proposal]:
    """Return the tables of the catalogue that are derived, each with its source."""
    found: list[Proposal] = []
    for name in _PROPOSALS:
        records = [record for record in catalogue.kinds[name].values() if record.confidence == "derived"]
        if records:
            found.append(Proposal(_KINDS[name], records[0].source_text, records[0].edition))
    found.extend(Proposal(_LINKS, source, edition) for source, edition, sure in _links(catalogue) if sure == "derived")
    return found


def _links(catalogue: Catalogue) -> Counter[tuple[Text, str, str]]:
    """Count the sources of the links from incidents to requirements."""
    origins = [record.provenance("requirements") for record in catalogue.incidents.values()]
    return Counter((o.source, o.edition or "–", o.confidence or "–") for o in origins if o.source is not None)


def sources(catalogue: Catalogue) -> list[Source]:
    """Return the sources of the framework content that an assessment uses, with counts."""
    found: list[Source] = []
    for name, title in _KINDS.items():
        counts = Counter(
            (record.source_text, record.edition, record.confidence) for record in catalogue.kinds[name].values()
        )
        found.extend(Source(title, *key, records=number) for key, number in counts.most_common())
        if name == "incidents":
            found.extend(Source(_LINKS, *key, records=number) for key, number in _links(catalogue).most_common())
    return found


def version() -> str:
    """Return the version of Sanso."""
    from sanso import __version__

    return __version__
