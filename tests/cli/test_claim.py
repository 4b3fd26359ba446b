"""``sanso claim``: keys, drafts, signatures and lists by commands alone; bad input gives one message and no file."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest

from sanso.envelope.keys import PublicKey
from sanso.verbs.claims import DraftOrder, draft_claim, new_signing_key

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
WORD = "correct horse battery"
NEW = ("new", "model.yaml", "--issuer", "lab", "--valid-until", "2027-10-31")
ABOUT = ("--subject", "controller", "--requirement", "CPS.DS-10")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, model_file: Path) -> Path:
    """A model, evidence, a key with its public part, and a draft that can be signed."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "model.yaml").write_bytes(model_file.read_bytes())
    (folder / "report.pdf").write_bytes(b"seen")
    key = new_signing_key("Ed25519", WORD)
    (folder / "lab.pem").write_bytes(key.private)
    (folder / "lab.pub.json").write_bytes(key.public)
    until = dt.date(2027, 10, 31)
    order = DraftOrder("controller", ["CPS.DS-10"], "lab", until, result="met", evidence=[folder / "report.pdf"])
    (folder / "draft.yaml").write_text(draft_claim(folder / "model.yaml", order), encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Path) -> Path:
    monkeypatch.setenv("SANSO_PASSPHRASE", WORD)
    monkeypatch.chdir(tmp_path)
    for name in ("model.yaml", "report.pdf"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    return tmp_path


@pytest.fixture
def key(place: Path, made: Path) -> Path:
    for name in ("lab.pem", "lab.pub.json"):
        (place / name).write_bytes((made / name).read_bytes())
    return place / "lab.pem"


@pytest.fixture
def draft(place: Path, made: Path) -> Path:
    (place / "draft.yaml").write_bytes((made / "draft.yaml").read_bytes())
    return Path("draft.yaml")


@pytest.mark.parametrize("algorithm", ["Ed25519", "ES256"])
def test_a_key_is_made_with_its_public_part(run: Run, place: Path, algorithm: str) -> None:
    ran = run("claim", "key", "--out", "k.pem", "--algorithm", algorithm, "--json")
    assert (ran.code, ran.err) == (0, "")
    public = PublicKey.from_jwk(json.loads((place / "k.pub.json").read_bytes()))
    assert json.loads(ran.out) == {"files": ["k.pem", "k.pub.json"], "thumbprint": public.thumbprint}
    assert public.algorithm == algorithm
    assert (place / "k.pem").read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")


@pytest.mark.parametrize("there", ["lab.pem", "lab.pub.json"])
def test_no_key_is_overwritten(run: Run, place: Path, there: str) -> None:
    (place / there).write_text("mine")
    ran = run("claim", "key", "--out", "lab.pem")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert (place / there).read_text() == "mine"
    assert len(list(place.glob("lab.*"))) == 1


def test_a_short_passphrase_makes_no_key(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANSO_PASSPHRASE", "short")
    ran = run("claim", "key", "--out", "lab.pem")
    assert (ran.code, ran.out) == (3, "")
    assert not list(place.glob("lab.*"))


def test_the_draft_tells_what_is_known_and_leaves_the_result_open(run: Run, place: Path) -> None:
    ran = run("claim", *NEW, *ABOUT, "--level", "advanced", "--evidence", "report.pdf", "--out", "draft.yaml")
    assert (ran.code, ran.err) == (0, "")
    text = (place / "draft.yaml").read_text(encoding="utf-8")
    assert JAPANESE.search(text)
    assert "\n    result:\n" in text
    assert "kind: device-type" in text
    assert 'media_type: "application/pdf"\n    size: 4\n' in text
    assert "seen" not in text


def test_all_that_a_claim_carries_can_be_typed(run: Run, place: Path, key: Path) -> None:
    said = ("--result", "met", "--scope", "software 4.1", "--assessor", "Lab", "--coverage", "both depots")
    looked = ("--method", "test", "--sample", "5", "--of", "40")
    assert run("claim", *NEW, *ABOUT, *said, *looked, "--out", "old.yaml").code == 0
    assert run("claim", "sign", "old.yaml", "--key", key, "--out", "old.claim").code == 0
    assert (
        run("claim", *NEW, *ABOUT, *said, "--method", "audit", "--supersedes", "old.claim", "--out", "new.yaml").code
        == 0
    )
    assert run("claim", "sign", "new.yaml", "--key", key, "--out", "new.claim").code == 0
    old, new = (json.loads(run("claim", "show", name, "--json").out) for name in ("old.claim", "new.claim"))
    content = old["content"]
    assert content["method"] == {"kind": "test", "sample": 5, "of": 40, "coverage": "both depots"}
    assert content["assessor"] == "Lab"
    assert content["credentialSubject"]["answers"][0]["scope"] == "software 4.1"
    assert new["content"]["supersedes"] == [old["digest"]]
    assert old["digest"] in run("claim", "show", "new.claim").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sample", "5"), "go with --method"),
        (("--coverage", "all"), "go with --method"),
        (("--method", "guess"), "guess"),
        (("--method", "test", "--sample", "5", "--of", "4"), "--sample is at most --of"),
        (("--method", "test", "--of", "4"), "--sample is at most --of"),
    ],
)
def test_a_sample_is_drawn_from_something(run: Run, place: Path, words: tuple[str, ...], said: str) -> None:
    ran = run("claim", *NEW, *ABOUT, *words, "--out", "draft.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (place / "draft.yaml").exists()


def test_what_is_superseded_has_to_be_a_claim(run: Run, place: Path) -> None:
    ran = run("claim", *NEW, *ABOUT, "--supersedes", "report.pdf", "--out", "draft.yaml")
    assert ran.code == 3
    assert not (place / "draft.yaml").exists()


def test_an_open_result_can_not_be_signed(run: Run, place: Path, key: Path) -> None:
    assert run("claim", *NEW, *ABOUT, "--out", "draft.yaml").code == 0
    ran = run("claim", "sign", "draft.yaml", "--key", key, "--out", "c.claim")
    assert (ran.code, ran.out) == (3, "")
    line = (place / "draft.yaml").read_text(encoding="utf-8").splitlines().index("    result:") + 1
    assert ran.err.startswith(f"draft.yaml:{line}:")
    assert "result has not been filled in; expected: met, partial, none, not-applicable" in ran.err
    told = run("claim", "sign", "draft.yaml", "--key", key, "--out", "c.claim", "--lang", "ja").err
    assert told.startswith(f"draft.yaml:{line}:")
    assert "result が未記入です" in told
    assert "1 error" in ran.err
    assert not (place / "c.claim").exists()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("CPS.DS-10: met (Advanced)", "[type of device]", "scheme cpsf, edition 1.0", "to 31 October 2027")),
        ("ja", ("CPS.DS-10: 充足(Advanced)", "[機器の型式]", "制度 cpsf 1.0版", "〜2027年10月31日")),
    ],
)
def test_a_draft_is_signed_and_shown(
    run: Run, place: Path, key: Path, draft: Path, lang: str, words: tuple[str, ...]
) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace('    level: ""', "    level: advanced", 1), encoding="utf-8")
    ran = run("claim", "sign", draft, "--key", key, "--out", "c.claim", "--at", "2026-11-02", "--lang", lang)
    assert ran.code == 0
    assert ran.err.count("\n") == 1, "it names no status list and lives for a year"
    ran = run("claim", "show", "c.claim", "--lang", lang)
    assert ran.code == 0
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    assert "report.pdf" in ran.out
    for word in words:
        assert word in ran.out
    assert not re.search(r"\d{4}-\d\d-\d\d", ran.out)
    shown = json.loads(run("claim", "show", "c.claim", "--json").out)
    assert shown["verified"] is False
    assert shown["key"] == json.loads((place / "lab.pub.json").read_bytes())["kid"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    result: met", "    result: good", "unknown-word"),
        ("    result: met", '    result: ""', "not-filled-in"),
        ('issuer: "lab"', 'issuer: ""', "not-filled-in"),
        ("valid_until: 2027-10-31", "valid_until:", "not-filled-in"),
        ("issuer:", "isuer:", "unknown-key"),
        ('item: "CPS.DS-10"', 'item: "CPS DS 10"', "bad-form-value"),
        ("size: 4", "size: four", "wrong-type"),
        ("valid_until: 2027-10-31", "valid_until: 2027-13-31", "bad-date"),
        ("valid_until: 2027-10-31", "valid_from: 2028-01-01\nvalid_until: 2027-10-31", "bad-form-value"),
        ("kind: device-type", "kind: person", "bad-form-value"),
        ("  - digest: ", "  - digest: sha-256:12 # ", "bad-form-value"),
        ("# assessor:", "supersedes: [sha-256:1]\n# ", "bad-form-value"),
        ("# method: ", "method: {kind: test, sample: 5, of: 4} # ", "bad-form-value"),
        ("sanso_claim: 1", "claim: 1", "not-a-claim-draft"),
        ("answers:", "answers: []\nothers:", "bad-form-value"),
        ('level: ""', "level: platinum", "no-measure-level"),
        ('level: ""', "level: none", "no-measure-level"),
    ],
)
def test_a_fault_in_the_draft_has_its_line(
    run: Run, place: Path, key: Path, draft: Path, old: str, new: str, code: str
) -> None:
    text = draft.read_text(encoding="utf-8")
    assert old in text
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("claim", "sign", draft, "--key", key, "--out", "c.claim", "--json")
    found = json.loads(ran.out)
    assert ran.code == 3
    lines = [one["place"]["line"] for one in found if one["code"] == code]
    assert lines
    assert code == "not-a-claim-draft" or all(line > 2 for line in lines)
    assert not (place / "c.claim").exists()


