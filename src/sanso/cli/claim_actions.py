"""What every action of ``sanso claim`` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.cli.faults import Fault, explain, unknown, writing_to
from sanso.cli.refusals import refusals

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.envelope.keys import Algorithm
    from sanso.trust.claims.claim import Method, StatusPointer
    from sanso.verbs.claims import SignedList

__all__ = ["ClaimWords", "act"]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What was typed; empty where it was not."""

    files: Sequence[Path]
    out: Path | None
    key: Path | None
    passphrase_file: Path | None
    pkcs11_module: Path | None
    algorithm: str
    subject: str
    requirement: Sequence[str]
    scheme: str
    edition: str
    issuer: str
    level: str
    result: str
    valid_from: str | None
    valid_until: str | None
    evidence: Sequence[Path]
    status_list: str
    index: int | None
    new: bool
    previous: Path | None
    suspension: bool
    withdraw: Sequence[int]
    restore: Sequence[int]
    method: str
    assessor: str
    scope: str
    sample: int | None
    of: int | None
    coverage: str
    supersedes: Sequence[Path]
    tool: str
    format: str
    at: str | None
    catalogue: Path | None
    as_json: bool

    def given(self) -> Iterator[str]:
        """Yield the options that were typed."""
        for field in fields(self):
            value = getattr(self, field.name)
            empty = value is None or value is False or value in ("", [])
            if field.name not in ("files", "as_json") and not empty:
                yield "--" + field.name.replace("_", "-")


def act(action: str, asked: ClaimWords, voice: Voice) -> None:
    """Do what *action* says.

    Raises:
        Fault: it cannot be done.

    """
    with refusals(voice, as_json=asked.as_json):
        _DONE[action](asked, voice)


