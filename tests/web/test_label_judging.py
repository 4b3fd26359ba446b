"""The label page judges as the command line does: the same marks on the same labels, and no flipped bit passes."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import itertools
import json
import random

import pytest
from tests.web.label_judging import Case, judged_in_node

from sanso.envelope.keys import SoftKey
from sanso.model.text import Text
from sanso.trust.claims.claim import SchemeLevel, StatusPointer
from sanso.trust.labels.judging import label_verdict
from sanso.trust.labels.label import Label, label_code, sign_label
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import Pins, Root, TrustList, seal_list
from sanso.trust.verdicts.verifying import Verifier

KEYS = tuple(SoftKey.from_secret(kind, bytes([n]) * 32) for n, kind in enumerate(("Ed25519", "ES256") * 3, 1))
ROOTS = KEYS[:2]
MAKER, BODY, KEEPER, STRANGER = KEYS[2:]
DAY = dt.date(2026, 11, 1)
START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
LIST = "https://status.example/1"
LABEL = Label(
    "KD-17",
    "kita",
    "device-type",
    "nw-310",
    Text(en="Network camera", ja="ネットワークカメラ"),
    SchemeLevel("jp.jc-star", "S1.1", "1"),
    DAY,
    DAY,
    dt.date(2027, 10, 31),
    "NW-310",
    "self-declaration",
    (StatusPointer("revocation", LIST, 5), StatusPointer("suspension", LIST + "s", 6)),
    "sha-256:" + 64 * "a",
)


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def listed(*accreditations: Accreditation, expires: int = 3650, key_until: dt.date | None = None) -> TrustList:
    def issuer(name: str, key: SoftKey, *held: Accreditation, until: dt.date | None = None) -> Issuer:
        keys = {key.public.thumbprint: IssuerKey(key.public, DAY - days(30), until)}
        return Issuer(name, Text(en=name.title(), ja=f"{name}の日本語名"), keys, held)

    return TrustList(
        1,
        START,
        START + days(expires),
        Root(tuple(key.public for key in ROOTS), 2),
        (
            issuer("kita", MAKER, until=key_until),
            issuer("body", BODY, *accreditations),
            issuer("keeper", KEEPER),
        ),
        (
            Scheme("jp.jc-star", "S1.1", {"1": "self-declaration", "3": "third-party"}, DAY, DAY + days(800)),
            Scheme("iot-ssf", "1.0", {"*": "public-certification"}, DAY - days(100)),
        ),
        status_lists={LIST: "keeper", LIST + "s": "keeper"},
    )


def statuses(withdrawn: tuple[int, ...] = (), held: tuple[int, ...] = (), until: int = 3000) -> tuple[str, ...]:
    end = START + days(until)
    first = StatusList(LIST, "keeper", "revocation", START, end, bits_of(()))
    later = StatusList(LIST, "keeper", "revocation", START + days(2), end, bits_of(withdrawn))
    pause = StatusList(LIST + "s", "keeper", "suspension", START, end, bits_of(held))
    return tuple(sign_status(one, KEEPER) for one in (first, later, pause))


def in_python(case: Case) -> list[dict[str, object]]:
    now = dt.datetime.fromisoformat(case.now)
    verifier = Verifier(now)
    if case.list is not None:
        pins = Pins(frozenset(key.public.thumbprint for key in ROOTS), 2)
        verifier = Verifier.start(case.list.encode(), pins, now)
        for token in case.statuses:
            verifier = verifier.with_status(token)
    found = []
    for code in case.codes:
        judged = label_verdict(code, verifier, makers=case.makers)
        verdict = judged.verdict
        found.append(
            {
                "marks": [mark.code for mark in verdict.marks],
                "basis": verdict.basis,
                "counts": verdict.counts,
                "label": judged.label.number if judged.label else None,
            }
        )
    return found


def code(label: Label = LABEL, key: SoftKey = MAKER) -> str:
    return label_code(sign_label(label, key).raw)


ACCREDITED = Accreditation("jp.jc-star", "public-certification", (), DAY - days(10), DAY + days(400))
VARIANTS: tuple[dict[str, object], ...] = (
    {},
    {"issuer": "body"},
    {"issuer": "body", "basis_stated": "public-certification"},
    {"issuer": "nobody"},
    {"issuer": "body", "scheme": SchemeLevel("iot-ssf", "1.0", "category-3"), "basis_stated": None},
    {"issuer": "body", "scheme": SchemeLevel("jp.jc-star", "S1.1", "3"), "basis_stated": None},
    {"issuer": "body", "scheme": SchemeLevel("jp.jc-star", "S9"), "basis_stated": None},
    {"issuer": "body", "scheme": SchemeLevel("jp.jc-star", "S1.1", "9"), "basis_stated": None},
    {"status": ()},
    {"status": (), "valid_until": DAY + days(20)},
    {"status": (StatusPointer("revocation", LIST + "s", 5),)},
    {"status": (StatusPointer("revocation", LIST, 2**31),)},
    {"status": (StatusPointer("suspension", "https://status.example/none", 1),)},
    {"valid_from": dt.date(2026, 12, 24), "name": Text.of("GPS-7"), "model_number": "", "claim": ""},
    {"issued": dt.date(2027, 2, 1), "valid_from": dt.date(2027, 2, 1)},
    {"subject": "kita"},
    {"issuer": "body", "valid_until": DAY + days(1000), "basis_stated": None},
    {"number": "n" * 40, "subject": "日本製品-ａ", "name": Text(en="é\u3000x", ja="カメラ　７")},
)


def cases() -> list[Case]:
    labels = [dataclasses.replace(LABEL, **change) for change in VARIANTS]  # type: ignore[arg-type]
    codes = [code(one, BODY if one.issuer == "body" else MAKER) for one in labels]
    codes += [code(LABEL, BODY), code(LABEL, STRANGER), "", "ABCDEFGH", f"https://example.org/l#{codes[0]}\n"]
    lists = [
        listed(ACCREDITED),
        listed(ACCREDITED, expires=40),
        listed(dataclasses.replace(ACCREDITED, until=DAY + days(20)), key_until=DAY - days(1)),
        listed(
            dataclasses.replace(ACCREDITED, basis="third-party", until=DAY + days(5)),
            dataclasses.replace(ACCREDITED, since=DAY + days(6)),
        ),
        listed(dataclasses.replace(ACCREDITED, items=("S1-*",))),
        listed(dataclasses.replace(ACCREDITED, items=("*",))),
        listed(dataclasses.replace(ACCREDITED, since=DAY + days(1))),
        listed(),
    ]
    held = [statuses(), statuses((5,)), statuses((), (6,)), statuses((7,), (5,), until=50)]
    moments = [START + days(count) for count in (0, 3, 9, 60, 400, 900)]
    moments += [dt.datetime(2027, 10, 31, 23, 59, 59, tzinfo=dt.UTC), dt.datetime(2027, 11, 1, tzinfo=dt.UTC)]
    made = [Case.at(START, codes, None)]
    turns = itertools.cycle(held)
    pairs = [(listing, next(turns), now) for listing in lists for now in moments]
    pairs += [(lists[0], tokens, now) for tokens in held for now in moments]
    for listing, tokens, now in pairs:
        makers = ("kita",) if now.day % 2 else ()
        made.append(Case.at(now, codes, seal_list(listing, ROOTS), tokens, makers))
    return made


def test_the_page_and_the_command_line_agree() -> None:
    asked = cases()
    told = judged_in_node(asked)
    seen = set()
    for case, found in zip(asked, told, strict=True):
        expected = in_python(case)
        for text, one, other in zip(case.codes, found, expected, strict=True):
            assert one == other, (case.now, case.makers, text[:20])
            seen.update(one["marks"])
    wanted = {
        "label-unreadable", "label-overstated", "signed", "unchecked", "wrong-key", "unknown-key", "key-not-valid",
        "no-list", "unknown-issuer", "not-looked-at", "list-expired", "accredited", "own-statement", "no-authority",
        "not-accredited-scheme", "nothing-shown", "not-accredited-then", "accreditation-ended", "scheme-unknown",
        "scheme-ended", "level-unknown", "withdrawn", "expired", "suspended", "clock-before-issue", "not-yet-valid",
        "status-none", "valid-short", "status-missing", "status-misfit", "status-ended", "status-old", "valid",
        "log-absent",
    }  # fmt: skip
    assert wanted <= seen, wanted - seen


@pytest.mark.parametrize("key", KEYS[2:4], ids=["Ed25519", "ES256"])
def test_no_flipped_bit_passes(key: SoftKey) -> None:
    label = LABEL if key is MAKER else dataclasses.replace(LABEL, issuer="body")
    raw = sign_label(label, key).raw
    flipped = []
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place >> 3] ^= 1 << (place & 7)
        flipped.append(label_code(bytes(changed)))
    good = label_code(raw)
    case = Case.at(START, [good, *flipped], seal_list(listed(ACCREDITED), ROOTS), statuses(), ("kita",))
    (found,) = judged_in_node([case])
    assert found[0]["counts"] is True
    assert not [text for text, one in zip(case.codes[1:], found[1:], strict=True) if one["label"] or one["counts"]]


def test_other_ways_to_write_the_same_are_refused() -> None:
    good = code()
    raw = sign_label(LABEL, MAKER).raw
    stray = good[:-1] + {"A": "B"}.get(good[-1], "A")
    others = [good.lower(), good + "=", good + "A", stray, " ".join((good[:9], good[9:])), label_code(raw + b"\0")]
    case = Case.at(START, others, seal_list(listed(), ROOTS), statuses(), ("kita",))
    (found,) = judged_in_node([case])
    assert all(one["label"] is None for one in found)


def test_changed_lists_are_refused() -> None:
    """A bit in the payload or in a signature of the list, and in a status list."""
    envelope = json.loads(seal_list(listed(), ROOTS))
    chance = random.Random(1)
    broken = []
    for part in ["payload"] * 40 + [0] * 10 + [1] * 10:
        copy = json.loads(json.dumps(envelope))
        holder, name = (copy, "payload") if part == "payload" else (copy["signatures"][part], "sig")
        raw = bytearray(base64.b64decode(holder[name]))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        holder[name] = base64.b64encode(raw).decode()
        broken.append(Case.at(START, [code()], json.dumps(copy).encode()))
    token = statuses()[0]
    for _ in range(20):
        place = chance.randrange(len(token))
        sign = "A" if token[place] != "A" else "Q"
        text = token[:place] + sign + token[place + 1 :]
        broken.append(Case.at(START, [code()], seal_list(listed(), ROOTS), [text]))
    told = judged_in_node(broken)
    assert [one for one in told if not isinstance(one, str)] == []


def test_one_signature_where_two_are_wanted_is_too_few() -> None:
    (told,) = judged_in_node([Case.at(START, [code()], seal_list(listed(), ROOTS[:1]))])
    assert told == "threshold"
