"""The claims of the story: who says what about what, since when and until when.

>>> len({one.name for one in drafts()}), drafts()[0].claim.issuer
(28, 'bus-maker')
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from docs.evidence import dossiers
from docs.evidence.cast import CERTIFIER_REVOCATION, REVOCATION, SUSPENSION, midnight
from docs.evidence.dossiers import answers
from sanso.trust.claims.claim import (
    LONGEST,
    Answer,
    Claim,
    Evidence,
    Method,
    SchemeLevel,
    StatusPointer,
    Subject,
)

__all__ = ["Draft", "Files", "drafts", "place"]

Files: TypeAlias = Callable[[str, str], Evidence]
"""Makes a piece of evidence from the name of a file and who may see it."""
_PLACES: Final = 131_072
_FRAMEWORK: Final = SchemeLevel("cpsf", "1.0")
_TYPE: Final = SchemeLevel("jp.vehicle-type", "2026")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be signed, under the name of its file."""

    name: str
    claim: Claim
    files: tuple[str, ...] = ()
    """Pieces of evidence in ``files/``."""
    shown: tuple[str, ...] = ()
    """Items that are shown; all of them if empty."""
    witnesses: int = 2
    """How many witnesses saw it in the log; fewer than none: it is not in the log."""


def place(name: str) -> int:
    """Return the place in the status lists of the claim of that name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % _PLACES


def drafts() -> tuple[Draft, ...]:
    """Return all claims in the order in which they are signed."""
    found = [*_companies(), *_bodies(), *_services(), *_makers_products(), *_use(), *_in_vain()]
    return tuple(sorted(found, key=lambda one: (one.claim.issued, one.name)))


def _claim(name: str, issuer: str, subject: Subject, said: tuple[Answer, ...], since: str, until: str) -> Claim:
    """Return a claim that the registry can withdraw; *until* is its last day."""
    start = midnight(since, 1)
    end = midnight(until) + dt.timedelta(hours=23, minutes=59, seconds=59)
    return Claim(
        id=f"urn:sanso-demo:bus:{name}",
        issuer=issuer,
        subject=subject,
        answers=said,
        issued=start,
        valid_from=start,
        valid_until=min(end, start + LONGEST),
        scheme=_FRAMEWORK,
        status=(StatusPointer("revocation", REVOCATION, place(name)),),
    )


def _perspective(item: str, scope: str) -> tuple[Answer, ...]:
    return (Answer(f"iotssf/{item}", "met", scope=scope),)


def _company(ident: str, name: str) -> Subject:
    return Subject("organization", ident, name)


def _companies() -> Iterator[Draft]:
    """Yield what companies say of themselves."""
    own = Method("document", coverage="Self-assessment of the whole company / 全社の自己点検")
    help_desk = _perspective("social-support", "Contact for customers and finders of flaws / 顧客・脆弱性発見者の窓口")
    recall = _perspective("social-support", "Recall fund of 3 billion yen / 30億円のリコール基金")
    confirmed = _perspective("before-operation", "Own check of the company / 会社の自己確認")
    table = (
        ("operator", "City bus operator / 市バス事業者", "2026-10-12", dossiers.OPERATOR, help_desk),
        (
            "telematics",
            "Telematics maker / 車載器メーカー",
            "2026-10-12",
            dossiers.TELEMATICS,
            (*help_desk, *confirmed),
        ),
        ("bus-maker", "Bus manufacturer / バス製造会社", "2026-10-12", dossiers.BUS_MAKER, recall),
        ("door-maker", "Bus door maker / 扉装置メーカー", "2026-10-12", dossiers.DOOR_MAKER, ()),
        ("mno", "Mobile operator / 携帯通信事業者", "2026-10-12", dossiers.MNO, help_desk),
        ("module-maker", "Module supplier / 通信モジュールメーカー", "2026-10-26", dossiers.MODULE_MAKER, ()),
    )
    for ident, name, day, said, more in table:
        claim = _claim(f"{ident}-dossier", ident, _company(ident, name), (*answers(said), *more), day, "2027-09-30")
        shown: tuple[str, ...] = ()
        if ident == "telematics":
            shown = (*(f"CPS.{item}" for item in dossiers.TELEMATICS_SHOWN.split()), *(one.item for one in more))
        yield Draft(f"{ident}-dossier", replace(claim, method=own), shown=shown, witnesses=_seen(ident))
    watch = _claim(
        "watch-firm-declaration",
        "watch-firm",
        _company("watch-firm", "Monitoring service / 監視業務受託会社"),
        answers("B: CM-1 AE-1; none: DP-1"),
        "2026-10-26",
        "2026-11-25",
    )
    yield Draft("watch-firm-declaration", replace(watch, status=(), method=own))


def _seen(ident: str) -> int:
    """Return how many witnesses saw a dossier: the supplier abroad has put its own into no log."""
    return -1 if ident == "module-maker" else 2


def _bodies() -> Iterator[Draft]:
    """Yield what auditors and certifiers say of companies."""
    isms = _claim(
        "operator-isms",
        "isms-auditor",
        _company("operator", "City bus operator / 市バス事業者"),
        (
            *_perspective("before-operation", "Head office and dispatch centre / 本社・運行管理センター"),
            *answers("A: GV-1", "Head office and dispatch centre / 本社・運行管理センター"),
        ),
        "2026-10-19",
        "2027-09-30",
    )
    audit = Method("audit", 7, 9, "Records of 7 of 9 depots / 9営業所のうち7営業所の記録")
    scheme = SchemeLevel("iso.27001", "2022")
    yield Draft("operator-isms", replace(isms, method=audit, scheme=scheme), ("isms-certificate.md",))

    update = _claim(
        "telematics-update-audit",
        "test-lab",
        _company("telematics", "Telematics maker / 車載器メーカー"),
        answers("H: DS-10 DS-8 DS-5 AC-2 IP-2", "Updates and remote maintenance / 更新・遠隔保守"),
        "2026-10-19",
        "2027-12-31",
    )
    paused = (*update.status, StatusPointer("suspension", SUSPENSION, place("telematics-update-audit")))
    audit = Method("audit", 9, 14, "9 of 14 releases / 公開14件のうち9件")
    yield Draft("telematics-update-audit", replace(update, method=audit, status=paused), ("update-audit-summary.md",))

    rules = _claim(
        "bus-maker-rules",
        "type-authority",
        _company("bus-maker", "Bus manufacturer / バス製造会社"),
        answers("A: IP-3 DS-10", "Management at the manufacturer / 製造会社の管理体制"),
        "2026-10-19",
        "2029-03-31",
    )
    audit = Method("audit", coverage="Management of security and updates / サイバーセキュリティと更新の管理")
    rules = replace(rules, method=audit, scheme=SchemeLevel("un.r155", "2021"))
    yield Draft("bus-maker-rules", rules, ("type-designation.md",))


def _services() -> Iterator[Draft]:
    """Yield what auditors say of the companies whose services are rented."""
    cloud = _claim(
        "cloud-audit",
        "cloud-auditor",
        _company("cloud", "Cloud host / クラウド事業者"),
        answers("A: DS-6 AC-2 AM-1 AM-6 GV-1 GV-2 RA-2 RA-5 IP-9 AE-2 RP-1 RP-3", "Hosting region / リージョン"),
        "2026-10-19",
        "2026-12-15",
    )
    audit = Method("audit", 25, 25, "All controls, 40 of 1,812 visits / 全統制、入室1,812件のうち40件")
    yield Draft("cloud-audit", replace(cloud, method=audit), ("cloud-audit-summary.md",))

    carrier = _claim(
        "carrier-audit",
        "carrier-auditor",
        _company("mno", "Mobile operator / 携帯通信事業者"),
        answers("H: AC-7 DS-6", "Network for business customers / 法人向けの網"),
        "2026-10-19",
        "2026-11-08",
    )
    audit = Method("audit", 3, 11, "3 of 11 sites / 11拠点のうち3拠点")
    yield Draft("carrier-audit", replace(carrier, method=audit), ("carrier-audit-summary.md",))


def _makers_products() -> Iterator[Draft]:
    """Yield what is said of products and connections."""
    unit = Subject("device-type", "onboard-x2", "On-board unit X2 / 車載器X2", version="4.1")
    test = Method("test", 12, 120, "12 units out of 120 / 120台のうち12台")
    scope = "Unit with software 4.1, without module CM-77 / ソフトウェア4.1の車載器、CM-77を除く"
    lab = _claim(
        "onboard-test", "test-lab", unit, answers("A: DS-10 DS-13 IP-1 PT-2", scope), "2026-10-19", "2027-12-31"
    )
    yield Draft("onboard-test", replace(lab, method=test), ("x2-test-report.md",))
    old = replace(lab, id="urn:sanso-demo:bus:onboard-test-old", subject=replace(unit, version="4.0"))
    yield Draft("onboard-test-old", replace(old, issued=midnight("2026-10-12", 1)))

    items = tuple(Answer(f"jp.jc-star/S1.1-{number:02}", "met") for number in range(1, 17))
    granted = _perspective("before-operation", "Applicant's checklist of 16 items / 申請者による16項目の自己適合宣言")
    label = _claim("onboard-label", "label-agency", unit, (*granted, *items), "2026-10-26", "2028-03-31")
    checked = Method("document", 16, 16, "Checklist of the applicant, looked over / 申請者のチェックリストを書面確認")
    label = replace(
        label,
        method=checked,
        scheme=SchemeLevel("jp.jc-star", "S1.1", "1"),
        basis_stated="public-certification",
    )
    yield Draft("onboard-label", label)

    guard = Subject("device-type", "guard-g1", "Door interlock G1 / 扉インターロックG1", version="1.2")
    scope = "Re-opening and starting lock, as fitted in the bus / 再開扉と発進抑止、車両に取り付けた状態"
    said = (*_perspective("before-operation", scope), Answer("CPS.PT-3", "met", "advanced", scope))
    bench = Method("test", 3, 3, "3 on the bench, fitting on 12 of 120 buses / 試験台3台、取付けは120両のうち12両")
    safe = SchemeLevel("iso.26262", "2018", "ASIL B")
    own = (StatusPointer("revocation", CERTIFIER_REVOCATION, place("interlock-certificate")),)
    made = _claim("interlock-certificate", "certifier", guard, said, "2026-10-19", "2028-09-30")
    yield Draft(
        "interlock-certificate",
        replace(made, method=bench, scheme=safe, status=own),
        ("interlock-certificate.md",),
    )
    for subject, name, version in (
        ("brake-b9", "Brake control B9 / 制動装置B9", "7.4"),
        ("steering-s3", "Steering assist S3 / 操舵装置S3", "5.1"),
        ("chassis", "Driving control / 走行制御系", None),
    ):
        kind = Subject("device-type" if version else "system", subject, name, version=version)
        said = _perspective("before-operation", "Type designation of the bus / バスの型式指定")
        made = _claim(f"{subject}-type", "type-authority", kind, said, "2026-10-19", "2032-03-31")
        yield Draft(f"{subject}-type", replace(made, scheme=_TYPE), ("type-designation.md",))

    flow = Subject("flow", "uplink", "Uplink of the buses / バスからの上り通信")
    capture = Method("measurement", 12, 120, "12 of 120 buses, an hour each / 120両のうち12両、各1時間")
    tested = _claim(
        "uplink-test",
        "test-lab",
        flow,
        answers("A: DS-3", "54 connections, all TLS 1.3 / 54接続すべてTLS 1.3"),
        "2026-10-26",
        "2027-10-31",
    )
    yield Draft("uplink-test", replace(tested, method=capture), ("uplink-capture.csv",))


def _use() -> Iterator[Draft]:
    """Yield what is said of use: inspections, licences, insurance, data."""
    day, until = "2026-10-26", "2027-03-31"
    yearly = "12-month inspection / 12か月点検"
    chassis = Subject("system", "chassis", "Driving control / 走行制御系")
    made = _claim("chassis-inspection", "workshop", chassis, _perspective("in-operation", yearly), day, until)
    seen = Method("inspection", 120, 120, "120 of 120 buses / 120両のうち120両")
    legal = SchemeLevel("jp.vehicle-inspection", "2026")
    yield Draft("chassis-inspection", replace(made, method=seen, scheme=legal), ("inspection-2026.csv",))

    vehicle = Subject("system", "vehicle", "Vehicle system / 車載システム")
    scope = "12-month inspection with a test of doors and unit / 扉と車載器の試験を含む12か月点検"
    made = _claim("vehicle-inspection", "operator", vehicle, _perspective("in-operation", scope), day, until)
    seen = Method("inspection", 118, 120, "118 of 120 buses; two open / 120両のうち118両、2両は未了")
    yield Draft("vehicle-inspection", replace(made, method=seen), ("inspection-2026.csv",))

    for role, name, holders, staff in (
        ("driver", "Class 2 licence / 大型第二種免許", 260, 260),
        ("dispatcher", "Dispatcher certificate / 運行管理者資格者証", 11, 12),
        ("mechanic", "Vehicle mechanic / 自動車整備士", 15, 18),
    ):
        person = Subject("person", f"role:{role}")
        made = _claim(f"{role}-licences", "operator", person, _perspective("operators", name), day, until)
        count = Method("document", holders, staff, f"{holders} of {staff} people / {staff}人のうち{holders}人")
        seen_by = 1 if role == "mechanic" else 2
        yield Draft(f"{role}-licences", replace(made, method=count), ("capability-2026-10.csv",), witnesses=seen_by)

    operator = _company("operator", "City bus operator / 市バス事業者")
    cover = "500 million yen per event / 1事故5億円"
    made = _claim("liability-insurance", "insurer", operator, _perspective("social-support", cover), day, until)
    policy = SchemeLevel("motor-insurance", "2026")
    yield Draft("liability-insurance", replace(made, scheme=policy), ("insurance-certificate.md",))

    position = Subject("data-set", "position", "Bus position / 車両位置")
    made = _claim("position-data", "operator", position, answers("A: DS-1 IP-4; B: DS-2"), day, "2027-09-30")
    yield Draft("position-data", made)


def _in_vain() -> Iterator[Draft]:
    """Yield what was signed by a body that is accredited for something else."""
    controller = Subject("device-type", "door-ctl-d4", "Door control D4 / 扉制御装置D4", version="3.0")
    made = _claim(
        "door-quality",
        "quality-body",
        controller,
        (
            *_perspective("before-operation", "Quality audit of the plant / 工場の品質監査"),
            *answers("A: IP-1 PT-2", "Final check in the plant / 工場の出荷検査"),
        ),
        "2026-10-26",
        "2028-03-31",
    )
    yield Draft("door-quality", replace(made, basis_stated="third-party"))
