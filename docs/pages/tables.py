"""The tables that results rest on, as the catalogue has them: T1 to T6, thresholds, floors, sectors."""

from __future__ import annotations

from typing import get_args

from docs.pages.markdown import both, code, page, table
from sanso.assessment.answers import OVER_CONNECTION
from sanso.assessment.delegation import KEPT
from sanso.catalogue import Catalogue, load_catalogue, parts_of_demand
from sanso.model.harms import EconomicLevel, HumanLevel

__all__ = ["render"]


def render() -> str:
    """Return the page."""
    catalogue = load_catalogue()
    return page(
        "Tables / 表",
        """
The tables behind the [method](../method.md). All of them are Sanso proposals (derived, not METI's) unless a source is
named, and all can be replaced by an [own file](catalogue.md).

[算定方法](../method.ja.md)の根拠となる表です。出典の記載があるものを除き Sanso の提案であり(経済産業省のものではない)、
[独自ファイル](catalogue.md)で置き換えられます。
""",
        _participation(catalogue),
        "## T2 Connections / 接続\n\nSee [connection kinds](model.md#connection-kinds--接続の種類).",
        _grid(catalogue),
        _mixes(catalogue),
        _steps(catalogue),
        _thresholds(catalogue),
        _incidents(catalogue),
        _scales(catalogue),
        _sectors(catalogue),
        _data(catalogue),
        _connection_answers(),
    )


def _participation(catalogue: Catalogue) -> str:
    rows = [
        (f"{letter} {both(kind.title)}", *(both(kind.participation[layer]) for layer in ("1", "2", "3")))
        for letter, kind in catalogue.element_types.items()
    ]
    return "## T1 Taking part in a layer / 層への関わり\n\n" + table(("element", "layer 1", "layer 2", "layer 3"), rows)


def _grid(catalogue: Catalogue) -> str:
    columns = get_args(EconomicLevel)
    rows = [
        (human, *(catalogue.category_of(human, economic) for economic in columns)) for human in get_args(HumanLevel)
    ]
    return "## T4 Category / カテゴリ\n\n" + table(("human \\ economic", *columns), rows)


def _mixes(catalogue: Catalogue) -> str:
    parts = parts_of_demand()
    rows = [
        (code(mix.id), mix.category, both(mix.title), *(code(mix.demands.word(part)) for part in parts))
        for mix in catalogue.mixes.values()
    ]
    text = (
        "A mix is accepted for its category and every lower one.\n"
        "組み合わせは、そのカテゴリとそれより低いすべてのカテゴリで認められます。"
    )
    head = ("mix", "category", "title", *(part.replace("_", " ") for part in parts))
    return f"## T4 Accepted mixes / 認められる組み合わせ\n\n{text}\n\n{table(head, rows)}"


def _steps(catalogue: Catalogue) -> str:
    rows = [
        (step.part.replace("_", " "), step.rank, code(step.word), both(step.title))
        for part in parts_of_demand()
        for step in catalogue.steps_of(part)
        if step.rank
    ]
    return "### Steps of the demands / 要求の段階\n\n" + table(("part", "rank", "word", "meaning"), rows)


def _thresholds(catalogue: Catalogue) -> str:
    rows = [
        (both(one.title), f"≥ {one.thresholds.serious}", f"≥ {one.thresholds.catastrophic}")
        for one in catalogue.economic_criteria.values()
    ]
    text = "A loss above zero and below is `limited`.\n0 より大きくしきい値未満なら `limited` です。"
    head = ("who bears the loss", "serious", "catastrophic")
    return f"## Thresholds of the economic axis / 経済的影響のしきい値\n\n{text}\n\n{table(head, rows)}"


def _incidents(catalogue: Catalogue) -> str:
    rows = [
        (
            code(one.id), both(one.title), both(one.condition_text), "".join(one.types),
            " ".join(name.removeprefix("CPS.") for name in one.requirements),
        )
        for one in catalogue.incidents.values()
    ]  # fmt: skip
    links = sum(len(one.requirements) for one in catalogue.vulnerabilities.values())
    text = (
        f"{len(catalogue.incidents)} incidents, {len(catalogue.vulnerabilities)} vulnerabilities, {links} links from a "
        "vulnerability to a requirement. A link holds where the type is among the elements of the requirement.\n"
        "要件の対象となる構成要素に種別が含まれるときに限り、脆弱性と要件が結び付きます。"
    )
    head = ("incident", "title", "applies", "types", "requirements (CPS.)")
    return f"## T5 Incidents / インシデント\n\n{text}\n\n{table(head, rows)}"


def _scales(catalogue: Catalogue) -> str:
    rows = []
    for scale in catalogue.scales.values():
        groups: dict[tuple[str, str], list[str]] = {}
        for requirement, level in scale.levels.items():
            groups.setdefault((level.level, both(level.reason)), []).append(requirement.removeprefix("CPS."))
        rows += [
            (both(scale.title), code(level), len(names), reason, " ".join(names))
            for (level, reason), names in groups.items()
        ]
    head = ("profile", "level", "count", "reason", "requirements (CPS.)")
    return f"## T6 Scale profiles / 規模別プロファイル\n\n{table(head, rows)}"


def _sectors(catalogue: Catalogue) -> str:
    rows = [
        (both(sector.title), delta.requirement, code(delta.level), both(delta.reason), both(delta.source))
        for sector in catalogue.sectors.values()
        for delta in sector.raises
    ]
    head = ("sector", "requirement", "at least", "reason", "source")
    return f"## Sectors / 分野\n\n{table(head, rows)}"


def _data(catalogue: Catalogue) -> str:
    rows = [
        (code(one.id), both(one.title), one.floor, "yes" if one.legal else "no", both(one.law) if one.law else "–")
        for one in catalogue.data_categories.values()
    ]
    head = ("category", "title", "least required trust", "legal", "law")
    return f"## Floors of data categories / データ区分の下限\n\n{table(head, rows)}"


def _connection_answers() -> str:
    rows = [(requirement, ", ".join(map(code, kinds))) for requirement, kinds in OVER_CONNECTION.items()]
    text = (
        f"Requirements that a connection may answer for, and over which kinds. `{KEPT}` stays with the delegator.\n"
        f"接続が回答できる対策要件と接続の種類。`{KEPT}` は委託元に残ります。"
    )
    head = ("requirement", "kinds")
    return f"## Answers of connections / 接続の回答\n\n{text}\n\n{table(head, rows)}"
