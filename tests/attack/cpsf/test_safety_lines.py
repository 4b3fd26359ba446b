"""What a safety function is wired to, it may stop and nothing else; what only computes never acts on false readings."""

from __future__ import annotations

from sanso.attack.cpsf.staging import Stage

from .build import stage_of


def led_to(stage: Stage, asset: str, step: str) -> set[str]:
    """Every step that a step leads to, at any distance, by name."""
    graph = stage.graph
    names = [graph.name(index) for index in range(graph.size)]
    pending, seen = [names.index(f"{asset}:{step}")], set()
    while pending:
        index = pending.pop()
        for child in graph.children.indices[graph.children.indptr[index] : graph.children.indptr[index + 1]].tolist():
            if child not in seen:
                seen.add(child)
                pending.append(child)
    return {names[index] for index in seen}


def test_a_safety_function_only_stops() -> None:
    stage = stage_of(
        components={"guard": {"kind": "safety-function"}, "press": {"kind": "actuator"}},
        connections={"wire": {"kind": "commands", "from": "guard", "to": "press", "medium": "wire"}},
    )
    reached = led_to(stage, "guard", "tripped")
    assert "press:stopped" in reached
    assert "press:manipulated" not in led_to(stage, "guard", "controlled")


def test_a_server_that_is_misled_reports_falsely_and_gives_no_orders() -> None:
    stage = stage_of(
        components={"meter": {"kind": "sensor"}, "centre": {"kind": "server"}, "plc": {"kind": "controller"}},
        connections={
            "readings": {"kind": "transmits", "from": "meter", "to": "centre"},
            "inputs": {"kind": "transmits", "from": "meter", "to": "plc"},
        },
    )
    reached = led_to(stage, "meter", "lies")
    assert {"centre:lies", "plc:manipulated"} <= reached
    assert "centre:manipulated" not in reached


def test_nearby_signals_disturb_sensors_only() -> None:
    stage = stage_of(components={"gnss": {"kind": "sensor", "exposure": ["wireless"]}})
    assert "gnss:disturbed" in led_to(stage, "/attacker", "nearby")