def test_every_level_that_no_measure_has_is_told_with_its_line(run: Run, key: Path, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8").replace('level: ""', "level: Advanced", 1)
    text = text.replace('edition: "1.0"', 'edition: "1.0"\n  level: gold', 1)
    draft.write_text(text, encoding="utf-8")
    found = json.loads(run("claim", "sign", draft, "--key", key, "--out", "c.claim", "--json").out)
    lines = [text.splitlines()[one["place"]["line"] - 1].split("#")[0].strip() for one in found]
    assert sorted(lines) == ["level: Advanced", "level: gold"]
    assert {one["code"] for one in found} == {"no-measure-level"}


@pytest.mark.parametrize("item", ["iotssf/before-operation", "example.scheme/A-1"])
def test_levels_of_other_items_are_left_to_their_scheme(run: Run, key: Path, draft: Path, item: str) -> None:
    text = draft.read_text(encoding="utf-8").replace('"CPS.DS-10"', f'"{item}"', 1)
    draft.write_text(text.replace('level: ""', "level: platinum", 1), encoding="utf-8")
    assert run("claim", "sign", draft, "--key", key, "--out", "c.claim").code == 0


def test_evidence_that_is_not_listed_and_an_item_twice(run: Run, key: Path, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    again = f"  - {{item: CPS.DS-10, result: none, evidence: [sha-256:{64 * '0'}]}}\n# method"
    draft.write_text(text.replace("# method", again.replace("# method", "# method", 1), 1).replace(
        "# How it was found out", "#", 1), encoding="utf-8")  # fmt: skip
    found = json.loads(run("claim", "sign", draft, "--key", key, "--out", "c.claim", "--json").out)
    assert sorted(one["code"] for one in found) == ["evidence-not-listed", "more-than-once"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--subject", "controler", "--requirement", "CPS.DS-10"), "no-such-element"),
        (("--subject", "controller", "--requirement", "CPS.DS-100"), "no-such-requirement"),
        ((*ABOUT, "--scheme", "jp.jc-starr/1"), "no-such-scheme"),
        ((*ABOUT, "--scheme", "jp.jc-star/9"), "no-such-level"),
    ],
)
def test_an_unknown_name_is_told_with_a_hint(run: Run, place: Path, words: tuple[str, ...], code: str) -> None:
    ran = run("claim", *NEW, *words, "--out", "draft.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert f"{code}:" in ran.err
    assert "did you mean" in ran.err
    assert not (place / "draft.yaml").exists()


@pytest.mark.parametrize(
    ("ident", "kind", "named"),
    [
        ("waterworks", "organization", "waterworks"),
        ("controller-c1", "device-type", "controller-c1"),
    ],
)
def test_the_kind_of_subject_comes_from_the_model(run: Run, place: Path, ident: str, kind: str, named: str) -> None:
    assert run("claim", *NEW, "--subject", ident, "--requirement", "CPS.AM-1", "--out", "draft.yaml").code == 0
    text = (place / "draft.yaml").read_text(encoding="utf-8")
    assert f'kind: {kind}\n  id: "{named}"' in text


def test_a_scheme_brings_its_edition(run: Run, place: Path) -> None:
    words = ("--subject", "controller", "--requirement", "jp.jc-star/S1.1-01", "--scheme", "jp.jc-star/1")
    assert run("claim", *NEW, *words, "--out", "draft.yaml").code == 0
    assert 'id: "jp.jc-star"\n  edition: "S1.1"\n  level: "1"' in (place / "draft.yaml").read_text()
    words = (*words[:-1], "jp.jc-star/3", "--out", "three.yaml")
    assert run("claim", *NEW, *words).code == 0
    assert 'edition: "-"\n  level: "3"' in (place / "three.yaml").read_text(), "the criteria are for level 1 only"


@pytest.mark.parametrize("words", [("--level", "hogh"), ("--scheme", "cpsf/hogh")])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_level_that_does_not_exist_is_refused(run: Run, place: Path, words: tuple[str, str], lang: str) -> None:
    about = ("--subject", "controller", "--requirement", "CPS.AM-1", "--out", "draft.yaml", "--lang", lang)
    ran = run("claim", *NEW, *about, *words)
    assert (ran.code, (place / "draft.yaml").exists()) == (3, False)
    assert "hogh" in ran.err


def open_key(place: Path) -> None:
    (place / "lab.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n")


def no_key(place: Path) -> None:
    (place / "lab.pem").unlink()


def wrong_word(place: Path) -> None:
    os.environ["SANSO_PASSPHRASE"] = "another horse battery"


def there(place: Path) -> None:
    (place / "c.claim").write_text("mine")


def no_draft(place: Path) -> None:
    (place / "draft.yaml").unlink()


def other_text(place: Path) -> None:
    (place / "draft.yaml").write_bytes("主張".encode("cp932"))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("spoil", [open_key, no_key, wrong_word, there, no_draft, other_text])
def test_what_can_not_be_signed_gives_one_message(
    run: Run, place: Path, key: Path, draft: Path, spoil: object, lang: str
) -> None:
    assert callable(spoil)
    spoil(place)
    before = sorted(path.name for path in place.iterdir())
    ran = run("claim", "sign", draft, "--key", key, "--out", "c.claim", "--lang", lang)
    assert ran.code in (2, 3)
    assert ran.out == ""
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")
    assert sorted(path.name for path in place.iterdir()) == before
    if spoil is there:
        assert (place / "c.claim").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        ("sing", "draft.yaml"),
        ("sign",),
        ("key",),
        ("key", "x", "--out", "k.pem"),
        ("key", "--out", "k.pem", "--algorithm", "RS256"),
        ("show", "draft.yaml", "--out", "x"),
        ("new", "model.yaml", "--out", "d.yaml"),
        (*NEW, *ABOUT, "--out", "d.yaml", "--result", "good"),
        (*NEW, *ABOUT, "--out", "d.yaml", "--index", "3"),
        (*NEW, *ABOUT, "--out", "d.yaml", "--valid-from", "tomorrow"),
        ("trust",),
        ("status", "--out", "s", "--issuer", "lab"),
        ("status", "old", "--out", "s", "--issuer", "lab"),
        ("sign", "draft.yaml", "--out", "c", "--at", "soon"),
    ],
)
def test_a_wrong_command_line_is_told(run: Run, draft: Path, words: tuple[str, ...]) -> None:
    ran = run("claim", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_the_next_version_of_a_list_and_a_second_signature(run: Run, place: Path, key: Path) -> None:
    assert run("claim", "key", "--out", "second.pem").code == 0
    example = run("claim", "trust", "--new", "--at", "2026-11-01").out
    text = example.replace("root.pub.json", "lab.pub.json, second.pub.json").replace("threshold: 1", "threshold: 2")
    (place / "t.yaml").write_text(text, encoding="utf-8")
    assert run("claim", "key", "--out", "maker.pem").code == 0
    ran = run("claim", "trust", "t.yaml", "--key", key, "--out", "one.json", "--json")
    assert json.loads(ran.out)["signatures"] == 1
    assert "cosign" in ran.err or ran.err == ""
    ran = run("claim", "cosign", "one.json", "--key", "second.pem", "--out", "two.json", "--json")
    assert json.loads(ran.out)["signatures"] == json.loads(ran.out)["threshold"] == 2
    ran = run("claim", "cosign", "two.json", "--key", "second.pem", "--out", "three.json", "--json")
    assert json.loads(ran.out)["signatures"] == 2
    ran = run("claim", "trust", "t.yaml", "--key", key, "--previous", "two.json", "--out", "next.json", "--json")
    assert json.loads(ran.out)["version"] == 2
    ran = run("claim", "cosign", "one.json", "--key", "maker.pem", "--out", "four.json")
    assert (ran.code, ran.out) == (3, "")
    assert not (place / "four.json").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("basis: third-party", "basis: third", "unknown-word"),
        ("scheme: cpsf", "scheme: cpfs", "unknown-reference"),
        ("issuer: lab", "issuer: lob", "unknown-reference"),
        ("id: maker", "id: lab", "more-than-once"),
        ("name: Maker Ltd.", "name: 7", "wrong-type"),
        ("name: Maker Ltd.", "name: {en: Maker, fr: Fabricant}", "wrong-type"),
        ("name: Maker Ltd.", "name: {en: Maker, ja: [a]}", "wrong-type"),
        ("name: Maker Ltd.", "name: {}", "wrong-type"),
        ("name: Maker Ltd.", "name:", "not-filled-in"),
        ("sanso_trust_list", "trust_list", "not-a-trust-draft"),
    ],
)
def test_a_fault_in_the_trust_list_has_its_line(
    run: Run, place: Path, key: Path, old: str, new: str, code: str
) -> None:
    example = run("claim", "trust", "--new").out
    (place / "t.yaml").write_text(example.replace(old, new, 1), encoding="utf-8")
    ran = run("claim", "trust", "t.yaml", "--key", key, "--out", "t.json", "--json")
    assert ran.code == 3
    assert [one["code"] for one in json.loads(ran.out)][:1] == [code]
    assert not (place / "t.json").exists()


