"""Every parser of foreign bytes of the trust room: what it reads, and a good example that can be taken apart.

`test_parsers` fuzzes them all, and fails where a parser is missing here.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from tests.trust.chain import (
    DAY,
    LOG,
    MAKER_ES256,
    PINS,
    ROOTS,
    START,
    WITHDRAWN,
    Chain,
    first_list,
    key,
    sealed,
    status,
    verifier,
)
from tests.trust.layers import Layer, cbor, compact, dsse, form, inner_cbor, text_lines

from sanso.catalogue import load_catalogue
from sanso.envelope import base64url
from sanso.envelope.cbor import read_cbor
from sanso.envelope.checkpoints import Checkpoint, open_checkpoint, read_checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign, witnessed
from sanso.envelope.disclosures import Disclosure
from sanso.envelope.dsse import read_envelope, seal, signers_of
from sanso.envelope.jws import kid_of, open_compact, sign_compact
from sanso.envelope.key_file import read_key
from sanso.envelope.keys import PublicKey, pair_of, sequence_of
from sanso.envelope.log_entries import Entry, read_entry
from sanso.envelope.log_proofs import check_log_proof, read_log_proof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import Leaves, consistency_proof, inclusion_proof, leaf_hash, root_of
from sanso.envelope.notes import NoteKey, decode_base64, read_note, read_note_key
from sanso.envelope.receipts import check_receipt, read_receipt, write_receipt
from sanso.envelope.sd_jwt import SdJwt
from sanso.envelope.strict_json import Json, Limits, read_json
from sanso.envelope.tiles import bundle_of, check_tile, read_bundle
from sanso.envelope.token_uri import read_token_uri
from sanso.formats.claims import AnswerFacts, DraftFacts, draft_text, read_draft, read_trust_draft, trust_example
from sanso.formats.claims.subject_map import SubjectMap, read_subject_map
from sanso.formats.cyclonedx import SharedClaim, declarations_of, read_declarations
from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.report.pictures.label_code import LabelCode, address_in
from sanso.trust.chain.derived import Derived, asked_for, derive, read_derived
from sanso.trust.chain.evidence_notes import read_evidence_note
from sanso.trust.chain.relays import Relay, read_relay, relay, verify_relay
from sanso.trust.claims.claim import SchemeLevel, StatusPointer
from sanso.trust.claims.credential import claim_digest, claim_payload, read_claim, sign_claim
from sanso.trust.claims.presentations import items_shown, open_claim, present
from sanso.trust.claims.statements import (
    EVIDENCE,
    EvidenceMade,
    File,
    evidence_of,
    evidence_statement,
    read_statement,
    seal_statement,
)
from sanso.trust.labels.judging import label_verdict
from sanso.trust.labels.label import Label, code_bytes, label_code, read_label, sign_label
from sanso.trust.lists.list_format import list_json, read_list_json
from sanso.trust.lists.status_list import TYPE as STATUS_TYPE
from sanso.trust.lists.trust_list import PAYLOAD_TYPE, Pins, open_list
from sanso.trust.monitoring import Alarm, Watched, judge, read_alarm
from sanso.trust.schemes.device_checks import read_device_check
from sanso.trust.schemes.fill_in import fill_in_form
from sanso.trust.verdicts.verifying import Verifier

__all__ = ["OWN", "PARSERS", "Parser"]


@dataclass(frozen=True)
class Parser:
    """One way in for foreign bytes."""

    covers: str
    """``module:name`` of the function, without ``sanso.``; more than one with spaces between."""
    read: Callable[[bytes], object]
    good: bytes
    layer: Layer | None = None
    """How what lies within is reached."""
    written: Callable[[Any], bytes] | None = None
    """Writes what was read, where there is one way only to write it."""
    refusal: type[Exception] = Malformed
    weight: float = 1.0
    """How many examples it gets, beside the others."""


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda raw: read(raw.decode("utf-8", "surrogateescape"))


def _file(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda raw: read(raw.decode("utf-8", "replace"))


def _object(read: Callable[[dict[str, Json]], object]) -> Callable[[bytes], object]:
    def reading(raw: bytes) -> object:
        value = read_json(raw)
        return read(value) if isinstance(value, dict) else None

    return reading


CONTENT = load_catalogue()
CHAIN = Chain()
TUV, WITNESS = key("tuv"), NoteKey("witness0.example", key("witness0").public, "cosignature")
TEXT = CHAIN.issue()
DOSSIER = sign_claim(CHAIN.claim(items=("CPS.DS-10", "CPS.DS-11")), TUV, CHAIN.salts)
DOSSIER = CHAIN.issue(CHAIN.claim("tuv", ["CPS.DS-10", "CPS.DS-11", "CPS.DS-12"]))
PRESENTATION = present(DOSSIER, ["CPS.DS-11"])
PROOF = CHAIN.proof(TEXT)
STATUS = status(places=[3], time=START + DAY)
KNOWN = verifier()
HASHES = [leaf_hash(b"%d" % n) for n in range(9)]
LEAF = Entry("claim", "sha-256:" + 64 * "a").leaf
TREE = [*HASHES, LEAF]
SIGNED = sign_checkpoint(Checkpoint(LOG.name, 9, root_of(HASHES)), key("log"))
NEWER = sign_checkpoint(Checkpoint(LOG.name, 10, root_of(TREE)), key("log"))
COSIGNED = cosign(SIGNED.note, WITNESS.name, key("witness0"), START)
RECEIPT = write_receipt(
    9, 10, LEAF, inclusion_proof(Leaves(TREE), 9, 10), issuer=LOG.name, subject="x", signer=key("log")
)
NOTE = relay(TEXT, Relay("maker", "operator", START), [MAKER_ES256])
DERIVED = derive(
    Derived("operator", "CPS.DS-10", "met", 3, tuple(f"sha-256:{n:064x}" for n in range(2)), START), [key("operator")]
)
FILES = (File("report.pdf", "sha-256:" + 64 * "b"),)
EVIDENCE_NOTE = seal_statement(evidence_statement(FILES, EvidenceMade("test", "tuv", START)), [TUV])
ALARM = Alarm(LOG, SIGNED, sign_checkpoint(Checkpoint(LOG.name, 9, bytes(32)), key("log")))
JWK = json.dumps({**MAKER_ES256.public.jwk(), "alg": "ES256", "use": "sig", "key_ops": ["verify"]}).encode()
LABEL = sign_label(
    Label(
        "KD-17", "tuv", "device-type", "onboard-x2", Text(en="Camera", ja="カメラ"), SchemeLevel("star", "S1.1", "1"),
        START.date(), START.date(), START.date() + 300 * DAY, "X2", "self-declaration",
        (StatusPointer("revocation", WITHDRAWN, 5),), "sha-256:" + 64 * "a",
    ),
    TUV,
).raw  # fmt: skip
SVG = f'<svg><metadata class="sanso-label">https://label.example/l#{label_code(LABEL)}</metadata></svg>'.encode()
CLAIM = CHAIN.claim("tuv", ["CPS.DS-10"])
SHARED = SharedClaim(CLAIM, TEXT, "sha-256:" + 64 * "c")
DRAFT = draft_text(DraftFacts("tuv", CLAIM.subject, (AnswerFacts("CPS.DS-10", "met"),), "2027-10-31"))
STATEMENTS = "application/vnd.in-toto+json"


def _key_file() -> bytes:
    """Return a key under a passphrase that is stretched in fewer rounds than ours, so that it is read quickly."""
    return MAKER_ES256.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"pass"))


def _checked_proof(raw: bytes) -> bytes:
    proof = read_log_proof(raw)
    with contextlib.suppress(Malformed):
        _ = proof.origin
    check_log_proof(proof, Entry("claim", claim_digest(TEXT)).leaf, LOG, [WITNESS])
    return raw


def _checked_receipt(raw: bytes) -> bytes:
    receipt = read_receipt(raw)
    check_receipt(receipt, LEAF, key("log").public)
    return receipt.raw


@dataclass(frozen=True)
class _Pair:
    number: int
    word: str

    @classmethod
    def of(cls, found: Any) -> _Pair:
        number, word = found
        return cls(int(number), str(word))

    @property
    def raw(self) -> bytes:
        return cbor2.dumps([self.number, self.word])


def _read_pair(raw: bytes) -> _Pair:
    return read_cbor(raw, _Pair.of, lambda detail: Malformed("pair", Text.of("no pair"), detail), most=100)


_PARSERS = (
    Parser(
        "envelope.base64url:decode", _text(base64url.decode), b"AA-_Qg", None, lambda of: base64url.encode(of).encode()
    ),
    Parser("envelope.strict_json:read_json", read_json, b'{"a":[1,"\\ud83d\\ude00",null,{"b":[]}]}', form),
    Parser("", lambda raw: read_json(raw, Limits(floats=True)), b"[1.5e3,-0]", form),
    Parser("envelope.keys:PublicKey.from_jwk", _object(PublicKey.from_jwk), JWK, form),
    Parser("envelope.keys:pair_of", pair_of, sequence_of(bytes(range(64))), None, sequence_of),
    Parser("envelope.key_file:read_key", lambda raw: read_key(raw, "pass"), _key_file(), None, None, Malformed, 0.5),
    Parser(
        "envelope.token_uri:read_token_uri", _text(read_token_uri), b"pkcs11:token=Lab%20a;object=k?module-path=/x.so"
    ),
    Parser("envelope.jws:Jws.read envelope.jws:kid_of", _text(kid_of), sign_compact(b"{}", TUV, typ="x").encode()),
    Parser(
        "envelope.jws:open_compact envelope.jws:Jws.check",
        _text(lambda text: open_compact(text, TUV.public, typ="x")),
        sign_compact(b"{}", TUV, typ="x").encode(),
    ),
    Parser(
        "envelope.dsse:read_envelope",
        lambda raw: signers_of(read_envelope(raw), [TUV.public]),
        seal(b"{}", "t", [TUV]),
        form,
    ),
    Parser("envelope.disclosures:Disclosure.read", _text(Disclosure.read), DOSSIER.split("~")[1].encode()),
    Parser(
        "envelope.sd_jwt:SdJwt.read",
        _text(lambda text: SdJwt.read(text).verified(TUV.public)),
        DOSSIER.encode(),
        compact("vc+sd-jwt", TUV),
    ),
    Parser("envelope.notes:read_note", read_note, COSIGNED.raw, text_lines, lambda note: note.raw),
    Parser("envelope.notes:read_note_key", _text(read_note_key), LOG.text.encode(), None, lambda of: of.text.encode()),
    Parser("envelope.notes:decode_base64", _text(decode_base64), b"AAECAw=="),
    Parser(
        "envelope.checkpoints:open_checkpoint envelope.checkpoints:read_checkpoint",
        lambda raw: open_checkpoint(raw, LOG),
        SIGNED.raw,
        text_lines,
    ),
    Parser("", lambda raw: read_checkpoint(read_note(raw)), SIGNED.raw, text_lines),
    Parser("", lambda raw: witnessed(read_note(raw), [WITNESS]), COSIGNED.raw, text_lines),
    Parser("envelope.log_proofs:read_log_proof", read_log_proof, PROOF, text_lines, lambda proof: proof.raw),
    Parser("envelope.log_proofs:check_log_proof", _checked_proof, PROOF, text_lines),
    Parser("envelope.log_entries:read_entry", read_entry, Entry.of("claim", b"x").raw, form, lambda entry: entry.raw),
    Parser("envelope.cbor:read_cbor", _read_pair, cbor2.dumps([1, "a"]), cbor, lambda pair: pair.raw),
    Parser("envelope.receipts:read_receipt", read_receipt, RECEIPT.raw, cbor, lambda receipt: receipt.raw),
    Parser("envelope.receipts:check_receipt", _checked_receipt, RECEIPT.raw, inner_cbor(0)),
    Parser("envelope.tiles:read_bundle", read_bundle, bundle_of([b"a", b"", b"ccc"]), None, bundle_of),
    Parser("envelope.tiles:check_tile", lambda raw: check_tile(raw, 2), bytes(64), None, bytes),
    Parser(
        "trust.claims.credential:read_claim trust.claims.credential_form:read_form",
        _object(read_claim),
        json.dumps(claim_payload(CLAIM)).encode(),
        form,
    ),
    Parser(
        "trust.claims.presentations:open_claim trust.claims.presentations:claim_in",
        _text(lambda text: open_claim(text, TUV.public)),
        PRESENTATION.encode(),
        compact("vc+sd-jwt", TUV),
    ),
    Parser(
        "trust.claims.presentations:items_shown", _text(items_shown), PRESENTATION.encode(), compact("vc+sd-jwt", TUV)
    ),
    Parser(
        "trust.claims.presentations:present",
        _text(lambda text: present(text, ["CPS.DS-11"])),
        PRESENTATION.encode(),
        compact("vc+sd-jwt", TUV),
    ),
    Parser(
        "trust.claims.statements:read_statement trust.claims.statements:evidence_of",
        lambda raw: evidence_of(read_statement(raw, [TUV.public], EVIDENCE).statement),
        EVIDENCE_NOTE,
        dsse(STATEMENTS, [TUV]),
    ),
    Parser(
        "trust.chain.evidence_notes:read_evidence_note",
        lambda raw: read_evidence_note(KNOWN, raw),
        EVIDENCE_NOTE,
        dsse(STATEMENTS, [TUV]),
    ),
    Parser(
        "trust.chain.relays:read_relay trust.chain.relays:read_signed",
        lambda raw: read_relay(KNOWN, raw),
        NOTE,
        dsse(STATEMENTS, [MAKER_ES256]),
    ),
    Parser(
        "trust.chain.relays:verify_relay",
        lambda raw: verify_relay(KNOWN, raw, TEXT),
        NOTE,
        dsse(STATEMENTS, [MAKER_ES256]),
    ),
    Parser(
        "trust.chain.derived:read_derived",
        lambda raw: read_derived(KNOWN, raw),
        DERIVED,
        dsse(STATEMENTS, [key("operator")]),
    ),
    Parser(
        "trust.chain.derived:asked_for",
        lambda raw: asked_for(raw, bytes(16), 0),
        DERIVED,
        dsse(STATEMENTS, [key("operator")]),
    ),
    Parser(
        "trust.labels.label:code_bytes",
        _text(code_bytes),
        label_code(LABEL).encode(),
        None,
        lambda raw: label_code(raw).encode(),
    ),
    Parser("trust.labels.label:read_label", read_label, LABEL, inner_cbor(2), lambda signed: signed.raw),
    Parser("", read_label, LABEL, cbor, lambda signed: signed.raw),
    Parser(
        "",
        lambda raw: label_verdict(raw.decode("utf-8", "surrogateescape"), KNOWN).verdict.record(),
        label_code(LABEL).encode(),
    ),
    Parser("report.pictures.label_code:address_in", address_in, SVG, text_lines),
    Parser("", address_in, LabelCode.of("https://label.example/l#MFRGGZDFMFRGGZDF").png()),
    Parser(
        "trust.lists.list_format:read_list_json",
        _object(read_list_json),
        json.dumps(list_json(first_list())).encode(),
        form,
    ),
    Parser("trust.lists.trust_list:open_list", open_list, sealed(first_list()), dsse(PAYLOAD_TYPE, ROOTS)),
    Parser("trust.lists.trust_list:Pins.of", Pins.of, sealed(first_list()), dsse(PAYLOAD_TYPE, ROOTS)),
    Parser(
        "trust.lists.trust_list:TrustedList.pinned trust.verdicts.verifying:Verifier.start",
        lambda raw: Verifier.start(raw, PINS, START),
        sealed(first_list()),
        dsse(PAYLOAD_TYPE, ROOTS),
    ),
    Parser(
        "trust.lists.trust_list:TrustedList.followed_by trust.verdicts.verifying:Verifier.with_list",
        KNOWN.with_list,
        sealed(replace(first_list(), version=2)),
        dsse(PAYLOAD_TYPE, ROOTS),
    ),
    Parser(
        "trust.lists.status_list:read_status trust.verdicts.verifying:Verifier.with_status",
        _text(KNOWN.with_status),
        STATUS.encode(),
        compact(STATUS_TYPE, TUV),
    ),
    Parser("trust.verdicts.verifying:Verifier.with_checkpoint", KNOWN.with_checkpoint, SIGNED.raw, text_lines),
    Parser(
        "trust.verdicts.verifying:Verifier.with_claim",
        _text(KNOWN.with_claim),
        DOSSIER.encode(),
        compact("vc+sd-jwt", TUV),
    ),
    Parser("", _text(lambda text: KNOWN.verdict(text, PROOF).record()), DOSSIER.encode(), compact("vc+sd-jwt", TUV)),
    Parser("", lambda raw: KNOWN.verdict(TEXT, raw).record(), PROOF, text_lines),
    Parser("", lambda raw: KNOWN.verdict(TEXT, raw).record(), RECEIPT.raw, cbor),
    Parser("trust.monitoring:read_alarm", read_alarm, ALARM.raw, form, lambda alarm: alarm.raw),
    Parser(
        "trust.monitoring:judge",
        lambda raw: judge(Watched(LOG, SIGNED), raw, consistency_proof(Leaves(TREE), 9, 10)),
        NEWER.raw,
        text_lines,
    ),
    Parser(
        "formats.claims.subject_map:read_subject_map",
        read_subject_map,
        SubjectMap({("tuv", "system", "s"): "e"}).raw,
        form,
    ),
    Parser(
        "formats.cyclonedx.reading:read_declarations",
        read_declarations,
        declarations_of([SHARED])[0],
        form,
        None,
        Malformed,
        0.5,
    ),
    Parser(
        "formats.claims.draft:read_draft formats.claims.forms:read_form",
        _file(lambda text: read_draft(text, "d.yaml")),
        DRAFT.encode(),
        text_lines,
        None,
        InputRefused,
        0.3,
    ),
    Parser(
        "trust.schemes.device_checks:read_device_check",
        _file(lambda text: read_device_check(text, "c.yaml", CONTENT)),
        fill_in_form(CONTENT, "camera", "en").encode(),
        text_lines,
        None,
        InputRefused,
        0.1,
    ),
    Parser(
        "formats.claims.trust_file:read_trust_draft",
        _file(lambda text: read_trust_draft(text, "t.yaml")),
        trust_example(START.date()).encode(),
        text_lines,
        None,
        InputRefused,
        0.3,
    ),
)
PARSERS: Mapping[str, Parser] = {
    f"{number:02} {parser.covers.partition(' ')[0] or 'again'}": parser for number, parser in enumerate(_PARSERS)
}
"""All of them, by number and first name."""
OWN: Mapping[str, str] = {
    "envelope.canonical:canonical": "a value of our own, already read",
    "envelope.canonical:digest_of": "a value of our own, already read",
    "envelope.cosignatures:cosign": "writes",
    "envelope.keys:SoftKey.from_secret": "a secret of our own",
    "envelope.merkle:root_from_inclusion": "hashes that read_log_proof and read_receipt have read",
    "envelope.notes:sign_note": "writes",
    "envelope.key_file:write_key": "writes",
    "envelope.token_key:TokenKey.sign": "writes",
    "envelope.token_key:token_key": "names of the person at the keyboard",
    "envelope.token_key:key_in": "asks a token",
    "report.pictures.label_code:LabelCode.of": "writes",
    "report.pictures.label_code:label_address": "writes",
    "trust.chain.relays:relay": "writes",
    "trust.claims.statements:seal_statement": "writes",
    "trust.chain.relays:check_signer": "names that read_relay has read",
    "trust.labels.label:label_of": "writes",
    "trust.members:check_name": "used by the parsers",
    "trust.members:check_text": "used by the parsers",
    "trust.members:read_time": "used by the parsers",
    "trust.monitoring:witness_line": "writes",
}
"""What takes bytes or texts and refuses some, but reads nothing foreign: why."""
