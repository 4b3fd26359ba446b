"""Models and hand-made assessments for the tests of the pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sanso.analysis.result import Assessment, Because, ModelSummary, StatedTrust, Summary, TrustRow
from sanso.facts import AxisPosition
from sanso.iotssf.result import Placement, Shortfall, Stated
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["assessment_of", "bus", "placement", "trust_row"]

HUMAN = ("none", "limited", "serious", "fatal")
ECONOMIC = ("none", "limited", "serious", "catastrophic")
GRID = ((0, 1, 2, 3), (1, 1, 2, 3), (2, 2, 3, 4), (3, 3, 4, 4))
_SHORT = Shortfall("before-operation", "product", "third-party", "none", Text(en="product", ja="製品"))
_MIXES = {1: "1", 2: "2b", 3: "3a", 4: "4a"}


def placement(
    ident: str,
    category: int | None,
    *,
    human: str | None = None,
    economic: str | None = None,
    instances: int = 1,
    single: int | None = None,
    stated: Stated | None = None,
    reached: bool = False,
    at_least: bool = False,
) -> Placement:
    """Return a placement; the levels follow from the category where they are not given."""
    if category is not None and human is None and economic is None:
        human, economic = next(
            (h, e) for i, h in enumerate(HUMAN) for j, e in enumerate(ECONOMIC) if GRID[i][j] == category
        )
    return Placement(
        element=ident, as_=("named",), category=category, at_least=at_least,
        single_unit=category if single is None else single, instances=instances,
        human=AxisPosition(human), economic=AxisPosition(economic), harms=(), no_control_path=False, credits=(),
        mixes=(), stated=stated or Stated(), nearest=_MIXES.get(category or 0),
        short=() if reached or not category else (_SHORT,),
    )  # fmt: skip


def trust_row(subject: str, kind: Any, required: int | None, counts: Mapping[str, int] | None = None) -> TrustRow:
    """Return a required trust with requirement status counts."""
    stated = StatedTrust(dict(counts or {}), None)
    return TrustRow(subject, kind, required, Because(None, None, 0, ()), stated, None, (), ())


def assessment_of(model: Model, placements: Mapping[str, Placement] | None = None) -> Assessment:
    """Return an assessment: the given placements, and for the rest a spread that depends on the position only."""
    rows: list[Placement] = []
    states = (Stated(), Stated(product="self-declaration"), Stated(product="third-party", operators="trained"))
    for index, ident in enumerate([*model.components, *model.systems]):
        given = (placements or {}).get(ident)
        rows.append(
            given
            or placement(ident, (3, None, 2, 4, 1, 0)[index % 6], stated=states[index % 3], reached=index % 3 == 2)
        )
    trust: list[TrustRow] = []
    counts = ({"met": 9}, {"met": 2, "missing": 3}, {"not-stated": 8}, {})
    for index, ident in enumerate(model.organizations):
        trust.append(trust_row(ident, "organization", (4, 3, None, 2)[index % 4], counts[index % 4]))
    for index, ident in enumerate(model.people):
        trust.append(trust_row(ident, "people", (3, None)[index % 2], counts[index % 4]))
    for index, ident in enumerate(model.data):
        trust.append(trust_row(ident, "data", (2, 3, 0)[index % 3], counts[index % 4]))
    summary = Summary({}, {}, (), 0, (), Text.of("-"))
    name = model.name or Text.of(model.id)
    head = ModelSummary("1", model.id, name, "0" * 64, dt.date(2026, 11, 22), {}, (), (), ())
    return Assessment(head, (), (), tuple(rows), tuple(trust), summary)


def _pair(en: str, ja: str) -> dict[str, str]:
    return {"en": en, "ja": ja}


_ORGANIZATIONS = {
    "operator": {"name": _pair("City bus", "市バス"), "scale": "large"},
    "telematics": {"name": _pair("Telematics maker", "車載機メーカー")},
    "chips": {"name": _pair("Chip supplier", "半導体サプライヤー")},
    "mobile": {"name": _pair("Mobile operator", "移動体通信事業者")},
    "cloud": {"name": _pair("Cloud provider", "クラウド事業者")},
    "garage": {"name": _pair("Maintenance firm", "整備会社")},
    "insurer": {"name": _pair("Insurer", "保険会社")},
}
_PEOPLE = {
    "dispatcher": {"name": _pair("Dispatchers", "運行管理者"), "employer": "operator", "count": 12},
    "driver": {"name": _pair("Drivers", "運転士"), "employer": "operator", "count": 240},
    "engineer": {"name": _pair("Remote maintenance engineers", "遠隔保守技術者"), "employer": "telematics", "count": 5},
    "passengers": {"name": _pair("Passengers", "乗客"), "count": 9000},
}
_COMPONENTS = {
    "gps": {"kind": "sensor", "name": _pair("Positioning receiver", "測位受信機")},
    "door-switch": {"kind": "sensor", "name": _pair("Door switch", "戸閉スイッチ")},
    "odometer": {"kind": "sensor", "name": _pair("Odometer", "走行距離計")},
    "camera": {"kind": "sensor", "name": _pair("Cabin camera", "車内カメラ")},
    "onboard": {"kind": "controller", "name": _pair("Onboard unit", "車載ユニット")},
    "door": {"kind": "actuator", "name": _pair("Door actuator", "ドア駆動装置")},
    "brake": {"kind": "actuator", "name": _pair("Brake controller and its valves", "ブレーキ制御装置")},
    "guard": {"kind": "safety-function", "name": _pair("Door edge guard", "挟み込み防止装置"), "protects": ["bus"]},
    "router": {"kind": "gateway", "name": _pair("Vehicle gateway", "車載ゲートウェイ")},
    "signal": {"kind": "controller", "name": _pair("Signal priority controller", "信号優先制御機")},
    "stop-display": {"kind": "actuator", "name": _pair("Bus stop display", "停留所表示器")},
    "centre": {"kind": "server", "name": _pair("Operation centre server", "運行管理センターサーバー")},
    "update-server": {"kind": "server", "name": _pair("Update server", "更新サーバー")},
    "dispatch": {"kind": "application", "name": _pair("Dispatch application", "配車アプリケーション")},
    "portal": {"kind": "application", "name": _pair("Passenger app", "乗客向けアプリ")},
    "lte": {"kind": "network", "name": _pair("Mobile network", "携帯電話網")},
    "store": {"kind": "server", "name": _pair("Position store", "位置情報データベース")},
}
_SYSTEMS = {
    "vehicle": {
        "name": _pair("Vehicle", "車両"), "count": 120,
        "contains": {"onboard": 1, "gps": 1, "door": 2, "guard": 1, "door-switch": 2, "odometer": 1, "brake": 1,
                     "router": 1, "camera": 4},
    },
    "monitoring": {"name": _pair("Bus operation monitoring", "バス運行監視システム"),
                   "contains": ["vehicle", "backend"]},
    "backend": {"name": _pair("Operation backend", "運行管理基盤"), "contains": ["centre", "dispatch", "store"]},
}  # fmt: skip
_DATA = {
    "position": {"name": _pair("Vehicle position", "車両位置"), "owner": "operator",
                 "produced_by": ["gps"], "stored_in": ["store"]},
    "roster": {"name": _pair("Driver roster", "乗務員名簿"), "owner": "operator", "stored_in": ["centre"]},
    "video": {"name": _pair("Cabin video", "車内映像"), "owner": "operator", "produced_by": ["camera"]},
}  # fmt: skip
_PROCEDURES = {
    "ota": {"name": _pair("Over-the-air update", "遠隔更新"), "performed_by": ["telematics"], "acts_on": ["onboard"]},
    "yearly": {
        "name": _pair("Yearly inspection", "年次点検"),
        "performed_by": ["garage"],
        "acts_on": ["brake", "door"],
    },
    "emergency": {"name": _pair("Emergency stop drill", "緊急停止訓練"), "performed_by": ["driver"]},
}
_PHYSICAL = {
    "bus": {"name": _pair("Bus body and doors", "車体とドア"), "kind": "vehicle"},
    "road": {"name": _pair("Road and bus stops", "道路・停留所")},
    "grid": {"name": _pair("Power supply", "電源")},
}
_CONNECTIONS = """
contract supplies telematics operator; chips-in supplies chips telematics; care maintains garage operator
carrier hosts mobile operator; hosting hosts cloud centre; cover insures insurer operator
ota-duty entrusts operator telematics; sense senses bus gps; sense-door senses bus door-switch
sense-odo senses bus odometer; see senses passengers camera; open actuates door bus; halt actuates brake bus
guarding actuates guard bus; show displays stop-display passengers; screen displays dispatch dispatcher
drive operates driver onboard; pos transmits gps onboard; odo transmits odometer onboard
switch transmits door-switch onboard; bus-lan transmits onboard router; radio transmits router lte
backhaul transmits lte centre; feed transmits centre store; order commands centre onboard; close commands onboard door
update updates update-server onboard; remote remote-access engineer onboard; plan commands dispatch centre
prio commands centre signal; timetable transmits centre stop-display; app transmits centre portal
publish shares operator cloud; power feeds grid centre; needs depends-on signal grid; whole transmits vehicle monitoring
footage transmits camera router; guard-stop commands guard door
"""


def bus() -> Model:
    """Return a bus operation of about 40 elements."""
    rows = [row.split() for row in _CONNECTIONS.replace("\n", ";").split(";") if row.strip()]
    connections = {ident: {"kind": kind, "from": one, "to": other} for ident, kind, one, other in rows}
    return Model.model_validate({
        "sanso": 1, "id": "bus-operation", "name": _pair("Bus operation monitoring", "バス運行監視"),
        "organizations": _ORGANIZATIONS, "people": _PEOPLE, "components": _COMPONENTS, "systems": _SYSTEMS,
        "data": _DATA, "procedures": _PROCEDURES, "physical": _PHYSICAL, "connections": connections,
    })  # fmt: skip
