"""Keys, drafts, claims and lists on a terminal and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.cli.plain import clean, clean_json, complain, say
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.envelope.strict_json import Json
    from sanso.trust.claims.claim import Answer, Claim
    from sanso.trust.lists.status_list import StatusList
    from sanso.verbs.claims import NewKey, ReadClaim, SignedList

__all__ = [
    "answer_head",
    "claim_lines",
    "show_claim",
    "show_key",
    "show_list",
    "show_signed",
    "show_status",
    "show_written",
]

_MOST = 20


def show_key(made: NewKey, private: Path, public: Path, voice: Voice, *, as_json: bool) -> None:
    """Say where the key is, and by which thumbprint it is known."""
    if as_json:
        _print({"files": [str(private), str(public)], "thumbprint": made.thumbprint})
        return
    _wrote(private, voice)
    _wrote(public, voice)
    say(voice("thumbprint: {key}", "拇印: {key}", key=made.thumbprint))
    say(
        voice(
            "Keep the first file and its passphrase; pass on the second.",
            "1つ目のファイルとパスフレーズは保管し、2つ目を配布してください。",
        )
    )


def show_written(draft: Path, voice: Voice, *, as_json: bool) -> None:
    """Say where the draft is, and what comes next."""
    if as_json:
        _print({"files": [str(draft)]})
        return
    _wrote(draft, voice)
    say(voice("next: fill in what is empty, then", "空欄を埋めたら次を実行してください:"))
    say(f"  sanso claim sign {clean(draft)} --key KEY.pem --out {clean(draft.with_suffix('.claim'))}")


def show_signed(claim: Claim, text: str, out: Path, voice: Voice, *, as_json: bool) -> None:
    """Say where the signed claim is, and warn where it can not count for long."""
    from sanso.trust.claims.credential import claim_digest
    from sanso.trust.verdicts.policy import Policy

    if as_json:
        _print({"files": [str(out)], "id": claim.id, "digest": claim_digest(text), "answers": len(claim.answers)})
    else:
        _wrote(out, voice)
        say(clean(f"{claim.id} {claim_digest(text)}"))
    if not claim.status and claim.valid_until - claim.valid_from > Policy().without_status:
        days = Policy().without_status // dt.timedelta(days=1)
        complain(
            voice(
                "this claim names no status list and holds for more than {days} days: it will not count",
                "失効情報の指定がなく有効期間が{days}日を超えるため、この主張は根拠になりません",
                days=days,
            )
        )


def show_claim(found: ReadClaim, voice: Voice, *, as_json: bool) -> None:
    """Show what a signed claim says, and that nothing of it was verified."""
    if as_json:
        from sanso.trust.claims.credential import claim_payload

        _print({"digest": found.digest, "key": found.key, "verified": False, "content": claim_payload(found.claim)})
        return
    for line in claim_lines(found.claim, voice):
        say(clean(line))
    say(voice("signed with the key {key}", "署名鍵 {key}", key=clean(found.key)))
    say(clean(found.digest))
    complain(voice("nothing was verified; `sanso verify` does", "検証はしていません。検証は `sanso verify` で行います"))


def show_list(made: SignedList, out: Path, voice: Voice, *, as_json: bool) -> None:
    """Say which version was written, and how many signatures it has of those that it needs."""
    wanted, version = made.list.root.threshold, made.list.version
    keys = [key.thumbprint for key in made.list.root.keys]
    if as_json:
        _print(
            {
                "files": [str(out)],
                "version": version,
                "signatures": made.signatures,
                "threshold": wanted,
                "root_keys": [*keys],
            }
        )
        return
    _wrote(out, voice)
    say(
        voice(
            "trust list version {version}: {found} of {signatures}",
            "トラストリスト 第{version}版: 署名 {found}/{wanted}",
            version=version,
            found=made.signatures,
            wanted=wanted,
            signatures=counted(wanted, "signature"),
        )
    )
    for key in keys:
        say(voice("root key to pin: {key}", "登録(--pin)に使うルート鍵: {key}", key=key))
    if made.signatures < wanted:
        complain(
            voice(
                "it does not count yet; the others sign it with `sanso claim cosign`",
                "まだ有効ではありません。ほかの署名者が `sanso claim cosign` で署名します",
            )
        )


def show_status(made: StatusList, out: Path, voice: Voice, *, as_json: bool) -> None:
    """Say how many places of the status list are set."""
    count = int.from_bytes(made.bits).bit_count()
    if as_json:
        _print({"files": [str(out)], "id": made.id, "purpose": made.purpose, "set": count})
        return
    from sanso.model.dates import day_text

    _wrote(out, voice)
    until = voice.text(day_text(made.valid_until.date()))
    if made.purpose == "revocation":
        text = voice(
            "{id}: {n:,} withdrawn; until {until}",
            "{id}: 取消し {n:,}件、{until}まで",
            id=made.id,
            n=count,
            until=until,
        )
    else:
        text = voice(
            "{id}: {n:,} suspended; until {until}",
            "{id}: 一時停止 {n:,}件、{until}まで",
            id=made.id,
            n=count,
            until=until,
        )
    say(clean(text))


def claim_lines(claim: Claim, voice: Voice) -> Iterator[str]:
    """Yield what *claim* says, line by line; not yet safe to print."""
    from sanso.model.dates import day_text
    from sanso.trust.claims.words import SUBJECT_TEXTS, scheme_text

    subject, scheme = claim.subject, claim.scheme
    name = f"{subject.name} ({subject.id})" if subject.name else subject.id
    yield claim.id
    yield voice(
        "issuer {issuer}, subject {name} [{kind}]",
        "発行者 {issuer}、対象 {name} [{kind}]",
        issuer=claim.issuer,
        name=name,
        kind=voice.text(SUBJECT_TEXTS[subject.kind]),
    )
    if scheme is not None:
        yield voice("scheme {scheme}", "制度 {scheme}", scheme=voice.text(scheme_text(scheme)))
    yield from _looked(claim, voice)
    for answer in claim.answers[:_MOST]:
        yield "  " + " ".join(filter(None, (answer_head(answer, voice), answer.scope, answer.text)))
    if len(claim.answers) > _MOST:
        yield voice("  … and {n:,} more", "  … ほか{n:,}件", n=len(claim.answers) - _MOST)
    for one in claim.evidence[:_MOST]:
        yield voice(
            "evidence {place} {kind}, {size:,} bytes, TLP:{tlp}",
            "証跡 {place} {kind}、{size:,} バイト、TLP:{tlp}",
            place=one.place or one.digest,
            kind=one.media_type,
            size=one.size,
            tlp=one.confidentiality,
        )
    for pointer in claim.status:
        yield voice(
            "status in {list}, place {index}", "失効情報 {list} の {index} 番", list=pointer.list, index=pointer.index
        )
    for digest in claim.supersedes[:_MOST]:
        yield voice("in place of {digest}", "置き換える主張 {digest}", digest=digest)
    yield voice(
        "issued {issued}, valid {since} to {until}",
        "発行 {issued}、有効期間 {since}〜{until}",
        issued=voice.text(day_text(claim.issued.date())),
        since=voice.text(day_text(claim.valid_from.date())),
        until=voice.text(day_text(claim.valid_until.date())),
    )


def _looked(claim: Claim, voice: Voice) -> Iterator[str]:
    """Yield who looked, how, and on how many of how many."""
    from sanso.trust.claims.words import METHOD_TEXTS

    if claim.assessor:
        yield voice("looked at by {who}", "確認者 {who}", who=claim.assessor)
    if claim.method is None:
        return
    method = claim.method
    parts = [voice.text(METHOD_TEXTS[method.kind])]
    if method.sample is not None and method.of is not None:
        parts.append(voice("{n:,} of {of:,}", "{of:,}件中{n:,}件", n=method.sample, of=method.of))
    elif method.sample is not None:
        parts.append(voice("a sample of {n:,}", "標本{n:,}件", n=method.sample))
    if method.coverage:
        parts.append(method.coverage)
    yield voice("method: {how}", "確認の方法: {how}", how=voice(", ", "、").join(parts))


def answer_head(answer: Answer, voice: Voice) -> str:
    """Return the item of *answer*, its result and its level; not yet safe to print."""
    from sanso.trust.claims.words import RESULT_TEXTS, level_text

    values = {
        "item": answer.item,
        "result": voice.text(RESULT_TEXTS[answer.result]),
        "level": voice.text(level_text(answer.level)) if answer.level else "",
    }
    if not answer.level:
        return voice("{item}: {result}", "{item}: {result}", **values)
    return voice("{item}: {result} ({level})", "{item}: {result}({level})", **values)


def _wrote(path: Path, voice: Voice) -> None:
    say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))


def _print(value: dict[str, Json]) -> None:
    say(clean_json(json.dumps(value, ensure_ascii=False, indent=1)))
