"""The words of the deliverable of the IoT-SSF procedure, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["HEADS", "ROLES", "STEPS", "TEXTS", "TRIGGERS"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.strip("_").replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


STEPS = _table(
    prepare=("Step 1: preparation", "手順1: 準備"),
    assess=("Step 2: risk assessment", "手順2: リスクアセスメント"),
    treat=("Step 3: treatment", "手順3: リスク対応"),
    review=("Step 4: review", "手順4: 見直し"),
)
"""The four steps; the names of steps two to four are recalled."""

ROLES = _table(
    maker=("maker", "製造者"),
    service=("service provider", "サービス提供者"),
    integrator=("integrator", "インテグレーター"),
    operator=("operator", "運用者"),
    maintainer=("maintainer", "保守者"),
    insurer=("insurer", "保険者"),
    user=("user, or affected", "利用者・影響を受ける人"),
    state=("state", "国・自治体"),
)

TRIGGERS = _table(
    connection=("change of connections", "接続の変更"),
    use=("change of use", "用途の変更"),
    number=("number", "台数"),
    incident=("incident", "事故・事象"),
    date=("date", "期日"),
)

HEADS = _table(
    element=("element", "要素"),
    reason=("reason", "理由"),
    who=("stakeholder", "ステークホルダー"),
    role=("part", "立場"),
    duties=("duties", "責務"),
    from_=("from", "出どころ"),
    connection=("connection", "つながり"),
    kind=("kind", "種類"),
    between=("between", "両端"),
    quantity=("quantity", "量"),
    data=("data", "データ"),
    category=("category", "カテゴリ"),
    rule=("law or scheme", "法令・制度"),
    since=("since", "施行"),
    elements=("elements", "対象の要素"),
    requirements=("requirements passed on", "引き渡す対策要件"),
    axis=("axis", "軸"),
    level=("level", "程度"),
    meaning=("what it means here", "ここでの意味"),
    source=("source", "出典"),
    harm=("harm scenario", "被害シナリオ"),
    origin=("origin", "発端"),
    human=("human damage", "回復困難性"),
    economic=("economic impact", "経済的影響"),
    rater=("rater", "評価者"),
    date=("date", "日付"),
    rationale=("rationale", "根拠"),
    raters=("raters", "評価者の組"),
    harms=("harms in common", "共通の被害"),
    equal=("equal", "一致"),
    kappa=("kappa", "κ"),
    deciding=("deciding harm", "決め手の被害"),
    perspective=("perspective", "観点"),
    required=("nearest mix asks", "最も近い組み合わせの要求"),
    open=("still open", "未充足"),
    to=("who does it", "担当"),
    covered=("already asked for by", "既存の法令・ラベル"),
    left=("open demands", "未充足の要求"),
    accepted=("accepted by", "受容した者"),
    until=("until", "期限"),
    on=("kind of change", "変化の種類"),
    what=("what", "内容"),
    subject=("subject", "対象"),
    due=("due", "再評価"),
    by=("by", "実施者"),
    result=("result", "結果"),
    state=("state", "状態"),
    missing=("still missing", "不足"),
    where=("where to write it", "記入する場所"),
)
"""Heads of columns."""

TEXTS = _table(
    title=("IoT-SSF: result of the procedure", "IoT-SSF 適用結果"),
    stated=("stated, not proven", "申告であり、証明ではない"),
    lead=(
        "The four steps of METI's procedure for IoT-SSF as they stand in the model. Names of steps two to four, the "
        "category grid and the accepted mixes are not METI's wording: the names are recalled, grid and mixes are a "
        "Sanso proposal.",
        "経済産業省の IoT-SSF 適用手順の四つの手順を、モデルに書かれたとおりに示す。手順2〜4の名称は原典未照合、"
        "カテゴリの格子と要求の組み合わせは Sanso の提案であり、経済産業省のものではない。",
    ),
    progress=("Where it stands", "進み具合"),
    done=("done", "完了"),
    open=("open", "未完"),
    nothing_missing=("nothing", "なし"),
    scope=("Scope", "対象範囲"),
    purpose=("Purpose", "目的"),
    no_scope=("The scope is not stated.", "対象範囲は書かれていない。"),
    excluded=("Left out of the scope", "対象外"),
    stakeholders=("Stakeholders", "ステークホルダー"),
    from_model=("derived from the model", "モデルから導出"),
    from_record=("stated", "記載あり"),
    transcription=("What is transcribed where", "転写の一覧"),
    rules=("Laws and schemes that apply", "適用される法令・制度"),
    contracts=("Requirements passed on by contract", "契約で引き渡す対策要件"),
    criteria=("Level criteria", "判定基準"),
    agreed=("Agreed on {day} by {who}.", "{day} に合意({who})。"),
    not_agreed=("That they were agreed is not stated.", "合意の記録はない。"),
    default_criteria=("Sanso proposal", "Sanso の提案"),
    own_criteria=("this model", "このモデル"),
    from_loss=("from {n}", "{n} 以上"),
    ratings=("Harms and ratings", "被害シナリオと評価"),
    early=("rated before the criteria were agreed", "判定基準の合意より前の評価"),
    agreed_level=("agreed", "合意値"),
    agreement=("How far raters agree", "評価者間の一致"),
    agreement_note=(
        "Kappa with linear weights: 1 always agree, 0 as often as by chance; not defined where there is nothing to "
        "tell apart. Few harms in common say little.",
        "重み付き κ(線形): 1 は常に一致、0 は偶然と同程度。差が生じえない場合は定義されない。"
        "共通の被害が少ないときは参考にとどめる。",
    ),
    no_agreement=("No two raters rated the same harm.", "同じ被害を評価した二者はない。"),
    undefined=("not defined", "定義されない"),
    map=("IoT-SSF map", "IoT-SSF の図"),
    placements=("Devices and systems", "機器・システム"),
    unrated=("Not rated, because no harm names them or what they control", "被害シナリオに関わらず評価対象外のもの"),
    allocation=("Stakeholders and perspectives", "ステークホルダーと観点の割り当て"),
    allocation_note=(
        "Where nobody is named, the maker or the responsible organization is proposed and marked so.",
        "記載がない場合は、製造者または責任を負う組織を候補として示し、その旨を付記する。",
    ),
    proposed=("(proposed)", "(候補)"),
    fulfilled=("as stated", "申告上充足"),
    residual=("Residual risk and who accepts it", "残留リスクと受容"),
    residual_note=(
        "Levels are those of the consequence; measures do not lower them. Open demands are those of the nearest "
        "accepted mix over all elements that can cause the harm.",
        "程度は結果の大きさであり、対策によって下がらない。未充足の要求は、その被害を起こしうる要素について、"
        "最も近い組み合わせに足りないものの数。",
    ),
    nobody=("nobody", "なし"),
    does_not_hold=("does not hold: {why}", "無効: {why}"),
    triggers=("What makes a new rating necessary", "再評価の条件"),
    noticed=("seen in the model", "モデルから検出"),
    yes=("yes", "要"),
    no=("no", "–"),
    reviews=("Reviews", "見直しの記録"),
    no_reviews=("No review is recorded.", "見直しの記録はない。"),
    none=("None.", "なし。"),
    may=("possibly", "可能性"),
    more=("and {n} more (see iotssf.json)", "ほか{n}件(iotssf.json を参照)"),
)
"""Titles and sentences of the document."""