def _key(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.claim import show_key
    from sanso.cli.signing import passphrase_from
    from sanso.verbs.claims import new_signing_key

    out = _out(asked)
    public = out.with_name(out.name.removesuffix(".pem") + ".pub.json")
    _free(out, public)
    made = new_signing_key(_algorithm(asked.algorithm), passphrase_from(asked.passphrase_file, voice))
    _write({out: made.private, public: made.public})
    show_key(made, out, public, voice, as_json=asked.as_json)


def _draft(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.claim import show_written
    from sanso.trust.claims.claim import RESULTS
    from sanso.verbs.claims import DraftOrder, draft_claim

    out = _out(asked)
    if not asked.subject or not asked.requirement or not asked.issuer or not asked.valid_until:
        raise Fault(
            "a draft needs --subject, --requirement, --issuer and --valid-until",
            "下書きには --subject、--requirement、--issuer、--valid-until が必要です",
        )
    if asked.result and asked.result not in RESULTS:
        raise unknown("result", "結果", asked.result, RESULTS)
    until = _day("--valid-until", asked.valid_until)
    since = _day("--valid-from", asked.valid_from) if asked.valid_from is not None else None
    _free(out)
    order = DraftOrder(
        asked.subject,
        asked.requirement,
        asked.issuer,
        until,
        since,
        asked.result,
        asked.level,
        asked.scheme,
        asked.edition,
        asked.evidence,
        _pointer(asked),
        _method(asked),
        asked.assessor,
        asked.scope,
        asked.supersedes,
    )
    text = draft_claim(asked.files[0], order, voice.lang, catalogue=asked.catalogue)
    _write({out: text.encode()})
    show_written(out, voice, as_json=asked.as_json)


def _method(asked: ClaimWords) -> Method | None:
    """Return how it was found out, as far as that was typed.

    Raises:
        Fault: the method is none that is known, or the sample is larger than what it is drawn from.

    """
    from sanso.trust.claims.claim import METHODS, Method

    kind = next((one for one in METHODS if one == asked.method), None)
    if asked.method and kind is None:
        raise unknown("method", "方法", asked.method, METHODS)
    if kind is None:
        if asked.coverage or asked.sample is not None or asked.of is not None:
            raise Fault(
                "--sample, --of and --coverage go with --method",
                "--sample、--of、--coverage は --method とともに指定してください",
            )
        return None
    if asked.of is not None and (asked.sample is None or asked.sample > asked.of):
        raise Fault("--sample is at most --of", "--sample は --of 以下で指定してください")
    return Method(kind, asked.sample, asked.of, asked.coverage)


def _sign(asked: ClaimWords, voice: Voice) -> None:
    import secrets

    from sanso.cli.show.claim import show_signed
    from sanso.cli.signing import key_from
    from sanso.verbs.claims import sign_draft

    out = _out(asked)
    _free(out)
    signer = key_from(asked.key, asked.passphrase_file, voice, asked.pkcs11_module)
    now, own = _now(asked), asked.catalogue
    made, text = sign_draft(asked.files[0], signer, now, lambda: secrets.token_bytes(16), catalogue=own)
    _write({out: text.encode() + b"\n"})
    show_signed(made, text, out, voice, as_json=asked.as_json)


def _show(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.claim import show_claim
    from sanso.verbs.claims import claim_in

    show_claim(claim_in(asked.files[0]), voice, as_json=asked.as_json)


def _trust(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.plain import say
    from sanso.cli.signing import key_from
    from sanso.formats.claims import trust_example
    from sanso.verbs.claims import sign_trust_list

    if asked.new:
        for line in trust_example(_now(asked).date()).splitlines():
            say(line)
        return
    out = _out(asked)
    _free(out)
    signer = key_from(asked.key, asked.passphrase_file, voice, asked.pkcs11_module)
    _listed(sign_trust_list(asked.files[0], signer, _now(asked), asked.previous), out, voice, as_json=asked.as_json)


def _cosign(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.signing import key_from
    from sanso.verbs.claims import cosign_trust_list

    out = _out(asked)
    _free(out)
    signer = key_from(asked.key, asked.passphrase_file, voice, asked.pkcs11_module)
    _listed(cosign_trust_list(asked.files[0], signer), out, voice, as_json=asked.as_json)


def _listed(made: SignedList, out: Path, voice: Voice, *, as_json: bool) -> None:
    from sanso.cli.show.claim import show_list

    _write({out: made.raw + b"\n"})
    show_list(made, out, voice, as_json=as_json)


def _status(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.claim import show_status
    from sanso.cli.signing import key_from
    from sanso.verbs.claims import StatusOrder, sign_status_list

    out = _out(asked)
    older = asked.files[0] if asked.files else None
    if older is None and not (asked.status_list and asked.issuer):
        raise Fault(
            "a first status list needs --status-list and --issuer",
            "最初の失効情報には --status-list と --issuer が必要です",
        )
    if older is not None and (asked.status_list or asked.issuer or asked.suspension):
        raise Fault(
            "name, issuer and purpose are those of the list to go on from",
            "名前・発行者・目的は、元の失効情報のものを使います",
        )
    until = _day("--valid-until", asked.valid_until) if asked.valid_until is not None else None
    _free(out)
    signer = key_from(asked.key, asked.passphrase_file, voice, asked.pkcs11_module)
    order = StatusOrder(
        older,
        asked.status_list,
        asked.issuer,
        "suspension" if asked.suspension else "revocation",
        asked.withdraw,
        asked.restore,
        until,
    )
    made, text = sign_status_list(order, signer, _now(asked))
    _write({out: text.encode() + b"\n"})
    show_status(made, out, voice, as_json=asked.as_json)


def _evidence(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.exchange import show_stated
    from sanso.cli.signing import key_from
    from sanso.trust.claims.claim import METHODS
    from sanso.verbs.claim_exchange import state_evidence

    out = _out(asked)
    if not asked.issuer or not asked.method:
        raise Fault(
            "say who made the files, and how: --issuer and --method",
            "ファイルを作成した者と方法を --issuer と --method で指定してください",
        )
    method = next((one for one in METHODS if one == asked.method), None)
    if method is None:
        raise unknown("method", "方法", asked.method, METHODS)
    _free(out)
    signer = key_from(asked.key, asked.passphrase_file, voice, asked.pkcs11_module)
    raw = state_evidence(asked.files, asked.issuer, method, signer, _now(asked), asked.tool)
    _write({out: raw + b"\n"})
    show_stated(out, asked.files, signer.public.thumbprint, voice, as_json=asked.as_json)


def _export(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.exchange import show_exported
    from sanso.verbs.claim_exchange import FORMATS, export_claims

    out = _out(asked)
    if asked.format and asked.format not in FORMATS:
        raise unknown("format", "形式", asked.format, FORMATS)
    _free(out)
    made = export_claims(asked.files, asked.format or FORMATS[0], voice.lang, catalogue=asked.catalogue)
    _write({out: made.raw})
    show_exported(made, out, voice, as_json=asked.as_json)


def _import(asked: ClaimWords, voice: Voice) -> None:
    from sanso.cli.show.exchange import show_imported
    from sanso.verbs.claim_exchange import import_claims

    out = _out(asked)
    until = _day("--valid-until", asked.valid_until) if asked.valid_until is not None else None
    found = import_claims(asked.files[0], issuer=asked.issuer, valid_until=until, catalogue=asked.catalogue)
    many = len(found.drafts) > 1
    paths = [out.with_stem(f"{out.stem}-{place}") if many else out for place in range(1, len(found.drafts) + 1)]
    _free(*paths)
    _write({path: draft.text.encode() for path, draft in zip(paths, found.drafts, strict=True)})
    show_imported(found, paths, voice, as_json=asked.as_json)


_DONE: Mapping[str, Callable[[ClaimWords, Voice], None]] = {
    "key": _key,
    "new": _draft,
    "sign": _sign,
    "show": _show,
    "evidence": _evidence,
    "export": _export,
    "import": _import,
    "trust": _trust,
    "cosign": _cosign,
    "status": _status,
}


def _out(asked: ClaimWords) -> Path:
    if asked.out is None:
        raise Fault("name the file to write: --out", "--out で書き出し先のファイルを指定してください")
    return asked.out


def _algorithm(name: str) -> Algorithm:
    if name in ("", "Ed25519"):
        return "Ed25519"
    if name == "ES256":
        return "ES256"
    raise unknown("algorithm", "アルゴリズム", name, ("Ed25519", "ES256"))


def _day(option: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Fault(
            f"{option}: {value} is not a date; write it like 2026-04-01",
            f"{option}: {value} は日付ではありません。2026-04-01 のように書いてください",
        ) from None


def _now(asked: ClaimWords) -> dt.datetime:
    """Return the time of signing: now, or the first second of the day that was named, in UTC."""
    from sanso.cli.options import day

    named = day(asked.at)
    return dt.datetime.now(dt.UTC) if named is None else dt.datetime(named.year, named.month, named.day, tzinfo=dt.UTC)


def _pointer(asked: ClaimWords) -> StatusPointer | None:
    import secrets

    from sanso.trust.claims.claim import StatusPointer
    from sanso.trust.lists.status_list import LEAST

    if not asked.status_list:
        if asked.index is not None:
            raise Fault("--index needs --status-list", "--index には --status-list が必要です")
        return None
    return StatusPointer(
        "revocation", asked.status_list, secrets.randbelow(LEAST) if asked.index is None else asked.index
    )


def _free(*paths: Path) -> None:
    """Refuse to write where something stands.

    Raises:
        Fault: it does.

    """
    import errno
    import os

    for path in paths:
        if os.path.lexists(path):
            raise explain(FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)), path)


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write files, all or none.

    Raises:
        Fault: one of them cannot be written.

    """
    from sanso.verbs.writing import write_whole

    done: list[Path] = []
    for path, content in contents.items():
        try:
            with writing_to(path):
                write_whole(path, content)
        except Fault:
            for one in done:
                one.unlink(missing_ok=True)
            raise
        done.append(path)
