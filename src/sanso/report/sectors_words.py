"""Words of the sector results, for terminal, page and workbook, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["FORCE", "HELD", "ITEM_STATUS", "PHASE", "SECTOR_WORDS", "WHEN"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


ITEM_STATUS = MappingProxyType(
    {
        key.replace("_", "-"): text
        for key, text in _table(
            open=("open", "未対応"),
            partial=("partly covered", "一部対応"),
            by_hand=("to be checked by hand", "人手で確認"),
            not_placed=("place not stated", "場所の記載なし"),
            ahead=("phase lies ahead", "これからの段階"),
            covered=("covered as stated", "申告上は対応済み"),
            no_element=("nothing concerned", "該当なし"),
        ).items()
    }
)

FORCE = _table(mandatory=("mandatory", "必須"), recommended=("recommended", "推奨"))

WHEN = _table(
    now=("now", "現在の段階"),
    past=("of an earlier phase", "過ぎた段階"),
    ahead=("lies ahead", "これからの段階"),
    unknown=("phase not stated", "段階の記載なし"),
)

PHASE = _table(
    design=("design", "設計"),
    construction=("construction", "建設"),
    completion=("completion check", "竣工検査"),
    operation=("operation", "運用"),
    renewal=("renewal", "改修"),
    disposal=("disposal", "廃棄"),
)

HELD = _table(
    element=("stated for itself", "自身の記載"),
    container=("from its container", "内包するものの記載"),
    organization=("from its organization", "ソシキの記載"),
    model=("from the model", "モデル全体の記載"),
)

SECTOR_WORDS = _table(
    sectors_intro=(
        "What each sector of the model adds to the common framework: requirements that it raises or narrows, and items "
        "of its guidelines. Levels, links to requirements and wording are Sanso's reading, never the guideline's own.",
        "モデルの分野ごとに、共通の枠組みに加わるもの(引き上げ・限定される対策要件と、ガイドライン固有の項目)を示す。"
        "レベル、対策要件との対応、文言は Sanso の読み取りであり、ガイドラインの記載ではない。",
    ),
    sector=("Sector", "分野"),
    sector_unpublished=(
        "None published: no guideline of this sector speaks in terms of CPSF.",
        "公表なし: この分野に CPSF の用語で書かれたガイドラインはない。",
    ),
    sector_guidelines=("Guidelines", "ガイドライン"),
    sector_guideline=("Guideline", "ガイドライン"),
    sector_publisher=("Publisher", "公表者"),
    sector_edition=("Edition", "版"),
    sector_date=("Date", "公表時期"),
    sector_confidence=("How sure", "確かさ"),
    sector_held=("Where the sector comes from", "分野の根拠"),
    sector_raised=("Raised requirements", "引き上げられる対策要件"),
    sector_none_raised=(
        "No level changes: other steps already ask for at least as much.",
        "レベルは変わらない。他の段階が既に同等以上を求めている。",
    ),
    sector_no_delta=("This sector raises no level.", "この分野によるレベルの引き上げはない。"),
    sector_narrowed=("Narrowed requirements", "限定される対策要件"),
    sector_meaning=("What it means here", "この分野での意味"),
    sector_where=("Where", "対象"),
    sector_items=("Items of the guidelines", "ガイドライン固有の項目"),
    sector_item=("Item", "項目"),
    sector_facet=("Asked where or of whom", "場所・相手"),
    sector_phases=("Phases", "段階"),
    sector_force=("Force", "必須・推奨"),
    sector_subject=("Of whom", "相手"),
    sector_status=("Status", "状態"),
    sector_through=("Through", "根拠"),
    sector_requirement=("Requirement", "対策要件"),
    sector_without=("Without", "分野なし"),
    sector_with=("With", "分野あり"),
    sector_why=("Why", "理由"),
    sector_elements=("Elements", "構成要素"),
    sector_organization=("Organization", "ソシキ"),
    sector_related=("Related requirements (Sanso's reading)", "関連する対策要件(Sanso の読み取り)"),
    sector_paraphrase=("What it asks", "求める内容"),
    sheet_sectors=("Sectors", "分野"),
    sector_kind=("Kind", "種別"),
    sector_kind_raise=("raised", "引き上げ"),
    sector_kind_narrow=("narrowed", "限定"),
    sector_kind_add=("item", "固有の項目"),
    sector_title=("Title", "題名"),
)
