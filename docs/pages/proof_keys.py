"""What every key of the trust gap means, by type and key as written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["PROOF_KEYS", "PROOF_TYPES"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


PROOF_TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "Proof": _t("What evidence proves: the trust gap.", "証跡が証明するもの。信頼性ギャップ。"),
        "TrustListView": _t("The trust list in effect.", "有効なトラストリスト。"),
        "LayerGap": _t("The trust gap of one layer.", "1 つの層の信頼性ギャップ。"),
        "Count": _t("How many requirements.", "対策要件の件数。"),
        "ProofRow": _t("One requirement row, stated beside proven.", "対策要件の 1 行。申告と証明を並べたもの。"),
        "ProofPart": _t("Elements of a row that are proven alike.", "同じように証明されている要素のまとまり。"),
        "SubjectGap": _t("The trust gap of one element.", "1 つの要素の信頼性ギャップ。"),
        "ClaimView": _t("One claim that was looked at.", "確認した主張 1 件。"),
        "ClaimItem": _t("One answer that a claim shows.", "主張が示す回答 1 件。"),
        "Renewal": _t("When the status lists at hand must be renewed.", "手元の失効情報の更新期限。"),
        "Stale": _t("Claims whose status lists are too old.", "失効情報が古すぎる主張。"),
        "MarkView": _t("One of the four marks of a claim.", "主張の四つの印の一つ。"),
        "Lapse": _t("What falls away on one day.", "ある日に失効するもの。"),
        "Dependence": _t("What breaks without something.", "失われたときに崩れるもの。"),
        "Loss": _t("What is lost.", "失われるもの。"),
        "LostRow": _t("A requirement row that becomes worse.", "悪化する対策要件の行。"),
        "LostStrength": _t("A demand that is met less far.", "低下する強度。"),
    }
)

_DIGEST = _t("Digest of the claim.", "主張のダイジェスト。")
_CATEGORY = _t("Highest category among it.", "影響する最大のカテゴリ。")
_STATED = _t("As stated.", "申告による値。")
_PROVEN = _t("As proven.", "証明による値。")
_LOSS = _t("What is lost.", "失われるもの。")
_CLAIMS = _t("Digests of the claims.", "主張のダイジェスト。")

PROOF_KEYS: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        "Proof": {
            "schema": _t("Version of this part.", "この部分の形式の版。"),
            "at": _t("The time at which claims were judged.", "主張を判断した時点。"),
            "trust_list": _t("The trust list; null: none in effect.", "トラストリスト。null は有効なものなし。"),
            "without": _t("What was left out.", "除いたもの。"),
            "layers": _t("All layers, then each.", "全体と層ごと。"),
            "requirements": _t("The rows of the assessment, in their order.", "評価の行(同じ順)。"),
            "subjects": _t("Every element, by id.", "すべての要素(ID 順)。"),
            "claims": _t("Every claim, by digest.", "すべての主張(ダイジェスト順)。"),
            "lapses": _t("What falls away within 90 days.", "90 日以内に失効するもの。"),
            "dependences": _t(
                "What breaks without something, most first.", "失われたときに崩れるもの(影響の大きい順)。"
            ),
            "diagnostics": _t("What could not be used, or is remarkable.", "使えなかったもの、気付いたこと。"),
            "stale": _t(
                "Claims that do not count only because status lists are too old; null: none.",
                "失効情報が古いことだけを理由に根拠にならない主張。null はなし。",
            ),
            "renewal": _t(
                "By when the status lists at hand must be renewed; null: nothing that counts rests on one.",
                "手元の失効情報を更新すべき期限。null は該当する主張なし。",
            ),
        },
        "Renewal": {
            "until": _t(
                "Until when all status lists that are needed speak (UTC).",
                "必要な失効情報がすべて有効である期限(UTC)。",
            ),
            "day": _t(
                "First day on which they no longer do, judged at its end.",
                "有効でなくなる最初の日(その日の終わりで判断)。",
            ),
            "claims": _t("How many claims do not count from then on.", "それにより根拠にならなくなる主張の件数。"),
        },
        "Stale": {
            "claims": _t("How many.", "件数。"),
            "newest": _t(
                "The newest day that their status lists speak of (UTC).", "失効情報のうち最新の時点(UTC の日付)。"
            ),
            "believed": _t("How many days a status list is believed.", "失効情報が有効とみなされる日数。"),
            "elsewhen": _t("Whether that day is not the day judged for.", "その日が判断した日と異なるか。"),
        },
        "TrustListView": {
            "version": _t("Version of the list.", "リストの版。"),
            "expires": _t("Its end.", "有効期限。"),
            "digest": _t("Digest of the file.", "ファイルのダイジェスト。"),
            "pinned": _t("Whether its signers were checked.", "署名者を登録済みの鍵で確認したか。"),
        },
        "LayerGap": {
            "layer": _t("`all`, `1`, `2` or `3`.", "`all`、`1`、`2`、`3`。"),
            "requirements": _t("Requirement rows.", "対策要件の行数。"),
        },
        "Count": {
            "required": _t("Required.", "要求。"),
            "stated": _t("Of those, met or not applicable as stated.", "うち申告で充足または適用外。"),
            "proven": _t("Of those, met or not applicable as proven.", "うち証明で充足または適用外。"),
            "beyond": _t("Proven beyond the statement.", "申告を上回る証明。"),
        },
        "ProofRow": {
            "id": _t("Requirement.", "対策要件。"),
            "organization": _t("Who has to answer.", "回答する組織。"),
            "required": _t("Highest required level.", "要求水準(最大)。"),
            "stated": _t("Worst status as stated.", "申告による最も悪い状態。"),
            "proven": _t("Worst status as proven.", "証明による最も悪い状態。"),
            "basis": _t("Verified basis of the part that decides.", "決め手となる部分の検証済みの根拠。"),
            "category": _t("Highest category.", "最大のカテゴリ。"),
            "layers": _t("Layers.", "層。"),
            "parts": _t("Parts, worst first.", "部分(悪い順)。"),
        },
        "ProofPart": {
            "required": _t("Required level.", "要求水準。"),
            "stated": _STATED,
            "proven": _PROVEN,
            "level": _t("Proven level; null: nothing.", "証明された水準。null はなし。"),
            "basis": _t("Verified basis.", "検証済みの根拠。"),
            "claim": _DIGEST,
            "by": _t("Issuer of the claim.", "主張の発行者。"),
            "until": _t("End of the claim.", "主張の有効期限。"),
            "category": _t("Category.", "カテゴリ。"),
            "elements": _t("Elements.", "要素。"),
        },
        "SubjectGap": {
            "subject": _t("Element.", "要素。"),
            "kind": _t("What it is.", "種類。"),
            "required": _t("Category or required trust.", "カテゴリまたは求められる信頼。"),
            "requirements": _t("Requirements that concern it.", "関わる対策要件。"),
            "stated": _t("Strength as stated.", "申告による強度。"),
            "proven": _t("Strength as proven.", "証明による強度。"),
            "nearest_stated": _t("Nearest mix, as stated.", "申告で最も近い組み合わせ。"),
            "nearest_proven": _t("Nearest mix, as proven.", "証明で最も近い組み合わせ。"),
            "short_stated": _t("What that lacks as stated.", "申告で足りないもの。"),
            "short_proven": _t("What that lacks as proven.", "証明で足りないもの。"),
        },
        "ClaimView": {
            "digest": _DIGEST,
            "id": _t("Id of the claim.", "主張の ID。"),
            "file": _t("File in the folder.", "フォルダー内のファイル。"),
            "issuer": _t("Issuer.", "発行者。"),
            "issuer_name": _t("Its name in the trust list.", "トラストリストでの名前。"),
            "subject": _t("What the claim names.", "主張が挙げる対象。"),
            "subject_kind": _t("Kind of the subject.", "対象の種類。"),
            "element": _t("The thing of the model; null: none.", "モデルの要素。null はなし。"),
            "scheme": _t("Scheme, edition, level.", "制度・版・水準。"),
            "items": _t("Answers that are shown.", "開示された回答。"),
            "hidden": _t("How many answers are hidden.", "非開示の回答の数。"),
            "since": _t("Begin of its validity.", "有効期間の始まり。"),
            "until": _t("End of its validity.", "有効期間の終わり。"),
            "basis": _t("Verified basis.", "検証済みの根拠。"),
            "signature": _t("Mark: signature.", "署名の印。"),
            "authority": _t("Mark: authority of the issuer.", "発行者の権限の印。"),
            "status": _t("Mark: status.", "有効性の印。"),
            "log": _t("Mark: log.", "ログの印。"),
            "counts": _t("Whether it counts.", "根拠になるか。"),
            "used": _t("Whether something rests on it.", "何かの決め手になっているか。"),
            "left_out": _t("Whether a what-if leaves it out.", "除いて考えたか。"),
            "why_not": _t("Why it does not count.", "根拠にならない理由。"),
        },
        "ClaimItem": {
            "item": _t("Requirement or item of a scheme.", "対策要件または制度の項目。"),
            "result": _t("Result.", "結果。"),
            "level": _t("Level.", "水準。"),
        },
        "MarkView": {
            "state": _t("`good`, `bad` or `unknown`.", "`good`、`bad`、`unknown`。"),
            "code": _t("Code of the reason.", "理由のコード。"),
            "text": _t("The reason.", "理由。"),
        },
        "Lapse": {
            "day": _t("First day on which it no longer counts.", "根拠でなくなる最初の日。"),
            "within": _t("30, 60 or 90 days.", "30、60、90 日以内。"),
            "cause": _t(
                "`claim`, `authority`, `scheme`, `trust-list` or `statement`.",
                "`claim`、`authority`、`scheme`、`trust-list`、`statement`。",
            ),
            "text": _t("The reason.", "理由。"),
            "claims": _CLAIMS,
            "things": _t("What it is about.", "対象。"),
            "loss": _t("What is lost beyond what was lost before.", "それまでに加えて失われるもの。"),
        },
        "Dependence": {
            "kind": _t("`claim`, `certifier` or `supplier`.", "`claim`、`certifier`、`supplier`。"),
            "id": _t("Digest, issuer or organization.", "ダイジェスト、発行者、組織。"),
            "name": _t("Its name.", "名前。"),
            "claims": _CLAIMS,
            "loss": _LOSS,
        },
        "Loss": {
            "rows": _t("Requirement rows.", "対策要件の行。"),
            "strengths": _t("Demands of the perspectives.", "観点の強度。"),
            "category": _CATEGORY,
        },
        "LostRow": {
            "id": _t("Requirement.", "対策要件。"),
            "organization": _t("Who has to answer.", "回答する組織。"),
            "category": _CATEGORY,
            "elements": _t("How many elements of it.", "該当する要素の数。"),
            "stage": _t("`stated` or `proven`.", "`stated` または `proven`。"),
            "was": _t("Status before.", "以前の状態。"),
            "becomes": _t("Status after.", "以後の状態。"),
        },
        "LostStrength": {
            "subject": _t("Device, system or organization.", "機器、システム、組織。"),
            "category": _t("Its category.", "カテゴリ。"),
            "stage": _t("`stated` or `proven`.", "`stated` または `proven`。"),
            "demand": _t("Demand.", "要求。"),
            "was": _t("Step before.", "以前の段階。"),
            "becomes": _t("Step after.", "以後の段階。"),
        },
    }
)
