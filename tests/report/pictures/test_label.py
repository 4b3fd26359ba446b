"""The picture of a label: nothing collides or sticks out, all is said, and its code is read by another reader."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso import verbs
from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.model.text import Language, Text
from sanso.report.pictures.label import label_picture
from sanso.report.pictures.label_code import LARGEST_VERSION, LabelCode, address_in, label_address
from sanso.report.pictures.svg import text_boxes, view_box
from sanso.trust.claims.claim import SchemeLevel, StatusPointer
from sanso.trust.labels.label import Label, label_code, sign_label

from .qr_reader import png_modules, read_qr, svg_modules

KEY = SoftKey.from_secret("ES256", bytes(31) + b"\1")
BASE = "https://example.org/l"
DAY = dt.date(2026, 11, 1)
LABEL = Label(
    "KD-17",
    "kita-denki",
    "device-type",
    "nw-310",
    Text(en="Network camera", ja="ネットワークカメラ"),
    SchemeLevel("jp.jc-star", "S1.1", "1"),
    DAY,
    DAY,
    dt.date(2028, 10, 31),
    "NW-310",
    "self-declaration",
    (StatusPointer("revocation", "https://status.example/1", 81_234),),
    "sha-256:" + 64 * "a",
)
SCHEMES = verbs.catalogue().schemes
LANGUAGES: tuple[Language, ...] = ("en", "ja")
texts = st.text(
    st.sampled_from("WMmi-/ 漢字カナー、(あ)0 "), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and text != "")  # fmt: skip


def code_of(label: Label) -> LabelCode:
    return LabelCode.of(label_address(BASE, label_code(sign_label(label, KEY).raw)))


def shown(svg: str) -> str:
    return re.sub(r"\s", "", "".join(box.text for box in text_boxes(svg)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_said(lang: Language) -> None:
    scheme = SCHEMES["jp.jc-star"]
    svg = label_picture(LABEL, code_of(LABEL), scheme, lang)
    said = {
        "en": ("Network camera", "JC-STAR level 1", "self-declaration", "Not an official endorsement"),
        "ja": ("ネットワークカメラ", "JC-STAR レベル 1", "自己宣言", "公的な推奨ではなく"),
    }
    assert scheme.wording is not None
    forbidden = scheme.wording.may_not.show(lang)
    for words in (*said[lang], forbidden, "NW-310", "KD-17", "kita-denki", "2026-11-01", "2028-10-31"):
        assert re.sub(r"\s", "", words) in shown(svg)
    assert 'width="60mm" height="40mm"' in svg


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_nothing_collides_under_any_scheme(name: str, lang: Language) -> None:
    check(dataclasses.replace(LABEL, scheme=SchemeLevel(name, "1", "1")), lang)


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts, texts, st.sampled_from(LANGUAGES))
def test_nothing_collides_whatever_the_names(en: str, ja: str, number: str, issuer: str, lang: Language) -> None:
    issuer = re.sub(r"\s", "", issuer) or "x"
    number = re.sub(r"\s", "", number) or "x"
    check(dataclasses.replace(LABEL, name=Text(en=en, ja=ja), number=number, issuer=issuer), lang)


def check(label: Label, lang: Language) -> None:
    svg = label_picture(label, CODE, SCHEMES.get(label.scheme.id), lang)
    boxes = text_boxes(svg)
    assert not [(one.text, other.text) for i, one in enumerate(boxes) for other in boxes[i + 1 :] if one.meets(other)]
    left, top, right, bottom = view_box(svg)
    assert all(left < box.left and top < box.top and box.right < right and box.bottom < bottom for box in boxes)
    assert all(box.right < 314 or box.top > 290 for box in boxes), "nothing stands in the margin of the code"
    assert "…" not in shown(svg)


CODE = code_of(LABEL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_reader_reads_the_code(lang: Language) -> None:
    svg = label_picture(LABEL, CODE, None, lang)
    assert read_qr(svg_modules(svg)) == CODE.address == address_in(svg.encode())


def test_another_reader_reads_the_code_alone() -> None:
    raw = CODE.png(scale=5)
    assert read_qr(png_modules(raw, 5, 4)) == CODE.address == address_in(raw)
    assert raw == CODE.png(scale=5)


@pytest.mark.parametrize("length", range(8, 528, 40))
def test_every_size_is_read(length: int) -> None:
    address = label_address(BASE, "MFRGGZDFMZTWQ2LK" * (length // 16) + "MFRGGZDF"[: length % 16])
    code = LabelCode.of(address)
    assert code.version <= LARGEST_VERSION
    rows = [list(row) for row in code.rows]
    assert read_qr(rows) == address
    rows[-1][-1] ^= 1
    with pytest.raises((AssertionError, UnicodeDecodeError, ValueError)):
        assert read_qr(rows) == address


@pytest.mark.parametrize("length", [600, 4000])
def test_what_is_too_long_is_refused(length: int) -> None:
    with pytest.raises(Malformed) as refused:
        LabelCode.of(label_address(BASE, "A" * length))
    assert refused.value.code == "label-size"


@pytest.mark.parametrize(
    "base", ["http://example.org", "https://a b", "https://a/#x", "https://a/?q=<", "", "https://"]
)
def test_addresses_that_are_refused(base: str) -> None:
    with pytest.raises(Malformed):
        label_address(base, "AAAAAAAA")


@pytest.mark.parametrize(
    "raw",
    [
        b"<svg></svg>",
        b'<svg><metadata class="sanso-label">x</metadata></svg>',
        label_picture(LABEL, CODE, None, "en").encode() * 2,
        CODE.png()[:-1],
        CODE.png()[:60],
        CODE.png().replace(b"sanso-label", b"sanso-labem"),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfe",
        b" " * (2**20 + 1),
    ],
)
def test_files_without_a_label(raw: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        address_in(raw)
    assert refused.value.code == "label-file"


def test_every_flipped_bit_of_a_png_is_refused() -> None:
    raw = CODE.png(scale=1)
    for place in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[place >> 3] ^= 1 << (place & 7)
        with pytest.raises(Malformed):
            address_in(bytes(flipped))