def test_a_list_with_a_key_that_is_none(run: Run, place: Path, key: Path) -> None:
    (place / "t.yaml").write_text(run("claim", "trust", "--new").out, encoding="utf-8")
    for content in (None, b"{}", b"[]", b"nonsense"):
        if content is not None:
            (place / "root.pub.json").write_bytes(content)
        ran = run("claim", "trust", "t.yaml", "--key", key, "--out", "t.json")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.count("\n") == 1
    assert not (place / "t.json").exists()


def test_a_withdrawal_is_final_and_a_suspension_is_not(run: Run, key: Path) -> None:
    first = ("--status-list", "urn:list:1", "--issuer", "lab", "--key", key)
    assert run("claim", "status", *first, "--withdraw", "3", "--at", "2026-11-01", "--out", "r1").code == 0
    ran = run("claim", "status", "r1", "--key", key, "--withdraw", "9", "--at", "2026-11-02", "--out", "r2", "--json")
    assert json.loads(ran.out)["set"] == 2
    for words in (("--restore", "3", "--at", "2026-11-03"), ("--withdraw", "131072", "--at", "2026-11-03"),
                  ("--withdraw", "4", "--at", "2026-10-01")):  # fmt: skip
        ran = run("claim", "status", "r2", "--key", key, *words, "--out", "r3")
        assert (ran.code, ran.out) == (3, "")
    more = ("--suspension", "--withdraw", "3", "--at", "2026-11-01", "--out", "s1")
    assert run("claim", "status", *first, *more).code == 0
    ran = run("claim", "status", "s1", "--key", key, "--restore", "3", "--at", "2026-11-02", "--out", "s2", "--json")
    assert json.loads(ran.out)["set"] == 0
    assert run("claim", "key", "--out", "other.pem").code == 0
    ran = run("claim", "status", "s1", "--key", "other.pem", "--at", "2026-11-03", "--out", "s3")
    assert (ran.code, ran.out) == (3, "")
