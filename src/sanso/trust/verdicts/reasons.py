"""Why a mark is as it is: the state and the words for every reason, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from sanso.model.text import Text

__all__ = ["REASONS", "Reason", "State"]

State: TypeAlias = Literal["good", "bad", "unknown"]
"""*Bad*: it is shown to be wrong. *Unknown*: it can not be said, now or with what is at hand."""


class Reason(NamedTuple):
    """The state that a reason gives, and its words."""

    state: State
    text: Text


def _good(en: str, ja: str) -> Reason:
    return Reason("good", Text(en=en, ja=ja))


def _bad(en: str, ja: str) -> Reason:
    return Reason("bad", Text(en=en, ja=ja))


def _unknown(en: str, ja: str) -> Reason:
    return Reason("unknown", Text(en=en, ja=ja))


_SIGNATURE = {
    "signed": _good("signed by {issuer}", "{issuer}の署名です"),
    "unreadable": _bad(
        "the claim can not be read; it is cut off, was changed, or is something else: {problem}",
        "主張として読めません。途中で切れているか、変更されているか、別のデータです: {problem}",
    ),
    "hidden-too-much": _bad(
        "more is hidden than answers and evidence; such a claim could hide its own conditions",
        "回答と証跡以外の項目が隠されています。有効条件を隠せるため認められません",
    ),
    "wrong-signature": _bad(
        "the signature does not fit: another key made it, or the content was changed afterwards",
        "署名が一致しません。別の鍵による署名か、署名後に内容が変更されています",
    ),
    "wrong-key": _bad(
        "the key is not {issuer}'s but belongs to {owner}", "鍵は{issuer}のものではなく、{owner}のものです"
    ),
    "unknown-key": _bad(
        "the trust list holds no such key of {issuer}; it was replaced or withdrawn, or never was theirs",
        "トラストリストに{issuer}のこの鍵はありません。更新・失効されたか、もともと別の者の鍵です",
    ),
    "key-not-valid": _bad(
        "the key of {issuer} was not in use on {day}, the day of issue", "{issuer}の鍵は発行日{day}に使用期間外です"
    ),
    "unchecked": _unknown(
        "not checked: the issuer {issuer} and its keys are not in the trust list",
        "確認できません。発行者{issuer}とその鍵がトラストリストにありません",
    ),
    "no-list": _unknown("no trust list was given", "トラストリストが指定されていません"),
    "clock-before-list": _unknown(
        "the clock stands before the first trust list at hand ({issued}); set the clock right, or bring an older list",
        "時刻が手元の最初のトラストリスト({issued})より前です。時刻を直すか、古いリストを用意してください",
    ),
}
_AUTHORITY = {
    "accredited": _good(
        "{issuer} is accredited for this; it counts as {basis}",
        "{issuer}はこの範囲について認定されています。{basis}として扱います",
    ),
    "own-statement": _good(
        "{issuer} speaks of itself or of its own; it counts as self-declaration",
        "{issuer}自身、または自らの製品・システムについての宣言です。自己宣言として扱います",
    ),
    "no-authority": _bad(
        "{issuer} is accredited for nothing and {subject} is not its own; its word does not count",
        "{issuer}は何の認定も受けておらず、{subject}は自らのものではありません。根拠になりません",
    ),
    "unknown-issuer": _bad("the trust list does not know {issuer}", "トラストリストに{issuer}がありません"),
    "not-accredited-scheme": _bad(
        "{issuer} is not accredited for the scheme {scheme}", "{issuer}は制度{scheme}について認定されていません"
    ),
    "not-accredited-items": _bad(
        "{issuer} is not accredited for {items}", "{issuer}は{items}について認定されていません"
    ),
    "nothing-shown": _unknown(
        "no answer is shown, and {issuer} is accredited for some items of {scheme} only",
        "回答が一つも開示されておらず、{issuer}の認定は「{scheme}」の一部の項目に限られます",
    ),
    "not-accredited-then": _bad(
        "{issuer} was not accredited on {day}, the day of issue", "{issuer}は発行日{day}に認定を受けていません"
    ),
    "accreditation-ended": _bad(
        "{issuer}'s accreditation has ended since the day of issue", "{issuer}の認定は発行後に終了しています"
    ),
    "scheme-unknown": _unknown(
        "the trust list does not hold the scheme and edition {scheme}",
        "トラストリストに制度・版「{scheme}」がありません",
    ),
    "scheme-before": _bad(
        "the edition {scheme} did not exist yet on {day}, the day of issue",
        "発行日{day}に「{scheme}」の版はまだありません",
    ),
    "scheme-ended": _bad("the edition {scheme} has ended", "「{scheme}」の版は終了しています"),
    "level-unknown": _unknown(
        "the trust list does not say how this level of {scheme} is evaluated",
        "「{scheme}」のこの水準の評価方法がトラストリストにありません",
    ),
    "list-expired": _unknown(
        "the trust list ended on {expires}; nobody's authority can be told until a newer one is there",
        "トラストリストは{expires}に期限切れです。新しいリストがあるまで権限を判断できません",
    ),
    "not-looked-at": _unknown(
        "not looked at, because the signature is not good", "署名が有効でないため確認していません"
    ),
}
_STATUS = {
    "valid": _good("valid as of {age}", "{age}の時点で有効"),
    "valid-short": _good(
        "valid until {until}; it is too short-lived to have a status", "{until}まで有効(短期間のため失効情報なし)"
    ),
    "clock-before-issue": _unknown(
        "the clock stands before the day of issue {issued}; the clock or the claim is wrong",
        "時刻が発行日時{issued}より前です。時計か主張のどちらかが誤っています",
    ),
    "not-yet-valid": _unknown("valid only from {since}", "{since}から有効です(まだ有効ではありません)"),
    "expired": _bad("expired on {until}", "{until}に有効期限が切れています"),
    "withdrawn": _bad("withdrawn by the issuer, known since {known}", "発行者が取り消しています({known}に判明)"),
    "suspended": _bad(
        "suspended by the issuer as of {age}; a newer status list can lift that",
        "{age}の時点で発行者が一時停止しています。新しい失効情報で解除されることがあります",
    ),
    "superseded": _bad("the issuer has replaced it by a newer claim", "発行者が新しい主張に置き換えています"),
    "other-model": _bad(
        "made for another version of the model of {subject}", "{subject}のモデルの別の版に対する主張です"
    ),
    "other-version": _bad(
        "about version {version} of {subject}; in use is {used}",
        "{subject}のバージョン{version}に対する主張です。使用中は{used}です",
    ),
    "status-old": _unknown(
        "the status at hand is older than the {limit} allowed: it was issued {age}; fetch a newer status list",
        "手元の失効情報は許容される{limit}を超えています({age}に発行)。新しい失効情報を取得してください",
    ),
    "status-ended": _unknown(
        "the status list ended on {until}; fetch a newer one",
        "失効情報は{until}に期限切れです。新しいものを取得してください",
    ),
    "status-missing": _unknown("the status list {list} is not at hand", "失効情報「{list}」が手元にありません"),
    "status-none": _unknown(
        "it names no status list and lives too long to do without", "失効情報の指定がなく、有効期間も長すぎます"
    ),
    "status-misfit": _unknown(
        "the status list {list} has no such place or another purpose",
        "失効情報「{list}」に該当箇所がないか、目的が異なります",
    ),
}
_LOG = {
    "logged": _good(
        "in the log {log}, seen by {count} witnesses of {quorum} wanted",
        "ログ{log}に記録済み(ウィットネス{count}者が確認、必要数{quorum})",
    ),
    "log-absent": _unknown("no proof from a log was given", "ログの証明がありません"),
    "log-unreadable": _bad("the proof from the log can not be read: {problem}", "ログの証明が読めません: {problem}"),
    "log-foreign": _unknown(
        "the proof is not looked at: the trust list does not know the log {log}",
        "ログ{log}がトラストリストにないため、証明は確認していません",
    ),
    "log-wrong": _bad("the proof from the log does not fit: {problem}", "ログの証明が一致しません: {problem}"),
    "log-two-stories": _bad(
        "the log {log} shows another tree of the same size elsewhere: it tells two stories",
        "ログ{log}は同じ件数で異なる木を別の場所に示しています。二つの履歴があります",
    ),
    "log-few-witnesses": _unknown(
        "in the log {log}, but seen by {count} witnesses only of {quorum} wanted",
        "ログ{log}に記録済みですが、確認したウィットネスは{count}者だけです(必要数{quorum})",
    ),
}
_LABEL = {
    "label-unreadable": _bad(
        "the label can not be read; it is cut off, was changed, or is something else: {problem}",
        "ラベルとして読めません。途中で切れているか、変更されているか、別のデータです: {problem}",
    ),
    "label-overstated": _bad(
        "the label states {stated}, but counts as {basis} only", "ラベルには{stated}とありますが、{basis}にとどまります"
    ),
}
REASONS: Mapping[str, Reason] = MappingProxyType(_SIGNATURE | _AUTHORITY | _STATUS | _LOG | _LABEL)
"""Every reason by its code."""
