"""Taking in what partners send: what is kept, what is asked, what is refused; in any order, and twice."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import DAY, START, Chain, key, status
from tests.verbs.partners import AT, ITEMS, Partners, tree

from sanso import examples
from sanso.analysis.assessing import work
from sanso.catalogue import load_catalogue
from sanso.cli.show.inbox import show_inbox
from sanso.cli.voice import Voice
from sanso.envelope.canonical import canonical
from sanso.envelope.jws import sign_compact
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt
from sanso.formats.claims.subject_map import read_subject_map
from sanso.model.text import Language
from sanso.trust.claims.claim import Subject
from sanso.trust.claims.presentations import items_shown, present
from sanso.verbs import Grounds, InboxReport, evaluate, inbox, writing
from sanso.verbs.assessing import read
from sanso.verbs.evidence import end_of
from sanso.verbs.inbox_files import incoming, incoming_contents
from sanso.verbs.inbox_held import inbox_held

NAMES = ("whole", "newer", "own", "unknown", "named", "foreign", "relayed", "derived", "junk")


@pytest.fixture
def partners(tmp_path: Path) -> Partners:
    return Partners.at(tmp_path)


def states(report: InboxReport) -> dict[str, str]:
    return {Path(one.file).name: one.state for one in report.files}


def test_each_file_gets_its_due(partners: Partners, tmp_path: Path) -> None:
    files = [path for parcel in partners.parcels().values() for path in parcel]
    report = inbox(files, partners.model, partners.grounds, tmp_path / "into")
    assert states(report) == {
        "whole.jwt": "taken",
        "newer.jwt": "taken",
        "own.jwt": "taken",
        "unknown.jwt": "asked",
        "named.jwt": "taken",
        "foreign.jwt": "refused",
        "part.jwt": "taken",
        "part.relay.json": "taken",
        "derived.json": "taken",
        "junk.jwt": "refused",
        "empty.jwt": "refused",
        "list.json": "refused",
    }
    found = {Path(one.file).name: one for one in report.files}
    assert found["whole.jwt"].verdict is not None
    assert found["whole.jwt"].verdict.status.code == "superseded"
    assert found["whole.jwt"].verdict.log.good
    assert found["named.jwt"].match is not None
    assert (found["named.jwt"].match.element, found["named.jwt"].match.how) == ("onboard-x2", "name")
    assert [note.by for note in found["part.jwt"].passed] == ["maker"]
    counted = found["derived.json"].counted
    assert counted is not None
    assert (counted.members, counted.of, counted.here, counted.hold) == (1, 3, 1, 0)
    assert not report.fine
    kept = tree(tmp_path / "into")
    assert {name.partition("/")[0] for name in kept} == {
        "claims", "proofs", "relays", "derived", "status", "trust", "subjects.json",
    }  # fmt: skip
    assert read_subject_map(kept["subjects.json"]).element("tuv", "device-type", "x-2") == "onboard-x2"
    stems = {Path(name).stem for name in kept if name.startswith("claims/")}
    assert {Path(name).stem for name in kept if name.startswith("proofs/")} <= stems


@given(st.permutations(NAMES), st.lists(st.sampled_from(NAMES), max_size=3))
@settings(deadline=None, max_examples=15)
def test_neither_order_nor_repetition_matters(order: list[str], again: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        partners = Partners.at(folder)
        parcels = partners.parcels()
        every = [path for parcel in parcels.values() for path in parcel]
        inbox(every, partners.model, partners.grounds, folder / "at-once")
        for parcel in (*order, *again):
            inbox(parcels[parcel], partners.model, partners.grounds, folder / "one-by-one")
        assert tree(folder / "one-by-one") == tree(folder / "at-once")
        twice = inbox(every, partners.model, Grounds(day=AT), folder / "at-once")
        assert twice.written == ()
        assert "taken" not in states(twice).values()


def test_a_person_says_what_a_subject_is_and_it_is_remembered(partners: Partners, tmp_path: Path) -> None:
    (unknown,) = partners.parcels()["unknown"]
    into = tmp_path / "into"
    asked = inbox([unknown], partners.model, partners.grounds, into)
    (one,) = asked.files
    assert one.state == "asked"
    assert one.match is not None
    assert one.match.element is None
    assert not into.exists()
    said = inbox([unknown], partners.model, partners.grounds, into, {"gadget": "module-p"})
    assert states(said) == {"unknown.jwt": "taken"}
    later = inbox([unknown], partners.model, Grounds(day=AT), into)
    assert states(later) == {"unknown.jwt": "known"}
    assert later.files[0].match is not None
    assert later.files[0].match.how == "said"


@pytest.mark.parametrize("said", [{"nobody": "onboard"}, {"gadget": "nothing"}, {"gadget": "maker"}])
def test_what_is_said_has_to_make_sense(said: dict[str, str], partners: Partners, tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        inbox(partners.parcels()["unknown"], partners.model, partners.grounds, tmp_path / "into", said)
    assert not (tmp_path / "into").exists()


def test_who_speaks_for_the_element_speaks_for_it_under_another_name(partners: Partners, tmp_path: Path) -> None:
    chain = Chain()
    text = chain.issue(chain.claim(by="maker", id="urn:9", subject=Subject("device-type", "maker-x2"), status=(),
                                   valid_until=START + 20 * DAY))  # fmt: skip
    path = tmp_path / "own.jwt"
    path.write_text(text, encoding="utf-8")
    assert inbox([path], partners.model, partners.grounds).files[0].state == "refused"
    said = inbox([path], partners.model, partners.grounds, None, {"maker-x2": "onboard-x2"})
    assert said.files[0].state == "taken"
    assert said.files[0].verdict is not None
    assert said.files[0].verdict.basis == "self-declaration"
    assert said.written == ()


def test_what_a_claim_closes_follows_from_the_assessment(partners: Partners) -> None:
    (whole, _) = partners.parcels()["whole"]
    (one,) = (file for file in inbox([whole], partners.model, partners.grounds).files if file.kind == "claim")
    made = evaluate(partners.model, at=AT)
    wanted = {
        (row.id, row.organization, part.level, part.level in ("basic", "not-required"))
        for row in made.assessment.requirements
        for part in row.parts
        if row.id in ITEMS and "onboard" in part.elements and part.level != "not-required"
    }
    assert wanted
    assert {(it.item, it.organization, it.required, it.enough) for it in one.closes} == wanted


@pytest.mark.parametrize("inside", [False, True])
def test_what_looks_like_a_claim_is_refused_with_its_fault(partners: Partners, tmp_path: Path, inside: bool) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    tuv = key("tuv")
    read = SdJwt.read(Chain().issue(Chain().claim()))
    claim = sign_compact(canonical(read.unverified | {"colour": "red"}), tuv, typ="vc+sd-jwt")
    contents = {
        "extra": (f"{claim}~", "a claim", "主張", "colour"),
        "cut": (claim[:200], "a claim", "主張", "tilde"),
        "list": (status()[:-9].partition(".")[0] + ".e30.AA", "a status list", "失効情報", "status"),
        "note": ('{"payloadType": "x", "payload": "e30="', "a signed statement", "署名付きステートメント", ""),
    }
    for name, (text, *_) in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "README.md").write_text("read me", encoding="utf-8")
    (folder / "other.json").write_text('{"a": 1}', encoding="utf-8")
    files = [folder] if inside else sorted(folder.iterdir())
    found = {Path(one.file).name: one for one in inbox(files, partners.model, partners.grounds).files}
    for name, (_, en, ja, detail) in contents.items():
        why = found[name].why
        assert why is not None
        assert (found[name].kind, found[name].state) == ("other", "refused")
        assert why.en.startswith(f"this looks like {en}, but can not be read: ")
        assert why.show("ja").startswith(f"{ja}のようですが、読めません: ")
        assert detail in why.en
    for name in ("README.md", "other.json"):
        why = found[name].why
        assert found[name].state == ("ignored" if inside else "refused")
        assert why is not None
        assert why.en == "no claim, relay, derived claim or status list"


def test_a_withdrawn_claim_is_refused_and_status_lists_come_in(partners: Partners, tmp_path: Path) -> None:
    (whole, _) = partners.parcels()["whole"]
    later = tmp_path / "later"
    later.write_text(status(places=[7], time=START + DAY + DAY / 2), encoding="utf-8")
    report = inbox([whole, later], partners.model, partners.grounds, tmp_path / "into")
    assert states(report) == {"whole.jwt": "refused", "later": "taken"}
    assert not list((tmp_path / "into").glob("claims/*"))
    refused = next(one.record() for one in report.files if one.state == "refused")
    assert isinstance(refused["verdict"], dict)
    status_mark = refused["verdict"]["status"]
    assert isinstance(status_mark, dict)
    assert refused["why"] == status_mark["text"]
    foreign = tmp_path / "not-theirs"
    foreign.write_text(status(by="maker", time=START + DAY), encoding="utf-8")
    assert states(inbox([foreign], partners.model, partners.grounds)) == {"not-theirs": "refused"}


def test_without_a_trust_list_there_is_one_message(partners: Partners) -> None:
    with pytest.raises(Malformed, match="no trust list"):
        inbox(partners.parcels()["whole"], partners.model)


def test_a_full_disk_leaves_nothing_behind(partners: Partners, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parcels = partners.parcels()
    into = tmp_path / "into"
    inbox(parcels["own"], partners.model, partners.grounds, into)
    before = tree(into)
    count = 0
    real = writing.write_whole

    def full(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(writing, "write_whole", full)
    files = [*parcels["whole"], *parcels["named"], *parcels["relayed"]]
    with pytest.raises(OSError, match="No space"):
        inbox(files, partners.model, partners.grounds, into)
    assert tree(into) == before


def test_only_what_was_shown_is_kept(partners: Partners, tmp_path: Path) -> None:
    chain = Chain()
    whole = chain.issue(chain.claim(items=ITEMS))
    path = tmp_path / "part.jwt"
    path.write_text(present(whole, ITEMS[1:2]), encoding="utf-8")
    inbox([path], partners.model, partners.grounds, tmp_path / "into")
    (kept,) = (tmp_path / "into" / "claims").iterdir()
    assert items_shown(kept.read_text(encoding="utf-8").strip()) == ITEMS[1:2]


def test_the_record_is_json(partners: Partners) -> None:
    files = [path for parcel in partners.parcels().values() for path in parcel]
    record = json.loads(json.dumps(inbox(files, partners.model, partners.grounds).record()))
    assert record["schema"] == "sanso-inbox/1"
    assert len(record["files"]) == len(files) - 1


def test_a_confirmation_speaks_to_what_is_lacking(tmp_path: Path) -> None:
    model = tmp_path / "bus"
    for name, raw in examples.files("bus-operation").items():
        path = model / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for name, raw in examples.evidence("bus-operation").items():
        path = tmp_path / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    claims = tmp_path / "evidence" / "claims"
    files = [claims / f"{name}.jwt" for name in ("onboard-label", "liability-insurance", "position-data")]
    grounds = Grounds(sorted((tmp_path / "evidence" / "trust").iterdir()),
                      sorted((tmp_path / "evidence" / "status").iterdir()), day=dt.date(2026, 11, 9))  # fmt: skip
    found = {Path(one.file).stem: one for one in inbox(files, model / "bus-operation.yaml", grounds).files}
    label = found["onboard-label"]
    assert label.verdict is not None
    assert label.verdict.basis == "self-declaration"
    assert [(one.subject, one.demand, one.required, one.enough) for one in label.confirms] == [
        ("onboard-x2", "product", "public-certification", False)
    ]
    assert not found["position-data"].confirms


def test_a_folder_taken_into_itself_stays_as_it_is(partners: Partners, tmp_path: Path) -> None:
    (whole, proof) = partners.parcels()["whole"]
    into = tmp_path / "into"
    for folder, source in (("claims", whole), ("proofs", proof)):
        (into / folder).mkdir(parents=True)
        (into / folder / f"called-otherwise{source.suffix}").write_bytes(source.read_bytes())
    before = tree(into)
    report = inbox([into], partners.model, partners.grounds, into)
    assert states(report) == {"called-otherwise.jwt": "known"}
    assert tree(into) == before


def _small(partners: Partners) -> Path:
    """Write a customer of which no more is asked than the claims show, and return what the laboratory sends it."""
    text = partners.model.read_text(encoding="utf-8")
    partners.model.write_text(text.replace("scale: large", "scale: sme"), encoding="utf-8")
    return partners.parcels()["whole"][0]


def test_what_is_proven_that_was_not_before(partners: Partners, tmp_path: Path) -> None:
    whole, into = _small(partners), tmp_path / "into"
    gains = inbox([whole], partners.model, partners.grounds, into).gains
    assert gains is not None
    proof = evaluate(partners.model, at=AT, evidence=into).assessment.proof
    assert proof is not None
    count = proof.layers[0].requirements
    assert (gains.required, gains.before, gains.after) == (count.required, 0, count.proven)
    proven = {row.id for row in proof.requirements if row.required != "not-required" and not row.unproven}
    assert {one.item for one in gains.gained} == proven == {"CPS.DS-10"}
    assert [(one.organization, one.elements, one.whole) for one in gains.gained] == [("operator", ("onboard",), True)]
    assert gains.lost == ()
    assert inbox([whole], partners.model, Grounds(day=AT), into).gains is None
    assert inbox([whole], partners.model, partners.grounds).gains is None


def test_a_withdrawal_that_comes_in_is_told_as_a_loss(partners: Partners, tmp_path: Path) -> None:
    whole, into, later = _small(partners), tmp_path / "into", tmp_path / "later"
    first = inbox([whole], partners.model, partners.grounds, into).gains
    later.write_text(status(places=[7], time=START + DAY + DAY / 2), encoding="utf-8")
    second = inbox([later], partners.model, Grounds(day=AT), into)
    assert first is not None
    assert second.gains is not None
    assert (second.gains.gained, second.gains.lost) == ((), first.gained)
    assert (second.gains.before, second.gains.after) == (first.after, first.before)
    told = second.record()["gains"]
    assert isinstance(told, dict)
    assert told["lost"] == [{"item": "CPS.DS-10", "organization": "operator", "elements": ["onboard"], "whole": True}]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["proven now: 1 of 55 requirement rows; before: 0", "  newly proven: CPS.DS-10 of operator on onboard"]),
        ("ja", ["要求 55行のうち証明済み: これまで 0行、現在 1行", "  新たに証明: CPS.DS-10(operator、onboard)"]),
    ],
)
def test_gains_are_told_on_a_terminal(
    partners: Partners, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: Language, lines: list[str]
) -> None:
    report = inbox([_small(partners)], partners.model, partners.grounds, tmp_path / "into")
    show_inbox(report, Voice(lang), tmp_path / "into", as_json=False)
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line in lines] == lines


def test_evidence_in_memory_is_taken_in_alike(partners: Partners, tmp_path: Path) -> None:
    parcels, into = partners.parcels(), tmp_path / "into"
    inbox(parcels["own"], partners.model, partners.grounds, into)
    held = tree(into)
    files = [path for parcel in parcels.values() for path in parcel]
    content = load_catalogue()
    loaded = read(partners.model, content)
    made = evaluate(loaded, catalogue=content, at=AT)
    working = work(loaded.require(), content, at=AT, digest=loaded.digest)
    came = incoming(files)
    found = inbox_held(came, held, made, working, now=end_of(AT), said={"gadget": "module-p"})
    told = inbox(files, partners.model, Grounds(day=AT), into, {"gadget": "module-p"})
    assert {**held, **found.contents} == tree(into)
    assert {**found.report.record(), "written": []} == {**told.record(), "written": []}
    again = inbox_held(came, {**held, **found.contents}, made, working, now=end_of(AT))
    assert again.contents == {}
    assert again.report.gains is None
    named = [(path.relative_to(tmp_path).as_posix(), path.read_bytes()) for path in files]
    other = inbox_held(incoming_contents(named), held, made, working, now=end_of(AT), said={"gadget": "module-p"})
    assert other.contents == found.contents


def test_evidence_in_memory_needs_a_trust_list_and_bears_a_bad_status_list(partners: Partners) -> None:
    content = load_catalogue()
    loaded = read(partners.model, content)
    made = evaluate(loaded, catalogue=content, at=AT)
    working = work(loaded.require(), content, at=AT, digest=loaded.digest)
    came = incoming(partners.parcels()["own"])
    with pytest.raises(Malformed, match="no usable trust list"):
        inbox_held(came, {}, made, working, now=end_of(AT))
    forged = status(time=START + DAY, signer=key("customer"))
    held = {"trust/1.json": (partners.folder / "trust.json").read_bytes(), "status/bad.jwt": forged.encode()}
    assert inbox_held(came, held, made, working, now=end_of(AT)).report.fine
