"""Make the sample ledgers that ship with Sanso: ``python -m tests.formats.ledger.make_samples``.

The same plant in both languages; the Japanese ledgers are kept as firms keep them: title rows, a header over two
rows with merged cells, days of the Japanese era, full-width digits, a total, a CSV in Shift_JIS.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).parents[3] / "src" / "sanso" / "examples" / "ledgers"

# upper heading, heading, width
_HEADS: dict[str, list[tuple[str, str, int]]] = {
    "ja": [
        ("", "No.", 5),
        ("", "資産番号", 11),
        ("資産情報", "名称", 24),
        ("資産情報", "種別", 18),
        ("資産情報", "メーカー", 24),
        ("資産情報", "型式", 12),
        ("資産情報", "バージョン", 11),
        ("設置場所", "建屋", 11),
        ("設置場所", "エリア", 13),
        ("", "所属システム", 15),
        ("", "数量", 7),
        ("管理", "所有者", 9),
        ("管理", "保守会社", 24),
        ("管理", "担当部署", 13),
        ("", "外部接続", 17),
        ("計測・駆動", "対象設備", 13),
        ("計測・駆動", "測定項目", 10),
        ("計測・駆動", "単位", 7),
        ("校正", "最終校正日", 14),
        ("校正", "校正周期", 9),
        ("", "安全度水準", 11),
        ("", "導入年月", 13),
        ("", "サポート期限", 13),
        ("", "取得価額\n(千円)", 11),
        ("", "備考", 24),
    ],
    "en": [
        ("", "No.", 5),
        ("", "Asset no.", 11),
        ("Asset", "Name", 26),
        ("Asset", "Type", 20),
        ("Asset", "Manufacturer", 22),
        ("Asset", "Model", 12),
        ("Asset", "Firmware", 11),
        ("Location", "Building", 11),
        ("Location", "Area", 14),
        ("", "System", 15),
        ("", "Qty", 7),
        ("Management", "Owner", 9),
        ("Management", "Maintained by", 22),
        ("Management", "Department", 18),
        ("", "External connection", 20),
        ("Measures or moves", "Target equipment", 16),
        ("Measures or moves", "Measured quantity", 16),
        ("Measures or moves", "Unit", 7),
        ("Calibration", "Last calibration", 14),
        ("Calibration", "Calibration interval", 17),
        ("", "Performance level", 15),
        ("", "Installed", 12),
        ("", "End of support", 13),
        ("", "Price (kJPY)", 11),
        ("", "Remarks", 26),
    ],
}

_TITLES = {
    "ja": ("第一工場 資産台帳(制御システム・設備)", "令和8年4月1日現在  生産技術課", "台帳"),
    "en": (
        "Plant 1: asset ledger (control systems and equipment)",
        "As of 1 April 2026, production engineering",
        "Ledger",
    ),
}


def _both(ja: str, en: str) -> dict[str, str]:
    return {"ja": ja, "en": en}


def _day(text: str, shown_ja: str | dt.date) -> dict[str, Any]:
    return {"ja": shown_ja, "en": dt.date.fromisoformat(text)}


ROBOT = _both("東亜ロボティクス㈱", "Toa Robotics")
ROBOT_LONG = _both("東亜ロボティクス株式会社", "Toa Robotics Co., Ltd.")
MIKAWA = _both("三河電子株式会社", "Mikawa Electronics")
SAFE = _both("北斗セーフティ(株)", "Hokuto Safety")
SENSE = _both("東西計器", "Tozai Instruments")
AGV = _both("みなと搬送機", "Minato Carriers")
NET = _both("青葉ネットワークス", "Aoba Networks")
SOFT = _both("北陽ソフト", "Hokuyo Software")
PLANT, WELD, PRESS, YARD, UTIL, ROOM = (
    _both("第一工場", "Plant 1"),
    _both("溶接エリア", "Welding"),
    _both("プレスエリア", "Press"),
    _both("通路・置場", "Aisles"),
    _both("動力室", "Utilities"),
    _both("電算室", "Server room"),
)
WELD_LINE, PRESS_LINE, CARRY, AIR, IT = (
    _both("溶接ライン", "Welding line"),
    _both("プレスライン", "Press line"),
    _both("搬送", "Carriers"),
    _both("動力・環境", "Utilities"),
    _both("情報系", "Information"),
)
DEPT, IT_DEPT = _both("生産技術課", "Production engineering"), _both("情報システム課", "IT")
NONE, LAN, VPN = (
    _both("なし", "none"),
    _both("工場LAN", "plant LAN"),
    _both("VPN(遠隔保守)", "VPN (remote maintenance)"),
)
EMPTY = _both("", "")
CELL, RAM, PIPE = _both("溶接セル", "Welding cell"), _both("プレス機", "Press"), _both("エア配管", "Air pipe")


def _asset(number: str, name: Any, kind: Any, **more: Any) -> dict[str, Any]:
    return {"number": number, "name": name, "kind": kind, **more}


ASSETS = [
    _asset(
        "OT-001",
        _both("溶接ロボット1号機", "Welding robot 1"),
        _both("産業用ロボット", "Robot"),
        maker=ROBOT,
        model="TR-165",
        version="4.2",
        area=WELD,
        system=WELD_LINE,
        by=ROBOT_LONG,
        target=CELL,
        quantity=_both("位置", "position"),
        unit="mm",
        since=_day("2020-04-01", "令和2年4月"),
        price=(12_000, "１２，０００"),
    ),
    _asset(
        "OT-002",
        _both("溶接ロボット2号機", "Welding robot 2"),
        _both("産業用ロボット", "Robot"),
        maker=ROBOT,
        model="TR-165",
        version="4.2",
        area=WELD,
        system=WELD_LINE,
        by=ROBOT_LONG,
        target=CELL,
        quantity=_both("位置", "position"),
        unit="mm",
        since=_day("2020-04-01", "令和2年4月"),
        price=(12_000, "１２，０００"),
    ),
    _asset(
        "OT-003",
        _both("ロボットコントローラ", "Robot controller"),
        _both("制御装置", "Controller"),
        maker=ROBOT,
        model="TC-9",
        version="9.1",
        area=WELD,
        system=WELD_LINE,
        by=ROBOT_LONG,
        outside=VPN,
        since=_day("2020-04-01", "令和2年4月"),
        support="2030-03-31",
        price=(3_500, 3500),
    ),
    _asset(
        "OT-004",
        _both("ライン制御盤", "Line PLC"),
        "PLC",
        maker=MIKAWA,
        model="MX-520",
        version="2.14",
        area=WELD,
        system=WELD_LINE,
        by=MIKAWA,
        outside=LAN,
        since=_day("2019-10-01", "R1.10.1"),
        support="2029-09-30",
        price=(1_800, 1800),
    ),
    _asset(
        "OT-005",
        _both("操作盤", "Operator panel"),
        _both("タッチパネル", "Touch panel"),
        maker=MIKAWA,
        model="MP-12",
        version="1.8",
        area=WELD,
        system=WELD_LINE,
        by=MIKAWA,
        outside=LAN,
        since=_day("2019-10-01", "R1.10.1"),
        price=(400, 400),
    ),
    _asset(
        "OT-006",
        _both("ライトカーテン", "Light curtain"),
        _both("安全装置", "Light curtain"),
        maker=SAFE,
        model="LC-40",
        area=WELD,
        system=WELD_LINE,
        by=SAFE,
        target=CELL,
        level="PL d",
        since=_day("2020-04-01", "令和2年4月"),
        count=(2, "２"),
        price=(350, 350),
    ),
    _asset(
        "OT-007",
        _both("安全PLC", "Safety PLC"),
        _both("安全PLC", "Safety PLC"),
        maker=SAFE,
        model="SF-200",
        version="3.0",
        area=WELD,
        system=WELD_LINE,
        by=SAFE,
        target=CELL,
        level="PL e",
        since=_day("2020-04-01", "令和2年4月"),
        price=(900, 900),
    ),
    _asset(
        "OT-008",
        _both("非常停止装置", "Emergency stop"),
        _both("安全装置", "Emergency stop"),
        maker=SAFE,
        model="ES-1",
        area=WELD,
        system=WELD_LINE,
        by=SAFE,
        target=CELL,
        level="PL e",
        count=(4, "４"),
        since=_day("2020-04-01", "令和2年4月"),
        price=(60, 60),
    ),
    _asset(
        "OT-009",
        _both("プレス機制御装置", "Press PLC"),
        "PLC",
        maker=MIKAWA,
        model="MX-520",
        version="2.14",
        area=PRESS,
        system=PRESS_LINE,
        by=MIKAWA,
        outside=LAN,
        since=_day("2021-08-02", "令和3年8月2日"),
        price=(2_200, 2200),
    ),
    _asset(
        "OT-010",
        _both("プレススライド駆動", "Slide drive"),
        _both("サーボモータ", "Servo motor"),
        maker=MIKAWA,
        model="SD-75",
        area=PRESS,
        system=PRESS_LINE,
        by=MIKAWA,
        target=RAM,
        quantity=_both("位置", "position"),
        unit="mm",
        since=_day("2021-08-02", "令和3年8月2日"),
        price=(4_100, 4100),
    ),
    _asset(
        "OT-011",
        _both("プレス荷重計", "Load cell"),
        _both("計測器", "Sensor"),
        maker=SENSE,
        model="LG-300",
        area=PRESS,
        system=PRESS_LINE,
        target=RAM,
        quantity=_both("荷重", "load"),
        unit="kN",
        calibrated=_day("2025-09-12", "令和7年9月12日"),
        cycle=_both("1年", "1 year"),
        since=_day("2021-08-02", "令和3年8月2日"),
        price=(280, 280),
    ),
    _asset(
        "OT-012",
        _both("金型温度センサ", "Die temperature sensor"),
        _both("センサ", "Sensor"),
        maker=SENSE,
        model="TS-12",
        area=PRESS,
        system=PRESS_LINE,
        target=_both("金型", "Die"),
        quantity=_both("温度", "temperature"),
        unit="℃",
        calibrated=_day("2025-09-12", "2025/9/12"),
        cycle=_both("1年", "1 year"),
        count=(6, "６"),
        since=_day("2021-08-02", "令和3年8月2日"),
        price=(35, 35),
    ),
    _asset(
        "OT-013",
        _both("搬送コンベヤ", "Conveyor"),
        _both("コンベヤ", "Conveyor"),
        maker=AGV,
        model="CV-8",
        area=PRESS,
        system=PRESS_LINE,
        by=AGV,
        target=_both("搬送経路", "Transfer path"),
        since=_day("2021-08-02", "令和3年8月2日"),
        price=(1_500, 1500),
    ),
    _asset(
        "OT-014",
        _both("無人搬送車", "Automated carrier"),
        "AGV",
        maker=AGV,
        model="AG-3",
        version="5.5",
        area=YARD,
        system=CARRY,
        by=AGV,
        outside=_both("無線LAN", "Wi-Fi"),
        target=_both("通路", "Aisle"),
        count=(6, "６台"),
        since=_day("2023-05-08", dt.date(2023, 5, 8)),
        support="2028-04-30",
        price=(5_200, 5200),
    ),
    _asset(
        "OT-015",
        _both("AGV管制サーバ", "Carrier control server"),
        _both("サーバ", "Server"),
        maker=AGV,
        model="AG-FM",
        version="5.5",
        area=ROOM,
        system=CARRY,
        by=AGV,
        outside=LAN,
        since=_day("2023-05-08", dt.date(2023, 5, 8)),
        price=(1_900, 1900),
    ),
    _asset(
        "OT-016",
        _both("コンプレッサ制御盤", "Compressor control panel"),
        _both("制御盤", "Control panel"),
        maker=MIKAWA,
        model="MX-110",
        version="1.2",
        area=UTIL,
        system=AIR,
        since=_day("2015-03-20", "平成27年3月20日"),
        price=(650, 650),
        note=_both("更新を計画中", "replacement planned"),
    ),
    _asset(
        "OT-017",
        _both("エア圧力センサ", "Air pressure sensor"),
        _both("センサ", "Sensor"),
        maker=SENSE,
        model="PS-5",
        area=UTIL,
        system=AIR,
        target=PIPE,
        quantity=_both("圧力", "pressure"),
        unit="MPa",
        calibrated=_day("2024-03-15", "令和6年3月15日"),
        cycle=_both("1年", "1 year"),
        since=_day("2015-03-20", "平成27年3月20日"),
        price=(40, 40),
    ),
    _asset(
        "OT-018",
        _both("排気ファン", "Exhaust fan"),
        _both("送風機", "Fan"),
        maker=MIKAWA,
        model="EF-2",
        area=WELD,
        system=AIR,
        target=_both("作業環境", "Workroom air"),
        since=_day("2015-03-20", "平成27年3月20日"),
        count=(3, "３"),
        price=(120, 120),
    ),
    _asset(
        "OT-019",
        _both("ガス検知器", "Gas detector"),
        _both("検知器", "Detector"),
        maker=SENSE,
        model="GD-7",
        area=WELD,
        system=AIR,
        target=_both("作業環境", "Workroom air"),
        quantity=_both("濃度", "concentration"),
        unit="ppm",
        calibrated=_day("2026-02-20", "令和8年2月20日"),
        cycle=_both("6ヶ月", "6 months"),
        since=_day("2022-11-01", "R4.11.1"),
        count=(2, "２"),
        price=(180, 180),
    ),
    _asset(
        "OT-020",
        _both("電力量計", "Power meter"),
        _both("計器", "Meter"),
        maker=SENSE,
        model="PM-3",
        area=UTIL,
        system=AIR,
        target=_both("受電設備", "Power intake"),
        quantity=_both("電力", "power"),
        unit="kW",
        count=(8, "８"),
        since=_day("2022-11-01", "R4.11.1"),
        price=(25, 25),
    ),
    _asset(
        "IT-001",
        _both("生産実績サーバ", "Production historian"),
        _both("サーバ", "Historian"),
        maker=SOFT,
        model="HS",
        version="7.0",
        area=ROOM,
        system=IT,
        by=SOFT,
        outside=LAN,
        dept=IT_DEPT,
        since=_day("2022-04-01", "2022/4/1"),
        support="2027-03-31",
        price=(2_400, 2400),
    ),
    _asset(
        "IT-002",
        _both("生産管理(MES)", "Production management (MES)"),
        _both("アプリケーション", "Application"),
        maker=SOFT,
        model="PM",
        version="3.4",
        area=ROOM,
        system=IT,
        by=SOFT,
        outside=LAN,
        dept=IT_DEPT,
        since=_day("2022-04-01", "2022/4/1"),
        price=(6_000, 6000),
    ),
    _asset(
        "IT-003",
        _both("保守用ノートPC", "Maintenance laptop"),
        _both("端末", "Laptop"),
        maker=MIKAWA,
        model="NB-1",
        area=WELD,
        system=IT,
        outside=_both("USB、工場LAN", "USB, plant LAN"),
        dept=DEPT,
        count=(2, "２"),
        since=_day("2024-04-01", dt.date(2024, 4, 1)),
        price=(220, 220),
        note=_both("ラダープログラムの書込に使用", "used to load PLC programs"),
    ),
    _asset(
        "NW-001",
        _both("工場スイッチ", "Plant switch"),
        _both("L2スイッチ", "Switch"),
        maker=NET,
        model="AS-24",
        version="11.3",
        area=ROOM,
        system=IT,
        by=NET,
        outside=LAN,
        dept=IT_DEPT,
        count=(4, "４"),
        since=_day("2022-04-01", "2022/4/1"),
        price=(150, 150),
    ),
    _asset(
        "NW-002",
        _both("ファイアウォール", "Firewall"),
        _both("ファイアウォール", "Firewall"),
        maker=NET,
        model="FW-60",
        version="8.1",
        area=ROOM,
        system=IT,
        by=NET,
        outside=_both("インターネット", "Internet"),
        dept=IT_DEPT,
        since=_day("2022-04-01", "2022/4/1"),
        support="2027-03-31",
        price=(480, 480),
    ),
    _asset(
        "NW-003",
        _both("遠隔保守ゲートウェイ", "Remote maintenance gateway"),
        _both("ゲートウェイ", "Gateway"),
        maker=ROBOT,
        model="RG-2",
        version="1.6",
        area=WELD,
        system=WELD_LINE,
        by=ROBOT_LONG,
        outside=_both("LTE", "LTE"),
        since=_day("2023-02-01", "令和5年2月"),
        support="2028-01-31",
        price=(190, 190),
    ),
]

_SUPPLIER_HEADS = {
    "ja": [
        "取引先コード",
        "取引先名",
        "取引区分",
        "対象資産",
        "資本金(万円)",
        "従業員数",
        "国",
        "契約開始日",
        "契約終了日",
        "認証取得",
        "担当者",
        "備考",
    ],
    "en": [
        "Supplier code",
        "Supplier",
        "Relationship",
        "Supplied assets",
        "Capital",
        "Employees",
        "Country",
        "Contract start",
        "Contract end",
        "Certificates",
        "Contact",
        "Remarks",
    ],
}
SUPPLIERS = [
    (
        "S-101",
        ROBOT_LONG,
        _both("購入・遠隔保守", "supply, remote maintenance"),
        "OT-001;OT-002;OT-003;NW-003",
        (9_800, "９，８００"),
        "210",
        ("令和5年4月1日", "2023-04-01"),
        ("令和9年3月31日", "2027-03-31"),
        "ISMS",
        EMPTY,
    ),
    (
        "S-102",
        MIKAWA,
        _both("購入・保守", "supply, maintenance"),
        "OT-004;OT-005;OT-009;OT-010",
        (5_000_000, "5,000,000"),
        "18,400",
        ("2022/4/1", "2022-04-01"),
        ("2027/3/31", "2027-03-31"),
        "ISMS",
        EMPTY,
    ),
    (
        "S-103",
        _both("北斗セーフティ株式会社", "Hokuto Safety Ltd."),
        _both("購入・点検", "supply, service"),
        "OT-006;OT-007;OT-008",
        (30_000, "30,000"),
        "450",
        ("R4.4.1", "2022-04-01"),
        ("R9.3.31", "2027-03-31"),
        EMPTY,
        _both("年1回の定期点検", "yearly inspection"),
    ),
    (
        "S-104",
        SENSE,
        _both("購入", "supply"),
        "OT-011;OT-012;OT-017;OT-019;OT-020",
        (3_000, "3,000"),
        "85",
        ("2021/8/1", "2021-08-01"),
        ("", ""),
        "JCSS",
        _both("校正も担当", "also calibrates"),
    ),
    (
        "S-105",
        AGV,
        _both("購入・保守", "supply, maintenance"),
        "OT-013;OT-014;OT-015",
        (8_000, "8,000"),
        "160",
        ("2023/5/8", "2023-05-08"),
        ("2028/4/30", "2028-04-30"),
        EMPTY,
        EMPTY,
    ),
    (
        "S-106",
        SOFT,
        _both("ソフト開発・保守", "software development, maintenance"),
        "IT-001;IT-002",
        (4_000, "4,000"),
        "62",
        ("2022/4/1", "2022-04-01"),
        ("2027/3/31", "2027-03-31"),
        "ISMS",
        EMPTY,
    ),
    (
        "S-107",
        NET,
        _both("構築・保守", "installation, maintenance"),
        "NW-001;NW-002",
        (2_000, "2,000"),
        "40",
        ("2022/4/1", "2022-04-01"),
        ("2027/3/31", "2027-03-31"),
        EMPTY,
        EMPTY,
    ),
    (
        "S-108",
        _both("保全クラウド株式会社", "Upkeep Cloud Inc."),
        _both("クラウド", "cloud"),
        "IT-001",
        (15_000, "15,000"),
        "120",
        ("2024/4/1", "2024-04-01"),
        ("2027/3/31", "2027-03-31"),
        "ISMS",
        _both("予知保全サービス", "predictive maintenance service"),
    ),
    (
        "S-109",
        _both("東海損害保険株式会社", "Tokai General Insurance"),
        _both("保険", "insurance"),
        "",
        (20_000_000, "20,000,000"),
        "12,000",
        ("2026/4/1", "2026-04-01"),
        ("2027/3/31", "2027-03-31"),
        EMPTY,
        _both("生産物賠償責任", "product liability"),
    ),
]

_LINK_HEADS = {
    "ja": ["接続番号", "接続元", "接続先", "用途", "通信データ", "回線種別", "プロトコル", "方向", "備考"],
    "en": [
        "Connection no.",
        "Source",
        "Destination",
        "Purpose",
        "Data",
        "Line type",
        "Protocol",
        "Direction",
        "Remarks",
    ],
}
BUS, WIRED, LTE, HARD, WLAN, WEB = (
    _both("フィールドバス", "fieldbus"),
    _both("有線LAN", "Ethernet"),
    _both("LTE", "LTE"),
    _both("硬線", "hard-wired"),
    _both("無線LAN", "Wi-Fi"),
    _both("インターネットVPN", "internet VPN"),
)
ORDER, SET, READ, REMOTE = (
    _both("制御指令", "control"),
    _both("設定変更", "configuration"),
    _both("データ収集", "data collection"),
    _both("遠隔保守", "remote maintenance"),
)
LINKS = [
    ("OT-004", "OT-003", ORDER, _both("溶接指令", "Welding orders"), BUS, "CC-Link IE", EMPTY),
    ("OT-003", "OT-001", ORDER, EMPTY, BUS, "", EMPTY),
    ("OT-003", "OT-002", ORDER, EMPTY, BUS, "", EMPTY),
    ("OT-005", "OT-004", SET, EMPTY, WIRED, "", EMPTY),
    ("OT-006", "OT-007", _both("データ(安全信号)", "data (safety signal)"), EMPTY, HARD, "", EMPTY),
    ("OT-008", "OT-007", _both("データ(安全信号)", "data (safety signal)"), EMPTY, HARD, "", EMPTY),
    ("OT-007", "OT-003", _both("制御(停止)", "control (stop)"), EMPTY, HARD, "", EMPTY),
    ("OT-009", "OT-010", ORDER, EMPTY, BUS, "", EMPTY),
    ("OT-011", "OT-009", _both("計測データ", "monitoring"), _both("荷重実績", "Load readings"), BUS, "", EMPTY),
    ("OT-012", "OT-009", _both("計測データ", "monitoring"), _both("金型温度", "Die temperatures"), BUS, "", EMPTY),
    ("OT-004", "OT-013", ORDER, EMPTY, BUS, "", EMPTY),
    ("OT-015", "OT-014", ORDER, _both("搬送指示", "Carrier orders"), WLAN, "TCP", EMPTY),
    ("OT-014", "OT-015", _both("状態監視", "monitoring"), _both("車両位置", "Carrier positions"), WLAN, "TCP", EMPTY),
    ("OT-016", "OT-018", ORDER, EMPTY, HARD, "", EMPTY),
    ("OT-017", "OT-016", _both("計測データ", "monitoring"), _both("エア圧力", "Air pressures"), HARD, "", EMPTY),
    ("OT-019", "OT-016", _both("計測データ", "monitoring"), _both("ガス濃度", "Gas readings"), HARD, "", EMPTY),
    ("OT-004", "IT-001", READ, _both("溶接実績", "Welding records"), WIRED, "OPC UA", EMPTY),
    ("OT-009", "IT-001", READ, _both("プレス実績", "Press records"), WIRED, "OPC UA", EMPTY),
    ("OT-020", "IT-001", READ, _both("電力実績", "Power records"), WIRED, "Modbus", EMPTY),
    (
        "IT-002",
        "OT-004",
        _both("生産指示", "data (schedule)"),
        _both("生産計画", "Production plan"),
        WIRED,
        "",
        _both("双方向", "both ways"),
    ),
    ("IT-003", "OT-004", _both("プログラム転送", "program download"), EMPTY, WIRED, "", EMPTY),
    (ROBOT_LONG, "NW-003", REMOTE, EMPTY, LTE, "VPN", EMPTY),
    ("NW-003", "OT-003", REMOTE, EMPTY, WIRED, "", EMPTY),
    (
        "IT-001",
        _both("保全クラウド株式会社", "Upkeep Cloud Inc."),
        _both("データ提供", "data sharing"),
        _both("設備稼働データ", "Machine data"),
        WEB,
        "HTTPS",
        EMPTY,
    ),
    (
        _both("インターネット", "internet"),
        "NW-002",
        _both("データ", "data"),
        EMPTY,
        _both("インターネット", "internet"),
        "",
        EMPTY,
    ),
]


def _in(value: Any, lang: str) -> Any:
    return value[lang] if isinstance(value, dict) else value


def _cells(number: int, asset: dict[str, Any], lang: str) -> list[Any]:
    def of(key: str, default: Any = "") -> Any:
        value = asset.get(key, default)
        if isinstance(value, tuple):
            return value[1] if lang == "ja" else value[0]
        return _in(value, lang)

    name = of("number").replace("OT-00", "ＯＴ－００") if lang == "ja" and number == 8 else of("number")
    support = asset.get("support", "")
    if support:
        day = dt.date.fromisoformat(support)
        support = f"令和{day.year - 2018}年{day.month}月" if lang == "ja" else day
    return [
        number, name, of("name"), of("kind"), of("maker"), of("model"), of("version"), _in(PLANT, lang), of("area"),
        of("system"), of("count", (1, "１")), _in(_both("自社", "own"), lang), of("by"), of("dept", DEPT),
        of("outside", NONE), of("target"), of("quantity"), of("unit"), of("calibrated"), of("cycle"), of("level"),
        of("since"), support, of("price"), of("note"),
    ]  # fmt: skip


def assets(path: Path, lang: str) -> None:
    """Write the asset ledger."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"})
    book.set_properties({"created": dt.datetime(2026, 4, 1)})
    title, as_of, name = _TITLES[lang]
    sheet = book.add_worksheet(name)
    head = book.add_format(
        {"bold": True, "bg_color": "#D9E2EC", "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    line = book.add_format({"border": 1, "valign": "top"})
    day = book.add_format({"border": 1, "valign": "top", "num_format": "yyyy/m/d", "align": "left"})
    sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, as_of)
    heads = _HEADS[lang]
    column = 0
    while column < len(heads):
        upper, lower, width = heads[column]
        sheet.set_column(column, column, width)
        if not upper:
            sheet.merge_range(3, column, 4, column, lower, head)
            column += 1
            continue
        last = column
        while last + 1 < len(heads) and heads[last + 1][0] == upper:
            last += 1
        sheet.merge_range(3, column, 3, last, upper, head)
        for inner in range(column, last + 1):
            sheet.write(4, inner, heads[inner][1], head)
            sheet.set_column(inner, inner, heads[inner][2])
        column = last + 1
    row = 5
    for number, asset in enumerate(ASSETS, 1):
        for index, value in enumerate(_cells(number, asset, lang)):
            if isinstance(value, dt.date):
                sheet.write_datetime(row, index, dt.datetime.combine(value, dt.time()), day)
            else:
                sheet.write(row, index, value, line)
        row += 1
    total = sum(asset["price"][0] for asset in ASSETS)
    price = next(index for index, entry in enumerate(heads) if entry[1].startswith(("取得価額", "Price")))
    sheet.write(row, 0, "合計" if lang == "ja" else "Total", head)
    sheet.write_formula(row, price, f"=SUM(X6:X{row})", line, total)
    note = (
        "※ 計測器の校正は東西計器に依頼。" if lang == "ja" else "Note: instruments are calibrated by Tozai Instruments."
    )
    sheet.write(row + 1, 0, note)
    sheet.freeze_panes(5, 3)
    book.close()


def suppliers(path: Path, lang: str) -> None:
    """Write the supplier list: CSV in Shift_JIS in Japanese, in UTF-8 with byte order mark in English."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_SUPPLIER_HEADS[lang])
    for code, name, what, subject, capital, staff, since, until, label, note in SUPPLIERS:
        ja = lang == "ja"
        money = capital[1] if ja else f"{capital[0] // 100} MJPY" if capital[0] >= 100 else f"{capital[0] * 10} kJPY"
        listed = subject.replace(";", "、") if ja else subject.replace(";", "; ")
        writer.writerow(
            [code, _in(name, lang), _in(what, lang), listed, money, staff, _in(_both("日本", "Japan"), lang),
             since[0 if ja else 1], until[0 if ja else 1], _in(label, lang), "", _in(note, lang)]
        )  # fmt: skip
    path.write_bytes(out.getvalue().encode("cp932" if lang == "ja" else "utf-8-sig"))


def network(path: Path, lang: str) -> None:
    """Write the list of connections; ends by name in half of the rows, by number in the other half."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": dt.datetime(2026, 4, 1)})
    sheet = book.add_worksheet("接続一覧" if lang == "ja" else "Connections")
    head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1})
    sheet.write(
        0,
        0,
        "ネットワーク接続一覧" if lang == "ja" else "Network connections",
        book.add_format({"bold": True, "font_size": 14}),
    )
    for column, (text, width) in enumerate(zip(_LINK_HEADS[lang], (15, 28, 28, 22, 20, 19, 13, 12, 20), strict=True)):
        sheet.write(2, column, text, head)
        sheet.set_column(column, column, width)
    names = {asset["number"]: _in(asset["name"], lang) for asset in ASSETS}
    for number, (source, goal, use, data, medium, protocol, direction) in enumerate(LINKS, 1):
        ends = [_in(end, lang) for end in (source, goal)]
        if number % 2:
            ends = [names.get(end, end) for end in ends]
        cells = [
            f"N-{number:02}",
            *ends,
            _in(use, lang),
            _in(data, lang),
            _in(medium, lang),
            protocol,
            _in(direction, lang),
            "",
        ]
        sheet.write_row(number + 2, 0, cells)
    book.close()


def make(folder: Path) -> None:
    """Write all samples below *folder*."""
    for lang in ("ja", "en"):
        target = folder / lang
        target.mkdir(parents=True, exist_ok=True)
        assets(target / "assets.xlsx", lang)
        suppliers(target / "suppliers.csv", lang)
        network(target / "network.xlsx", lang)


if __name__ == "__main__":
    make(FOLDER)
